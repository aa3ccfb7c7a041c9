package io.github.openflgramine.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.Passphrase;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.junit.jupiter.api.Test;

/** A command that signs does not load BouncyCastle, which would take a large part of its time. */
class PlainKeysTest {

    private static final Path KEY = Path.of("src/test/resources/golden/signing-key.pem");

    @Test
    void readsPlainKeysWithoutBouncyCastle() throws Exception {
        assertThat(parse(Files.readString(KEY)).getAlgorithm()).isEqualTo("RSA");
    }

    @Test
    void needsBouncyCastleForOthers() {
        assertThatThrownBy(() -> parse("no key"))
                .isInstanceOf(InvocationTargetException.class)
                .hasRootCauseInstanceOf(ClassNotFoundException.class);
    }

    private static PrivateKey parse(String text) throws IOException, ReflectiveOperationException {
        try (URLClassLoader loader = new WithoutBouncyCastle()) {
            Class<?> passphrase = loader.loadClass(Passphrase.class.getName());
            Class<?> reader = loader.loadClass(PemPrivateKey.class.getName());
            Object key = reader.getConstructor(String.class, passphrase, String.class, String.class)
                    .newInstance("KEY", passphrase.getMethod("none").invoke(null), "", "");
            return (PrivateKey) reader.getMethod("parse", String.class).invoke(key, text);
        }
    }

    /** Loads the project's classes again, with no other classes than the JDK's. */
    private static final class WithoutBouncyCastle extends URLClassLoader {

        WithoutBouncyCastle() {
            super(
                    new URL[] {
                        PemPrivateKey.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    ClassLoader.getPlatformClassLoader());
        }
    }
}
