package io.github.openflgramine.prepare;

import java.util.Optional;

/**
 * What pip installs in the first image, and from where.
 *
 * @param openfl pip's requirement for OpenFL, or the path of a wheel or a clone
 * @param files of this machine that it needs
 * @param index an index to look into beside PyPI
 * @param options further options of {@code pip install}
 */
public record PipInstall(String openfl, BuildFiles files, Optional<String> index, String options) {}
