package io.github.openflgramine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import io.github.openflgramine.GraminizeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An engine that refuses, is full, or goes away in the middle. */
final class EngineBorderTest {

    private final EngineBorder border =
            new EngineBorder(new EngineAddress(URI.create("tcp://build.example.org:2375"), Optional.empty()));

    @Test
    void a_connection_that_cannot_be_made_is_named_with_what_was_asked() {
        assertThatThrownBy(() -> border.ask("describe image demo:1.0", () -> {
                    throw new RuntimeException("java.net.ConnectException", new IOException("Connection refused."));
                }))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(
                        "The connection to the Docker engine at tcp://build.example.org:2375 broke; it could not describe image"
                                + " demo:1.0: Connection refused. Check that it runs (docker info), why it stopped (journalctl -u docker)"
                                + " and its disk (docker system df), then run the goal again.");
    }

    @Test
    void an_answer_that_breaks_off_is_named_with_what_was_asked() throws IOException {
        try (InputStream answer = border.stream("copy / out of a container of demo:1.0", () -> breaking("begin"))) {
            assertThat(new String(answer.readNBytes(5), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("begin");
            assertThatThrownBy(answer::read).hasMessageContaining("could not copy / out of a container of demo:1.0");
            assertThatThrownBy(answer::readAllBytes)
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining("Premature end of chunk coded message body")
                    .hasMessageContaining("journalctl -u docker");
        }
    }

    @Test
    void a_full_disk_of_the_engine_is_to_be_cleared() {
        assertThatThrownBy(() -> border.tell("create a container", () -> {
                    throw new InternalServerErrorException(
                            "Status 500: {\"message\":\"mkdir /var/lib/docker/x: no space left on device\"}");
                }))
                .hasMessageStartingWith(
                        "The Docker engine could not create a container: mkdir /var/lib/docker/x: no space left on device.")
                .hasMessageContaining("docker system df");
    }

    @Test
    void a_refusal_of_our_own_stays_as_it_is() {
        GraminizeException own = new GraminizeException("Image a is not known.", "Build it.");

        assertThatThrownBy(() -> border.ask("create a container", () -> {
                    throw own;
                }))
                .isSameAs(own);
    }

    @Test
    void the_end_of_an_answer_that_is_closed_early_is_no_failure() throws IOException {
        border.stream("save image demo:1.0", () -> new ByteArrayInputStream(new byte[0]) {
                    @Override
                    public void close() throws IOException {
                        throw new IOException("Premature end of chunk coded message body");
                    }
                })
                .close();
    }

    private static InputStream breaking(String begin) {
        return new InputStream() {
            private int at;

            @Override
            public int read() throws IOException {
                if (at == begin.length()) {
                    throw new IOException("Premature end of chunk coded message body: closing chunk expected");
                }
                return begin.charAt(at++);
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                if (length > 0) {
                    buffer[from] = (byte) read();
                }
                return Math.min(length, 1);
            }
        };
    }

    @Test
    void what_a_transport_wraps_is_shown_by_its_innermost_cause() {
        assertThatThrownBy(() -> border.ask("list containers", () -> {
                    throw new UncheckedIOException(new IOException("outer", new IOException("Broken pipe")));
                }))
                .hasMessageContaining("could not list containers: Broken pipe.");
    }
}
