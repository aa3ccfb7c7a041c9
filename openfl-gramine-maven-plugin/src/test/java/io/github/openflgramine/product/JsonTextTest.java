package io.github.openflgramine.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTextTest {

    @Test
    void a_tree_is_written_in_the_order_of_its_fields_and_read_again() throws IOException {
        ObjectNode tree = JsonText.newTree();
        tree.put("image", "größe:1");
        tree.putObject("roles").put("z", 1).put("a", true);

        String text = JsonText.of(tree);

        assertThat(text).isEqualTo("""
                {
                  "image": "größe:1",
                  "roles": {
                    "z": 1,
                    "a": true
                  }
                }
                """);
        assertThat(JsonText.parse(text.getBytes(StandardCharsets.UTF_8))).contains(tree);
        assertThat(JsonText.fields(tree)).containsEntry("roles.a", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "text"})
    void what_is_no_object_is_not_read(String content) throws IOException {
        assertThat(JsonText.parse(content.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
