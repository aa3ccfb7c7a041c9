package io.github.openflgramine.it;

import java.util.Map;

/** The base image with Debian's PyTorch: nothing has to be downloaded. */
final class TorchBase {

    static final String IMAGE = MavenBuild.setting("it.torchBaseImage");

    /** As the README of the templates for PyTorch gives them. */
    static final Map<String, String> PROPERTIES = Map.of(
            "gramine.baseImage", IMAGE, "openfl.constraints", "constraints-debian.txt", "gramine.wheelIndex", "");

    private TorchBase() {}
}
