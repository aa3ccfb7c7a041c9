package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceCheckTest {

    @TempDir
    private Path root;

    @Test
    void each_finding_is_told_by_file_and_line() throws IOException {
        assertThat(warnings("""
                import torch
                model = Net().cuda()
                batch = batch.to("cuda:0")
                frame = pandas.read_csv('/mnt/hospital/scans.csv')
                home = "~/scans"
                disk = "D:\\\\scans"
                directory = Path("/data")
                urllib.request.urlretrieve(URL, "data/scans.zip")
                weights = torch.hub.load("org/repository", "net")
                """))
                .containsExactly(
                        "src/net.py line 2: this needs a GPU, and an enclave has none. Leave it on the CPU.",
                        "src/net.py line 3: this needs a GPU, and an enclave has none. Leave it on the CPU.",
                        "src/net.py line 4: there is no /mnt/hospital/scans.csv in the enclave."
                                + " Read from data/, which is mounted at /workspace/data.",
                        "src/net.py line 5: there is no ~/scans in the enclave."
                                + " Read from data/, which is mounted at /workspace/data.",
                        "src/net.py line 6: there is no D:\\\\scans in the enclave."
                                + " Read from data/, which is mounted at /workspace/data.",
                        "src/net.py line 7: there is no /data in the enclave."
                                + " Read from data/, which is mounted at /workspace/data.",
                        "src/net.py line 8: urlretrieve downloads, and nothing before it looks for what is there already."
                                + " Look into data/ first: an enclave usually has no network.",
                        "src/net.py line 9: torch.hub.load downloads, and nothing before it looks for what is there already."
                                + " Look into data/ first: an enclave usually has no network.");
    }

    @Test
    void a_download_behind_a_look_at_what_is_there_is_well() throws IOException {
        assertThat(warnings("""
                if not archive.exists():
                    urllib.request.urlretrieve(URL, archive)
                """)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# model.cuda() reads /mnt/scans",
                "\"\"\"\nmodel.cuda()\nfrom \"/mnt/scans/a\"\n\"\"\"\n",
                "device = 'cuda' if torch.cuda.is_available() else 'cpu'",
                "batch.to('cuda' if torch.cuda.is_available() else 'cpu')",
                "path = 'data/scans/1.tif'  # not '/mnt/scans/1.tif'",
                "share = f\"{done}/{total}/{left}\"",
                "open('/workspace/data/scans.csv')",
                "open(\"/tmp/scratch/file\")",
                "address = 'https://example.org/scans.zip'",
                "text = 'it\\'s # no comment'; x = 1",
                "separator = '/'",
            })
    void what_only_looks_alike_is_left_alone(String code) throws IOException {
        assertThat(warnings(code)).isEmpty();
    }

    @Test
    void a_file_with_long_strings_is_read_to_its_end() throws IOException {
        String escapes = "'" + "\\n".repeat(50_000) + "'";
        assertThat(warnings("a = " + escapes + "\nb.cuda()\n"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("src/net.py line 2");
    }

    private List<String> warnings(String code) throws IOException {
        Files.createDirectories(root.resolve("src"));
        Files.writeString(root.resolve("src/net.py"), code);
        List<String> warnings = new ArrayList<>();
        new SourceCheck(new BuildLog(line -> {}, warnings::add)).check(new Workspace("demo", root));
        return warnings;
    }
}
