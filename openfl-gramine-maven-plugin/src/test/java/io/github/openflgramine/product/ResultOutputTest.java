package io.github.openflgramine.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ResultSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goals and commands print to standard output. */
final class ResultOutputTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

    @Test
    void a_failure_without_a_result_is_a_document() throws IOException {
        ResultOutput output = new ResultOutput(ResultFormat.JSON, out);
        output.warning("It is old.");
        output.printFailure(new GraminizeException("x is y.", "Correct it."));

        JsonNode document = ResultSchema.valid("error", printed());
        assertThat(document.at("/error/problem").asText()).isEqualTo("x is y.");
        assertThat(document.at("/error/remedy").asText()).isEqualTo("Correct it.");
        assertThat(document.at("/warnings/0").asText()).isEqualTo("It is old.");
    }

    @Test
    void a_failure_after_the_result_prints_no_second_document() throws IOException {
        ResultOutput output = new ResultOutput(ResultFormat.JSON, out);
        output.print(Map.of("verdict", "different"));
        String before = printed();
        output.printFailure(new GraminizeException("It differs.", "Get it again."));

        assertThat(printed()).isEqualTo(before).contains("\"verdict\": \"different\"");
    }

    @Test
    void text_has_no_failure_and_nothing_that_the_log_has() throws IOException {
        ResultOutput output = new ResultOutput(ResultFormat.TEXT, out, text -> text.replace("gramine.file", "--file"));
        output.warning("It is old.");
        output.printJson(Map.of("verdict", "passed"));
        output.print(Map.of("compared_with", List.of("gramine.file")));
        output.printFailure(new GraminizeException("x is y.", "Correct it."));

        assertThat(printed()).isEqualTo("compared_with  --file\n");
    }

    @Test
    void json_is_in_utf8_whatever_the_terminal_has() throws IOException {
        PrintStream ascii = new PrintStream(bytes, false, StandardCharsets.US_ASCII);
        new ResultOutput(ResultFormat.JSON, ascii).print(Map.of("image", "größe"));

        assertThat(printed()).contains("größe");
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
