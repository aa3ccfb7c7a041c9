package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.gramine.TemplateMistake;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DockerfileTemplateTest {

    private static final Map<String, Object> MODEL = Map.of("baseImage", "debian:12");

    @Test
    void a_plain_dockerfile_stays_as_it_is() {
        String plain = """
                # ${x} #{y} <#if z>
                FROM scratch
                RUN [ "${A:-b}" = x ] && [[ $# -gt 1 ]] || echo "$(date)"
                CMD ["a", "b"]
                """;

        assertThat(render(plain)).isEqualTo(plain);
    }

    @Test
    void brackets_stand_for_values_and_conditions() {
        assertThat(render("FROM [=baseImage][#if baseImage?starts_with(\"debian\")] AS build[/#if]\n"))
                .isEqualTo("FROM debian:12 AS build\n");
    }

    @Test
    void the_shells_own_brackets_can_be_written_too() {
        assertThat(render("RUN sed '[#noparse]s/[#]//[/#noparse]'\n")).isEqualTo("RUN sed 's/[#]//'\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FROM [=baseImag] | gramine/Dockerfile, line 2, column 8: there is no baseImag.",
                "FROM [=base.image.x] | gramine/Dockerfile, line 2, column 8: there is no base.",
                "[#if x | gramine/Dockerfile, line 2, column",
                "FROM [=baseImage | gramine/Dockerfile, line 2, column",
                "RUN sed s/[#x]// | gramine/Dockerfile, line 2, column",
            })
    void a_mistake_is_told_in_one_line_with_its_place(String line, String message) {
        TemplateMistake.assertRefused(() -> render("# first line\n" + line + "\n"), message, "Use [=baseImage]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[=\"freemarker.template.utility.Execute\"?new()(\"id\")]",
                "[=baseImage?api.getClass()]",
                "[=baseImage.class]",
                "[#include \"/etc/passwd\"]",
                "[#import \"/etc/passwd\" as x]"
            })
    void no_class_and_no_file_is_within_reach(String line) {
        TemplateMistake.assertRefused(() -> render(line), "gramine/Dockerfile, line 1, column ", "Use [=baseImage]");
    }

    private static String render(String source) {
        return DockerfileTemplate.render("gramine/Dockerfile", source, MODEL);
    }
}
