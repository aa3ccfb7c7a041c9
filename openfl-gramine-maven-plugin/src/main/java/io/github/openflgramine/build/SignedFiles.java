package io.github.openflgramine.build;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a signed enclave goes: {@code NAME.manifest.sgx} and {@code NAME.sig}, of which neither is worth anything without
 * the other, so that both are replaced or none.
 */
record SignedFiles(Path folder, Path manifest, Path sig) {

    private static final String SUFFIX = ".manifest";

    /** As gramine-sgx looks for them: the names follow that of the manifest they were made from. */
    static SignedFiles of(Path declared, Path folder) {
        String name = declared.getFileName().toString();
        if (!name.endsWith(SUFFIX) || name.equals(SUFFIX)) {
            throw new GraminizeException(
                    "gramine.manifest=%s: its name does not end in .manifest; the names of NAME.manifest.sgx and NAME.sig follow it."
                            .formatted(declared),
                    "Give the manifest before it is signed, under a name like openfl.manifest.");
        }
        String base = name.substring(0, name.length() - SUFFIX.length());
        return new SignedFiles(folder, folder.resolve(name + ".sgx"), folder.resolve(base + ".sig"));
    }

    /** Refuses at once what would otherwise be found after everything was hashed. */
    void requirePlaces() {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new GraminizeException(
                    "gramine.output=" + folder + " is a file; expected a folder.",
                    "Name a folder; it may be a new one.");
        }
        for (Path file : new Path[] {manifest, sig}) {
            if (Files.isDirectory(file)) {
                throw new GraminizeException(
                        file + " is a folder, where a file is to be written.",
                        "Remove it, or give another folder: -Dgramine.output=…");
            }
        }
    }

    void write(byte[] manifestBytes, byte[] sigBytes) throws IOException {
        try {
            Path newManifest = AtomicFiles.writeBeside(manifest, manifestBytes);
            try {
                Path newSig = AtomicFiles.writeBeside(sig, sigBytes);
                try {
                    replace(newManifest, newSig);
                } finally {
                    Files.deleteIfExists(newSig);
                }
            } finally {
                Files.deleteIfExists(newManifest);
            }
        } catch (AccessDeniedException | FileAlreadyExistsException e) {
            throw refused(e);
        }
    }

    private void replace(Path newManifest, Path newSig) throws IOException {
        Optional<byte[]> former = Files.exists(manifest) ? Optional.of(Files.readAllBytes(manifest)) : Optional.empty();
        AtomicFiles.move(newManifest, manifest);
        try {
            AtomicFiles.move(newSig, sig);
        } catch (IOException e) {
            if (former.isPresent()) {
                AtomicFiles.write(manifest, former.get());
            } else {
                Files.delete(manifest);
            }
            throw e;
        }
    }

    private GraminizeException refused(FileSystemException cause) {
        return new GraminizeException(
                "Cannot write %s and %s: %s refuses this user."
                        .formatted(manifest, sig.getFileName(), String.valueOf(cause.getFile())),
                "Give a folder that may be written to: -Dgramine.output=…",
                cause);
    }
}
