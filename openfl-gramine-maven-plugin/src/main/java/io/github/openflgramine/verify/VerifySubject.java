package io.github.openflgramine.verify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What to verify: one of these, with nothing else.
 *
 * @param file an image's archive, or a tar or directory of its files
 * @param image the name of an image of the engine
 * @param manifest a signed manifest
 * @param sig the manifest's SIGSTRUCT; if absent, the one next to it if it exists
 * @param rootfs the manifest's root file system
 * @param kit a participant's kit, which {@code deployment} checks
 */
public record VerifySubject(
        Optional<Path> file,
        Optional<String> image,
        Optional<Path> manifest,
        Optional<Path> sig,
        Path rootfs,
        Optional<Path> kit) {

    /**
     * Refuses more than one, because only the first would be verified.
     *
     * @throws GraminizeException if there is not exactly one
     */
    public VerifySubject {
        if (Stream.of(file, image, manifest, kit).filter(Optional::isPresent).count() != 1) {
            throw new GraminizeException(
                    "Exactly one of gramine.file, openfl.image, gramine.manifest and openfl.kit must be given.",
                    "Give -Dgramine.file=NAME.tar.gz, or -Dopenfl.image=NAME:TAG, or -Dgramine.manifest=NAME.manifest.sgx with"
                            + " -Dgramine.rootfs=…, or -Dopenfl.kit=KIT.tar.");
        }
    }

    /**
     * Verifies an image, or a manifest with its root file system.
     *
     * @param engine connects to the engine that has the image; the connection is closed here
     */
    public Verdict verify(Verify verify, Verify.Request request, Supplier<Engine> engine) throws IOException {
        if (file.isPresent()) {
            return verify.archive(file.get(), request);
        }
        if (manifest.isPresent()) {
            return verify.manifest(manifest.get(), sig.orElse(null), rootfs, request);
        }
        try (Engine connected = engine.get()) {
            return verify.image(connected, image.orElseThrow(), request);
        }
    }
}
