package io.github.openflgramine.build;

import io.github.openflgramine.gramine.DebugBuildOptions;
import io.github.openflgramine.gramine.Manifest;
import io.github.openflgramine.sgx.SigningKeyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where to look for weaknesses, one check a kind. {@link ProductionGate} says what becomes of them. */
final class Weaknesses {

    private static final List<Function<Manifest, Stream<Weakness>>> OF_MANIFEST =
            List.of(Weaknesses::debugBuildOptions);

    private Weaknesses() {}

    static List<Weakness> of(Manifest manifest) {
        return OF_MANIFEST.stream().flatMap(check -> check.apply(manifest)).toList();
    }

    static List<Weakness> ofKeyFile(Path file) throws IOException {
        return SigningKeyReader.isOpenToOthers(file)
                ? List.of(new Weakness(
                        "The signing key " + file + " can be read by others.",
                        "Keep it to yourself: chmod 600 " + file))
                : List.of();
    }

    private static Stream<Weakness> debugBuildOptions(Manifest manifest) {
        return DebugBuildOptions.of(manifest).stream()
                .map(option -> new Weakness(
                        option + ": an enclave with it starts under debug builds of Gramine alone.",
                        "Take it out, or keep it for a trial."));
    }
}
