package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.openflgramine.HostileText;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.image.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The borders to YAML, Compose and Kubernetes. */
final class YamlTextTest {

    /** What Compose and Kubernetes replace; two dollars come first. */
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\$|\\{[^}]*}|\\([^)]*\\)|[A-Za-z_]\\w*)");

    @Test
    void readers_of_both_versions_of_yaml_read_a_text_as_it_was() throws IOException {
        for (String text : HostileText.all()) {
            Map<String, Object> document = Map.of("a", Map.of("k", text, "l", List.of(text)), "n", 1);
            String yaml = YamlText.document(document);

            assertThat(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(yaml))
                    .as(yaml)
                    .isEqualTo(document);
            // This reader does not know the escapes \\L and \\P of YAML 1.2, 5.7.
            if (!yaml.contains("\\L") && !yaml.contains("\\P")) {
                assertThat(new Load(LoadSettings.builder().build()).loadFromString(yaml))
                        .as(yaml)
                        .isEqualTo(document);
            }
            assertThat(new YAMLMapper().readTree(yaml).at("/a/k").textValue())
                    .as(yaml)
                    .isEqualTo(text);
        }
    }

    @Test
    void a_key_is_a_name_and_stays_a_text() {
        for (String text : HostileText.all()) {
            Map<String, Object> document = Map.of(text, "v");
            if (!text.matches("[0-9A-Za-z_][0-9A-Za-z_./-]*")) {
                assertThatThrownBy(() -> YamlText.document(document)).isInstanceOf(IllegalArgumentException.class);
                continue;
            }
            String yaml = YamlText.document(document);

            assertThat(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(yaml))
                    .as(yaml)
                    .isEqualTo(document);
            assertThat(new Load(LoadSettings.builder().build()).loadFromString(yaml))
                    .as(yaml)
                    .isEqualTo(document);
        }
    }

    @Test
    void a_value_of_a_compose_file_has_no_variables() throws IOException {
        for (String text : HostileText.all()) {
            ContainerRequest request = ContainerRequest.of(KitPlaces.IMAGE)
                    .command("start", text)
                    .env("A", text)
                    .label("b", text)
                    .user(KitPlaces.USER)
                    .readable(KitPlaces.DIRECTORY.resolve("x"), ImagePath.of("/workspace/x"))
                    .build();

            JsonNode service = new YAMLMapper()
                    .readTree(ComposeFile.of(request, "flowers:1"))
                    .at("/services/actor");

            assertThat(interpolated(service.at("/command/1").textValue())).isEqualTo(text);
            assertThat(interpolated(service.at("/environment/A").textValue())).isEqualTo(text);
            assertThat(interpolated(service.at("/labels/b").textValue())).isEqualTo(text);
            assertThat(service.at("/user").textValue()).startsWith("${KIT_USER:?");
        }
    }

    private static String interpolated(String text) {
        return VARIABLE.matcher(text).replaceAll(found -> found.group(1).equals("$") ? "\\$" : "(replaced)");
    }
}
