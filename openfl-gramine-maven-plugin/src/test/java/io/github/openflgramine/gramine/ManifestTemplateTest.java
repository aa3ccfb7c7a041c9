package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ManifestTemplateTest {

    private static final Map<String, Object> MODEL =
            Map.of("role", "aggregator", "maxThreads", 4096, "debug", false, "mounts", List.of("/usr"));

    @Test
    void numbers_are_the_same_in_every_locale() {
        Locale own = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(render("n = ${maxThreads}, f = ${1.5}, b = ${debug}")).isEqualTo("n = 4096, f = 1.5, b = false");
        } finally {
            Locale.setDefault(own);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a = ${rol} | own.ftl, line 2, column 7: there is no rol.",
                "a = ${mounts[3]} | own.ftl, line 2, column 7: there is no mounts[3].",
                "<#if debug> | own.ftl, line 2, column",
                "${mounts.x.y} | own.ftl, line 2, column 3:",
                "${role?nonsense} | own.ftl, line 2, column",
                "<#stop \"two\\nlines\"> | own.ftl, line 2, column 1:",
            })
    void a_mistake_is_told_in_one_line_with_its_place(String line, String message) {
        TemplateMistake.assertRefused(() -> render("# first line\n" + line + "\n"), message, "Correct the template");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${\"freemarker.template.utility.Execute\"?new()(\"id\")}",
                "${\"freemarker.template.utility.ObjectConstructor\"?new()(\"java.io.File\", \"/\")}",
                "${mounts?api.getClass()}",
                "${role.class}",
                "<#include \"/etc/passwd\">",
                "<#import \"/etc/passwd\" as x>"
            })
    void no_class_and_no_file_is_within_reach(String line) {
        TemplateMistake.assertRefused(() -> render(line), "own.ftl, line 1, column ", "Correct the template");
    }

    private static String render(String source) {
        return new ManifestTemplate("own.ftl", source).render(MODEL);
    }
}
