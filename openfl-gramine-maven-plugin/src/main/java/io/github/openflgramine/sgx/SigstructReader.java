package io.github.openflgramine.sgx;

import io.github.openflgramine.GraminizeException;

/** Reads a {@code .sig} file. It says nothing about whether its content is right: {@link SigstructVerifier} does. */
public final class SigstructReader {

    private SigstructReader() {}

    /**
     * Takes the bytes of a {@code .sig}.
     *
     * @param name how a message calls the file
     * @throws GraminizeException when it has another size than a SIGSTRUCT
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
