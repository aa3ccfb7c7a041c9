package io.github.openflgramine.it;

import java.util.Map;

/** The base image with Debian's PyTorch, which needs no downloads. */
final class TorchBase {

    static final String IMAGE = MavenBuild.setting("it.torchBaseImage");

    /** What an actor opens: 271 MB, of which PyTorch and oneDNN are 173. */
    static final double MOST_MEGABYTES_OF_LIBRARIES = 280;

    /** The properties from the README of the PyTorch templates. */
    static final Map<String, String> PROPERTIES = Map.of(
            "gramine.baseImage", IMAGE, "openfl.constraints", "constraints-debian.txt", "gramine.wheelIndex", "");

    private TorchBase() {}
}
