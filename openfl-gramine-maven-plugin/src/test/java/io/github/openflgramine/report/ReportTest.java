package io.github.openflgramine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.files.ContextDirectory;
import io.github.openflgramine.graminize.GraminizedImage;
import io.github.openflgramine.graminize.TestImage;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsReader;
import io.github.openflgramine.product.ProductionVerdict;
import io.github.openflgramine.product.StartCost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    private static final String PLAN = """
            aggregator:
              template: openfl.component.Aggregator
              settings: {rounds_to_train: 7, init_state_path: save/demo_init.pbuf}
            network:
              settings: {agg_addr: agg.example.org, agg_port: 51234}
            task_runner: {template: src.taskrunner.ExperimentTaskRunner, settings: {}}
            data_loader: {template: src.dataloader.ExperimentDataLoader, settings: {}}
            tasks: {train: {function: train_task}}
            """;

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();
    private final BuildLog log = new BuildLog(said::add, said::add);
    private final Workspace workspace = new Workspace("demo", Path.of("/nowhere"));
    private TestImage image;

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
    void what_is_trained_is_shown_with_the_plans_settings_and_the_digests_of_its_files() throws IOException {
        assertThat(report(false, "other.py"))
                .contains(
                        "<dt>Aggregator</dt><dd>agg.example.org:51234</dd>",
                        "<dt>Rounds</dt><dd>7</dd>",
                        "<dt>Model</dt><dd>src.taskrunner.ExperimentTaskRunner</dd>",
                        "<dt>Tasks</dt><dd>train</dd>")
                .contains(file("plan/plan.yaml", PLAN), file("src/taskrunner.py", "task"))
                .doesNotContain(">plan/cols.yaml<");
    }

    private static String file(String name, String content) {
        return "<tr><th scope=\"row\">%s</th><td class=\"number\">%d B</td><td class=\"wrapped\">%s</td></tr>"
                .formatted(name, content.length(), Sha256.digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_verdict_of_the_build_is_shown_with_every_setting_that_production_refuses() throws IOException {
        assertThat(report(false, "plan.yaml")).contains("<p>Not recorded. Build the image again");

        new ProductionVerdict(false, List.of("No version is pinned for <numpy>.")).write(directory.resolve("work"));
        assertThat(page()).contains("A trial. A production build", "<li>No version is pinned for &lt;numpy&gt;.</li>");

        new ProductionVerdict(false, List.of()).write(directory.resolve("work"));
        assertThat(page()).contains("A trial, in which the build found nothing");

        new ProductionVerdict(true, List.of()).write(directory.resolve("work"));
        assertThat(page()).contains("<code>gramine.production=true</code>, and passed.");
    }

    @Test
    void empty_libraries_are_shown_with_what_their_owner_sets_aside() throws IOException {
        assertThat(report(false, "plan.yaml")).doesNotContain("Empty libraries");

        image.file("/opt/openfl-gramine/inventory.json", """
                {"libraries": {}, "modules": {}, "findings": [], "removed": {}, "unused": {
                  "replaced": [{"path": "/usr/lib/liba.so.1", "bytes": 40, "sha256": "ab"}], "without": [],
                  "set_aside": {"/usr/lib/libb.so.1": ["has a constructor", "is named in /usr/lib/<c>.py"]},
                  "kept": {}, "unmatched": [], "in_doubt": []}}
                """);

        assertThat(page())
                .contains(
                        "<th scope=\"row\">/usr/lib/liba.so.1</th><td class=\"number\">40</td><td class=\"wrapped\">ab</td>",
                        "<th scope=\"row\">/usr/lib/libb.so.1</th><td class=\"wrapped\">has a constructor; is named in /usr/lib/&lt;c&gt;.py</td>");
    }

    @Test
    void what_a_start_costs_is_shown_with_its_libraries() throws IOException {
        assertThat(report(false, "plan.yaml")).doesNotContain("What a start costs");

        Path work = directory.resolve("work");
        new StartCost(
                        List.of(new StartCost.Library("/usr/lib/libopenblas.so.0", 25_000_000, 50_000_000, "numpy")),
                        2,
                        7,
                        1)
                .write(work);
        assertThat(page())
                .contains("An actor opens 1 libraries with 25.0 MB", "100 MB")
                .contains("<th scope=\"row\">/usr/lib/libopenblas.so.0</th><td class=\"number\">25.0</td>")
                .doesNotContain("With the previous enclaves it was");
    }

    @Test
    void the_last_federation_is_drawn_without_markup_of_its_names() throws IOException {
        assertThat(report(false, "plan.yaml")).contains("<p>None yet: <code>mvn openfl-gramine:federation</code></p>");

        Path logs = Files.createDirectories(directory.resolve("federation/aggregator/logs"));
        Files.writeString(logs.resolve("aggregator_metrics.txt"), """
                {"round_number": 0, "elapsed_seconds": 2.5, "aggregator/train/<b>loss": 0.5}
                {"round_number": 1, "elapsed_seconds": 1.5, "aggregator/train/<b>loss": 0.25}
                """);

        assertThat(page())
                .contains("<svg role=\"img\"", "train/&lt;b&gt;loss", "<title>round 1: 0.2500</title>")
                .doesNotContain("<b>loss", "xmlns");
    }

    @Test
    void packages_are_listed_with_versions() throws IOException {
        assertThat(report(false, "plan.yaml"))
                .contains("<tr><th scope=\"row\">gramine</th><td>1.9</td><td>Debian</td><td>not stated</td>");
    }

    @Test
    void what_changed_since_the_last_build_with_other_enclaves_is_shown() throws IOException {
        assertThat(report(false, "first.py")).contains("There is no other build to compare with");
        String first = mrenclave();

        String page = report(false, "second.py");
        assertThat(page)
                .contains("<th scope=\"row\">MRENCLAVE of the aggregator</th><td class=\"wrapped\">" + first + "</td>")
                .contains("<th scope=\"row\">/workspace/src/second.py</th><td class=\"wrapped\">absent</td>")
                .contains("<p>Unknown: the other build was not installed");

        assertThat(report(false, "second.py"))
                .contains("MRENCLAVE of the aggregator</th><td class=\"wrapped\">" + first);
    }

    @Test
    void packages_are_compared_with_the_sbom_of_the_other_build() throws IOException {
        report(false, "first.py");
        report(false, "second.py");
        Files.writeString(directory.resolve("work/previous/sbom.cdx.json"), """
                {"components": [{"type": "operating-system", "name": "debian", "version": "12"},
                                {"type": "library", "name": "gramine", "version": "1.8"}]}
                """);

        assertThat(page())
                .contains("<th scope=\"row\">gramine</th><td class=\"wrapped\">1.8</td><td class=\"wrapped\">1.9</td>")
                .doesNotContain(">debian<");
    }

    @Test
    void a_name_out_of_the_image_cannot_become_markup() throws IOException {
        assertThat(report(false, "a<b onclick=x>&.yaml"))
                .contains("/workspace/src/a&lt;b onclick=x&gt;&amp;.yaml, 128 KiB")
                .doesNotContain("<b onclick");
    }

    @Test
    void without_an_image_it_says_how_to_make_one() {
        assertThatThrownBy(() -> new Report(log).report(request(() -> null, directory, directory.resolve("page.html"))))
                .hasMessage("There is no " + directory.resolve("measurements.json")
                        + ". Build the image first: mvn package");
    }

    private String mrenclave() throws IOException {
        return MeasurementsReader.read(directory.resolve("work").resolve(Measurements.FILE))
                .of(Role.AGGREGATOR)
                .identity()
                .mrenclave()
                .hex();
    }

    private String report(boolean debug, String extra) throws IOException {
        ContextDirectory.deleteTree(directory.resolve("image"));
        image = TestImage.withPython(directory.resolve("image"), "/usr")
                .file("/workspace/plan/plan.yaml", PLAN)
                .file("/workspace/src/" + extra, "text".repeat(1 << 15));
        GraminizedImage.of(directory, image, debug, Optional.empty());
        return page();
    }

    /** Writes the page from what the last build left. */
    private String page() throws IOException {
        Path page = directory.resolve("site/report.html");
        new Report(log)
                .report(request(
                        () -> new BuiltImage(TestIds.image("0"), image.image()), directory.resolve("work"), page));
        return Files.readString(page);
    }

    private Report.Request request(BuiltImage.Source image, Path work, Path page) {
        return new Report.Request(workspace, image, work, directory.resolve("federation"), List.of(page));
    }
}
