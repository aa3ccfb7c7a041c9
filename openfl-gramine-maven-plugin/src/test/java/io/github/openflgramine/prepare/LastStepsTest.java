package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LastStepsTest {

    @Test
    void an_image_is_finished_before_its_files_are_listed() {
        assertThat(LastSteps.behind("FROM base:1")).matches("""
                (?s)FROM base:1
                RUN .*/finish
                RUN .*/filelist.py .*true
                """);
    }

    @Test
    void a_user_that_a_dockerfile_ends_with_steps_aside_for_root_and_comes_back() {
        assertThat(LastSteps.behind("FROM base:1\n  user  app:app \nRUN id\n")).matches("""
                (?s)FROM base:1
                  user  app:app\\s
                RUN id
                USER root
                RUN .*filelist.py .*true
                USER app:app
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FROM a AS build\nUSER app\nFROM b\n", "FROM a\n# USER app\nRUN echo USER app\n"})
    void a_user_of_an_earlier_stage_or_in_other_words_is_none(String dockerfile) {
        assertThat(LastSteps.behind(dockerfile)).doesNotContain("\nUSER root\n");
    }
}
