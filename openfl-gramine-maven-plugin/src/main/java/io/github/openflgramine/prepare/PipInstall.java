package io.github.openflgramine.prepare;

import io.github.openflgramine.GraminizeException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The inputs of pip in the first image's build.
 *
 * @param openfl pip's requirement for OpenFL, or the path of a wheel or a clone
 * @param files the files of this machine that pip needs
 * @param index an index in addition to PyPI
 * @param options additional options of {@code pip install}
 */
public record PipInstall(String openfl, BuildFiles files, Optional<WheelIndex> index, String options) {

    /** Options of {@code pip install} that name files to read or packages to install. */
    private static final List<String> NAMING = List.of(
            "--requirement",
            "--constraint",
            "--editable",
            "--build-constraint",
            "--group",
            "--requirements-from-script");

    /** Letters without a value, so that another option can follow in the same word. */
    private static final Pattern NAMING_LETTER = Pattern.compile("-[hVvqUI]*[rce].*");

    public PipInstall {
        for (String word : options.trim().split("\\s+", -1)) {
            String name = word.replaceFirst("=.*", "");
            boolean isNaming = name.startsWith("--")
                    ? NAMING.stream().anyMatch(option -> name.length() > 2 && option.startsWith(name))
                    : NAMING_LETTER.matcher(word).matches();
            if (isNaming) {
                throw new GraminizeException(
                        "gramine.pipOptions has " + word
                                + ", but the build checks and copies only what requirements.txt and"
                                + " openfl.constraints name.",
                        "Write it in requirements.txt (-r FILE, -c FILE, or the package).");
            }
        }
    }

    /** Returns whether a requirement for OpenFL is a path of this machine. */
    static boolean isLocal(String openfl) {
        return openfl.contains("/") && !openfl.contains("://");
    }
}
