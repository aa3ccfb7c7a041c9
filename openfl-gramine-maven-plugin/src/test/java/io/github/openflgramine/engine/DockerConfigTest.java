package io.github.openflgramine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Docker's config.json as people have it. */
final class DockerConfigTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "{}",
                "\ufeff{}",
                "{\"auths\": {}}",
                "{\"auths\": {\"https://index.docker.io/v1/\": {}}, \"credsStore\": \"desktop\"}",
                "{\"auths\": {\"r.example.org\": {\"auth\": \"dXNlcjpwYXNz\"}}}",
                "{\"auths\": {\"r.example.org\": {\"auth\": \"dXNlcjpwYTpzcw==\", \"identitytoken\": \"t\"}}}",
                "{\"auths\": {\"r.example.org\": {\"username\": \"user\", \"password\": \"pass\"}}}",
                "{\"something\": [\"that\", \"no one knows\"]}"
            })
    void what_docker_and_fabric8_read_is_taken(String json) throws IOException {
        write(json);

        assertThatCode(() -> read().requireCredentials()).doesNotThrowAnyException();
    }

    @Test
    void an_absent_file_is_an_empty_one() {
        assertThat(read().currentContext()).isEmpty();
        assertThat(read().hasProxies()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"auths": {},}                                  | is not JSON at line 1, column 14.
                    {                                               | is not JSON at line 1, column
                    {"auths": {"r": {"auth": "dXNlc"                | is not JSON at line 1, column
                    []                                              | is not a JSON object.
                    "text"                                          | is not a JSON object.
                    {"auths": []}                                   | : auths is not an object.
                    {"credHelpers": "desktop"}                      | : credHelpers is not an object.
                    {"proxies": "http://proxy"}                     | : proxies is not an object.
                    {"auths": {"r.example.org": "dXNlcjpwYXNz"}}    | : auths / r.example.org is not an object.
                    {"auths": {"r.example.org": {"auth": ""}}}      | : auths / r.example.org / auth is not USER:PASSWORD in Base64.
                    {"auths": {"r.example.org": {"auth": "a b!"}}}  | : auths / r.example.org / auth is not USER:PASSWORD in Base64.
                    {"auths": {"r.example.org": {"auth": "bm9jb2xvbg=="}}} | : auths / r.example.org / auth is not USER:PASSWORD in Base64.
                    """)
    void what_fabric8_cannot_read_is_told_with_file_and_entry(String json, String problem) throws IOException {
        write(json);

        assertThatThrownBy(() -> read().requireCredentials())
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("Docker's " + directory.resolve("config.json"))
                .hasMessageContaining(problem)
                .hasMessageNotContaining("dXNlc")
                .hasNoCause();
    }

    @Test
    void a_context_that_is_no_name_is_refused() throws IOException {
        write("{\"currentContext\": [\"lab\"]}");

        assertThatThrownBy(() -> read().currentContext())
                .hasMessage("Docker's " + directory.resolve("config.json")
                        + ": currentContext is not a name. Correct it, or remove the entry.");
    }

    private DockerConfig read() {
        return DockerConfig.read(name -> Optional.empty(), Map.of("DOCKER_CONFIG", directory.toString()));
    }

    private void write(String json) throws IOException {
        Files.writeString(directory.resolve("config.json"), json);
    }
}
