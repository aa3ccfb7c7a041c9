package io.github.openflgramine.sgx;

import io.github.openflgramine.GraminizeException;

/** Reads a {@code .sig} file without checking its content; {@link SigstructVerifier} checks it. */
public final class SigstructReader {

    private SigstructReader() {}

    /**
     * Reads the bytes of a {@code .sig} file.
     *
     * @param name the name of the file in messages
     * @throws GraminizeException if the size is not that of a SIGSTRUCT
     */
    public static Sigstruct read(byte[] bytes, String name) {
        if (bytes.length != Sigstruct.BYTES) {
            throw new GraminizeException(
                    "%s has %d bytes; a SIGSTRUCT has %d.".formatted(name, bytes.length, Sigstruct.BYTES),
                    "Give the .sig file made with the manifest.");
        }
        return Sigstruct.of(bytes);
    }
}
