package io.github.openflgramine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ForeignFailureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Premature end of chunk coded message body: closing chunk expected|lost the connection|docker info",
                "Connection reset by peer|lost the connection|docker info",
                "Truncated chunk (expected size: 32768; actual size: 32578)|lost the connection|docker info",
                "No space left on device|could not write a file|disk of target/",
                "a/target/x.tar.gz (Read-only file system)|could not write a file|make it writable",
                "write /var/lib/docker/tmp/x: no space left on device|the engine's disk is full|docker system df",
                "The command '/bin/sh -c false' returned a non-zero code: 1|docker:save failed: Unable to save image|begin with DOCKER>",
                "unauthorized: authentication required|does not accept the credentials|docker login",
            })
    void a_failure_is_named_with_its_reason_and_a_next_step(String reason, String problem, String remedy) {
        Exception failure = new Exception("Unable to save image", new IOException(reason));

        assertThat(ForeignFailure.explained("docker:save", failure))
                .hasValueSatisfying(explained -> assertThat(explained)
                        .hasMessageStartingWith("docker:save ")
                        .hasMessageContainingAll(problem, reason, remedy));
    }

    @Test
    void a_step_that_says_itself_why_it_fails_is_quoted() {
        assertThat(ForeignFailure.ofStep("docker:build", "Python 3.13. Choose another base.", new Exception("code: 1")))
                .hasMessageStartingWith("docker:build failed: Python 3.13. Choose another base. ")
                .hasMessageContaining("begin with DOCKER>");
    }

    @Test
    void other_failures_keep_fabric8s_words() {
        assertThat(ForeignFailure.explained(
                        "docker:build", new Exception("no Dockerfile", new FileNotFoundException("Dockerfile"))))
                .isEmpty();
    }
}
