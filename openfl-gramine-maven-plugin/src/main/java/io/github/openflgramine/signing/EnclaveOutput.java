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
 * The files of one enclave, which have a common name and are in one directory.
 *
 * @param name the argument of gramine-sgx, which reads NAME.manifest.sgx and NAME.sig
 */
record EnclaveOutput(Path directory, String name) {

    private static final String MANIFEST = ".manifest";
    private static final String TO_BE_SIGNED = ".tbs";

    /** Derives the name from the manifest's file name. */
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

    /** Returns the path of the manifest that gramine-sgx reads and the enclave measures. */
    Path manifest() {
        return directory.resolve(name + MANIFEST + ".sgx");
    }

    /** Returns the path of the SIGSTRUCT. */
    Path sig() {
        return directory.resolve(name + ".sig");
    }

    /** Returns the path of the 256 bytes to be signed. */
    Path tbs() {
        return directory.resolve(name + TO_BE_SIGNED);
    }

    /** Returns the path of the description for the signer. */
    Path description() {
        return directory.resolve(name + TO_BE_SIGNED + ".json");
    }

    /** Returns the path of the RSA signature, 384 bytes. */
    Path rawSignature() {
        return directory.resolve(name + ".rsa");
    }

    /**
     * Checks the output directories before anything is hashed.
     *
     * @throws GraminizeException if a file cannot be written there
     */
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

    /** Replaces all files or none, because they are useless without each other. */
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
