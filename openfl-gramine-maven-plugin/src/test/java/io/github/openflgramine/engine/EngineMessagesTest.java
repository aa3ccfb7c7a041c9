package io.github.openflgramine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.DockerException;
import org.junit.jupiter.api.Test;

final class EngineMessagesTest {

    @Test
    void the_engine_s_words_are_taken_out_of_their_json() {
        assertThat(EngineMessages.words(new DockerException("Status 500: {\"message\":\"no such device\"}\n", 500)))
                .isEqualTo("no such device");
    }

    @Test
    void what_is_no_json_is_kept() {
        assertThat(EngineMessages.words(new DockerException("Connection reset.", 500)))
                .isEqualTo("Status 500: Connection reset");
    }
}
