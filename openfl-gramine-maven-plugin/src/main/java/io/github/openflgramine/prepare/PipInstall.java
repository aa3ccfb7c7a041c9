package io.github.openflgramine.prepare;

import java.util.Optional;

/**
 * The inputs of pip in the first image's build.
 *
 * @param openfl pip's requirement for OpenFL, or the path of a wheel or a clone
 * @param files the files of this machine that pip needs
 * @param index an index in addition to PyPI
 * @param options additional options of {@code pip install}
 */
public record PipInstall(String openfl, BuildFiles files, Optional<WheelIndex> index, String options) {

    /** Returns whether a requirement for OpenFL is a path of this machine. */
    static boolean isLocal(String openfl) {
        return openfl.contains("/") && !openfl.contains("://");
    }
}
