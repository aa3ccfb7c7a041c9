package io.github.openflgramine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines are those of Docker 20.10 through fabric8 0.49. */
final class BuildOutputTest {

    private final BuildOutput output = new BuildOutput(false);

    private List<String> shown(String... lines) {
        List<String> shown = new ArrayList<>();
        for (String line : lines) {
            shown.addAll(output.shown(line));
        }
        shown.addAll(output.end());
        return shown;
    }

    @Test
    void a_step_is_one_line_that_says_whether_it_came_from_the_cache() {
        assertThat(shown(
                        "DOCKER> [my-demo:1.0] \"first\": Created docker-build.tar in 41 milliseconds ",
                        "DOCKER> Step 1/4 : FROM debian AS build",
                        "DOCKER> ",
                        "DOCKER> ---> 189ab661253c",
                        "DOCKER> Step 2/4 : COPY build/ /build/",
                        "DOCKER> ",
                        "DOCKER> ---> Using cache",
                        "DOCKER> ---> 1e44376f1505",
                        "DOCKER> Step 3/4 : RUN a  ||     b",
                        "DOCKER> ",
                        "DOCKER> ---> Running in 89f95266dd08",
                        "DOCKER> openfl-gramine: Gramine",
                        "DOCKER> Removing intermediate container 89f95266dd08",
                        "DOCKER> ---> 9e25a62cc48e",
                        "DOCKER> Step 4/4 : LABEL " + "x".repeat(200),
                        "DOCKER> Successfully built 0d7011a43e45",
                        "DOCKER> Successfully tagged demo:1.0"))
                .containsExactly(
                        "DOCKER> Step 1/4: FROM debian AS build",
                        "DOCKER> Step 2/4: COPY build/ /build/ (cached)",
                        "DOCKER> Step 3/4: RUN a || b",
                        "DOCKER> openfl-gramine: Gramine",
                        "DOCKER> Step 4/4: LABEL " + "x".repeat(113) + "…");
    }

    @Test
    void a_long_step_is_shown_when_it_begins() {
        output.shown("DOCKER> Step 1/1 : RUN sleep 600");

        assertThat(output.shown("DOCKER> ---> Running in 89f95266dd08"))
                .containsExactly("DOCKER> Step 1/1: RUN sleep 600");
    }

    @Test
    void what_is_not_known_is_shown_as_it_is() {
        assertThat(shown("DOCKER> ---> [Warning] IPv4 forwarding is disabled.", "DOCKER> STEP one", "--> 0123"))
                .containsExactly("DOCKER> ---> [Warning] IPv4 forwarding is disabled.", "DOCKER> STEP one", "--> 0123");
    }

    @Test
    void colours_do_not_hide_what_a_line_is() {
        assertThat(shown(
                        "\u001b[32mDOCKER> Step 1/1 : RUN true\u001b[m", "\u001b[32mDOCKER> ---> 189ab661253c\u001b[m"))
                .containsExactly("DOCKER> Step 1/1: RUN true");
    }

    @Test
    void saving_says_what_it_waits_for_and_not_the_unfinished_files_name() {
        assertThat(shown(
                        "DOCKER> Saving image demo:1.0 to /w/target/unfinished-demo.tar.gz",
                        "DOCKER> demo:1.0: Saved image to /w/target/unfinished-demo.tar.gz in 7 seconds "))
                .containsExactly(
                        "DOCKER> Saving demo:1.0: the engine exports the image, and fabric8 compresses it on one processor. No output until it is done.",
                        "DOCKER> Saved in 7 seconds");
    }

    @Test
    void the_message_of_a_step_of_our_own_is_kept() {
        assertThat(output.error()).isEmpty();
        assertThat(shown(
                        "DOCKER> [91mopenfl-gramine: ERROR python3 is Python 3.13.5. Choose another gramine.baseImage.\n\n",
                        "DOCKER> [0m"))
                .containsExactly(
                        "DOCKER> openfl-gramine: ERROR python3 is Python 3.13.5. Choose another gramine.baseImage.");
        assertThat(output.error()).hasValue("python3 is Python 3.13.5. Choose another gramine.baseImage.");
    }

    @Test
    void everything_is_shown_to_who_asks_for_it() {
        BuildOutput all = new BuildOutput(true);

        assertThat(all.shown("DOCKER> ")).containsExactly("DOCKER> ");
        assertThat(all.shown("DOCKER> Step 1/1 : RUN true")).containsExactly("DOCKER> Step 1/1 : RUN true");
    }
}
