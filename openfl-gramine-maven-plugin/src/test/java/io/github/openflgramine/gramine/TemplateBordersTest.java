package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.HostileText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** The borders to TOML and HTML: templates escape each value by themselves. */
final class TemplateBordersTest {

    @Test
    void a_value_in_a_manifest_stays_the_text_that_it_was() {
        ManifestTemplate template = new ManifestTemplate("t", """
                a = "${text}"
                b = ["file:${text}", <#list texts as each>"${each}",</#list>]
                n = ${number}
                t = ${flag?c}
                """);
        for (String text : HostileText.all()) {
            String toml = template.render(Map.of("text", text, "texts", List.of(text, "x"), "number", 7, "flag", true));

            TomlParseResult read = Toml.parse(toml);
            assertThat(read.errors()).as(toml).isEmpty();
            assertThat(read.getString("a")).isEqualTo(text);
            assertThat(Objects.requireNonNull(read.getArray("b")).toList())
                    .isEqualTo(List.of("file:" + text, text, "x"));
            assertThat(read.getLong("n")).isEqualTo(7);
            assertThat(read.getBoolean("t")).isTrue();
        }
    }

    @Test
    void a_value_in_a_page_becomes_no_markup() {
        TemplateLanguage html = TemplateLanguage.forHtml("");
        for (String text : HostileText.all()) {
            String page = html.render("t", "${text}", Map.of("text", text));

            assertThat(page).doesNotContain("<", ">", "\"", "'");
            assertThat(page.replace("&lt;", "<")
                            .replace("&gt;", ">")
                            .replace("&quot;", "\"")
                            .replace("&#39;", "'")
                            .replace("&amp;", "&"))
                    .isEqualTo(text);
        }
    }

    @Test
    void a_value_in_a_text_with_brackets_is_not_a_template() {
        TemplateLanguage language = TemplateLanguage.withBrackets("").withFunction("up", text -> "<" + text + ">");
        for (String text : HostileText.all()) {
            assertThat(language.render("t", "[=text]|[=up(text)]", Map.of("text", text)))
                    .isEqualTo(text + "|<" + text + ">");
        }
    }
}
