package io.github.openflgramine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.TestIds;
import io.github.openflgramine.graminize.GraminizedImage;
import io.github.openflgramine.graminize.TestImage;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();
    private final BuildLog log = new BuildLog(said::add, said::add);
    private final Workspace workspace = new Workspace("demo", Path.of("/nowhere"));

    @Test
    void a_page_shows_each_enclave_with_its_measurement_and_every_area_of_its_memory() throws IOException {
        String page = report(false, "plan.yaml");

        String measured = Files.readString(directory.resolve("work").resolve(Measurements.FILE));
        Matcher mrenclave = Pattern.compile("\"mrenclave\": \"([0-9a-f]{64})\"").matcher(measured);
        while (mrenclave.find()) {
            assertThat(page).contains(mrenclave.group(1));
        }
        assertThat(page)
                .contains(
                        "<h2 id=\"aggregator-title\">Aggregator</h2>",
                        "<h2 id=\"collaborator-title\">Collaborator</h2>")
                .contains(
                        "</span>manifest</th>",
                        "</span>tcs</th>",
                        "64 threads&#39; stacks for signals",
                        "Gramine&#39;s PAL");
    }

    @Test
    void nothing_is_loaded_and_no_script_runs() throws IOException {
        String page = report(false, "plan.yaml");

        assertThat(page)
                .contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"")
                .doesNotContain("<script", "<link", "<img", "@import", "url(", "http://", "https://", " src=")
                .doesNotContainPattern("<[^>]* on[a-z]+=");
    }

    @Test
    void a_debug_enclave_is_shown_as_one() throws IOException {
        assertThat(report(true, "plan.yaml"))
                .contains("<td class=\"bad\">yes</td><td>Anyone who runs the machine can read everything in it.</td>");
        assertThat(report(true, "plan.yaml"))
                .contains("<li>sgx.debug = true: the enclave&#39;s memory can be read from outside.");
    }

    @Test
    void what_a_production_build_would_refuse_is_said_of_each_enclave() throws IOException {
        assertThat(report(false, "plan.yaml")
                        .split("<li>Not signed: demo:1.0-direct runs under gramine-direct only", -1))
                .hasSize(3);
    }

    @Test
    void a_name_out_of_the_image_cannot_become_markup() throws IOException {
        assertThat(report(false, "a<b onclick=x>&.yaml"))
                .contains("/workspace/src/a&lt;b onclick=x&gt;&amp;.yaml, 128 KiB")
                .doesNotContain("<b onclick");
    }

    @Test
    void without_an_image_it_says_how_to_make_one() {
        assertThatThrownBy(() -> new Report(log).report(workspace, () -> null, directory, List.of()))
                .hasMessage("There is no " + directory.resolve("measurements.json")
                        + ". Build the image first: mvn package");
    }

    private String report(boolean debug, String extra) throws IOException {
        TestImage image = TestImage.withPython(directory.resolve("image"), "/usr")
                .file("/workspace/src/" + extra, "text".repeat(1 << 15));
        Path work = GraminizedImage.of(directory, image, debug, Optional.empty());
        Path page = directory.resolve("site/report.html");

        new Report(log).report(workspace, () -> new BuiltImage(TestIds.image("0"), image.image()), work, List.of(page));

        return Files.readString(page);
    }
}
