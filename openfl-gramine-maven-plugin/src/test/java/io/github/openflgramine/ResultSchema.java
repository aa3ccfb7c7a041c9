package io.github.openflgramine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.product.ResultOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** docs/results.schema.json, with the form of each goal's result. */
public final class ResultSchema {

    private static final Path FILE = Path.of("../docs/results.schema.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultSchema() {}

    /** Returns the goals whose results it describes, and {@code error}. */
    public static List<String> names() throws IOException {
        return JSON.readTree(FILE.toFile()).get("anyOf").findValuesAsText("$ref").stream()
                .map(reference -> reference.replaceFirst("#/\\$defs/", ""))
                .toList();
    }

    /** Checks a goal's result as it is printed, and returns it. */
    public static JsonNode printed(String goal, Map<String, Object> result) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ResultOutput(ResultFormat.JSON, new PrintStream(out, false, StandardCharsets.UTF_8)).print(result);
        return valid(goal, out.toString(StandardCharsets.UTF_8));
    }

    /** Checks a document, and returns it. */
    public static JsonNode valid(String goal, String document) throws IOException {
        assertThat(problems(goal, document)).as(document).isEmpty();
        return JSON.readTree(document);
    }

    static List<String> problems(String goal, String document) throws IOException {
        ObjectNode schema = (ObjectNode) JSON.readTree(FILE.toFile());
        schema.remove("anyOf");
        schema.put("$ref", "#/$defs/" + goal);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString())
                .validate(document, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
