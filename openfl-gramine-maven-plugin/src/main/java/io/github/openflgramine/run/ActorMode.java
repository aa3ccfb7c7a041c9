package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How an actor runs: in an enclave, under Gramine without SGX, or without Gramine. */
public enum ActorMode {
    SGX("gramine-sgx"),
    DIRECT("gramine-direct"),
    NATIVE("native");

    private final String executable;

    ActorMode(String executable) {
        this.executable = executable;
    }

    /** Returns the value of GRAMINE_EXECUTABLE, which the image's entry script reads. */
    String executable() {
        return executable;
    }

    /**
     * Parses a user's value.
     *
     * @throws GraminizeException if there is no such mode
     */
    public static ActorMode of(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new GraminizeException(
                        "openfl.mode=" + name + " is not a mode.",
                        "Expected one of "
                                + Arrays.stream(values())
                                        .map(ActorMode::toString)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    /** Returns sgx if the device exists, else direct. */
    public static ActorMode bestWith(Path sgxDevice) {
        return Files.exists(sgxDevice) ? SGX : DIRECT;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
