package io.github.openflgramine.signing;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The files of one enclave, all in one directory and under one name.
 *
 * @param name as gramine-sgx is given it: it looks for NAME.manifest.sgx and NAME.sig
 */
record EnclaveOutput(Path directory, String name) {

    private static final String MANIFEST = ".manifest";
    private static final String TO_BE_SIGNED = ".tbs";

    /** The names follow that of the manifest they were made from. */
    static EnclaveOutput ofManifest(Path declared, Path directory) {
        return new EnclaveOutput(
                directory,
                base(
                        declared,
                        MANIFEST,
                        () -> new GraminizeException(
                                "gramine.manifest=%s: its name does not end in .manifest; NAME.manifest.sgx and NAME.sig are named after it."
                                        .formatted(declared),
                                "Pass the unsigned manifest, named like openfl.manifest.")));
    }

    static EnclaveOutput ofToBeSigned(Path tbs, Path directory) {
        return new EnclaveOutput(
                directory,
                base(
                        tbs,
                        TO_BE_SIGNED,
                        () -> new GraminizeException(
                                "gramine.tbs=%s: its name does not end in .tbs; NAME.sig is named after it."
                                        .formatted(tbs),
                                "Pass the file that prepare-signature wrote, under its original name.")));
    }

    private static String base(Path file, String suffix, Supplier<GraminizeException> refusal) {
        String name = file.getFileName().toString();
        if (!name.endsWith(suffix) || name.equals(suffix)) {
            throw refusal.get();
        }
        return name.substring(0, name.length() - suffix.length());
    }

    /** What gramine-sgx reads, and the enclave measures. */
    Path manifest() {
        return directory.resolve(name + MANIFEST + ".sgx");
    }

    /** The SIGSTRUCT. */
    Path sig() {
        return directory.resolve(name + ".sig");
    }

    /** The 256 bytes that are to be signed. */
    Path tbs() {
        return directory.resolve(name + TO_BE_SIGNED);
    }

    /** What a signer wants to see before signing them. */
    Path description() {
        return directory.resolve(name + TO_BE_SIGNED + ".json");
    }

    /** Their signature as RSA gives it, 384 bytes. */
    Path rawSignature() {
        return directory.resolve(name + ".rsa");
    }

    /** Refuses at once what would otherwise be found after everything was hashed. */
    static void requirePlaces(Path... files) {
        for (Path file : files) {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null && Files.exists(directory) && !Files.isDirectory(directory)) {
                throw new GraminizeException(
                        "gramine.output=" + directory + " is a file; expected a directory.",
                        "Give a directory; it is created if needed.");
            }
            if (Files.isDirectory(file)) {
                throw new GraminizeException(
                        file + " is a directory; a file is written there.",
                        "Remove it, or give another directory: -Dgramine.output=…");
            }
        }
    }

    /** Replaces all of them or none: none of an enclave's files is worth anything without the others. */
    static void write(Map<Path, byte[]> contents) throws IOException {
        try {
            AtomicFiles.writeTogether(contents);
        } catch (AccessDeniedException | FileAlreadyExistsException e) {
            throw refused(contents, e);
        }
    }

    private static GraminizeException refused(Map<Path, byte[]> contents, FileSystemException cause) {
        return new GraminizeException(
                "Cannot write %s: no permission for %s."
                        .formatted(
                                String.join(
                                        ", ",
                                        contents.keySet().stream()
                                                .map(Path::toString)
                                                .toList()),
                                String.valueOf(cause.getFile())),
                "Give a writable directory: -Dgramine.output=…",
                cause);
    }
}
