package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LastStepsTest {

    @Test
    void an_image_is_finished_before_its_files_are_listed() {
        assertThat(LastSteps.behind("FROM base:1", LibraryChanges.NONE)).matches("""
                (?s)FROM base:1
                RUN .*/finish
                RUN .*/filelist.py .*true
                """);
    }

    @Test
    void a_user_that_a_dockerfile_ends_with_steps_aside_for_root_and_comes_back() {
        assertThat(LastSteps.behind("FROM base:1\n  user  app:app \nRUN id\n", LibraryChanges.NONE))
                .matches("""
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
        assertThat(LastSteps.behind(dockerfile, LibraryChanges.NONE)).doesNotContain("\nUSER root\n");
    }

    @Test
    void libraries_that_nothing_uses_are_replaced_where_it_was_asked_for() {
        assertThat(LastSteps.behind("FROM base:1", LibraryChanges.NONE)).doesNotContain("--empty-unused");
        assertThat(LastSteps.behind("FROM base:1", LibraryChanges.of(false, false, "true")))
                .contains("/opt/openfl-gramine/finish --empty-unused\n");
        assertThat(LastSteps.behind("FROM base:1", LibraryChanges.of(false, false, "libopencv_*.so*, libzmq.so.5")))
                .contains("/opt/openfl-gramine/finish --empty-unused 'libopencv_*.so*' 'libzmq.so.5'\n");
    }

    @Test
    void libraries_are_stripped_before_they_are_looked_at() {
        assertThat(LastSteps.behind("FROM base:1", LibraryChanges.of(true, false, "false")))
                .contains("/opt/openfl-gramine/finish --strip\n");
        assertThat(LastSteps.behind("FROM base:1", LibraryChanges.of(true, false, "true")))
                .contains("/opt/openfl-gramine/finish --strip --empty-unused\n");
        assertThat(LastSteps.behind("FROM base:1", LibraryChanges.of(true, true, "true")))
                .contains("/opt/openfl-gramine/finish --strip --rearrange --empty-unused\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "", "true,libz.so", "libz.so'; id", "libz.so,", "/usr/lib/libz.so", "*"})
    void what_is_no_name_of_a_library_is_refused(String value) {
        assertThatThrownBy(() -> LibraryChanges.of(false, false, value))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("gramine.emptyUnusedLibraries=" + value + ": \"");
    }
}
