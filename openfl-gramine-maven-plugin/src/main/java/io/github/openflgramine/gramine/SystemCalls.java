package io.github.openflgramine.gramine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;

/**
 * The names of Linux' system calls on x86-64 (asm/unistd_64.h of Linux 6.1) that Gramine 1.8 and 1.9 know. Gramine
 * does not start with another name in {@code sys.debug__mock_syscalls}.
 */
final class SystemCalls {

    private static final Set<String> NAMES = Set.of(read().trim().split("\\s+", -1));

    private SystemCalls() {}

    static boolean has(String name) {
        return NAMES.contains(name);
    }

    private static String read() {
        try (InputStream names = Objects.requireNonNull(SystemCalls.class.getResourceAsStream("system-calls.txt"))) {
            return new String(names.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
