package io.github.openflgramine.prepare;

import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks in a workspace's Python code for what works at home and not in an enclave, which has no GPU, none of the host's
 * directories and usually no network. It reads lines and does not understand a program, so it warns and no more.
 */
final class SourceCheck {

    private static final Pattern GPU = Pattern.compile("\\.cuda\\(");
    private static final Pattern MOVE = Pattern.compile("\\.to\\(");
    private static final Pattern GPU_NAME = Pattern.compile("cuda(:\\d+)?");

    /** In the image, or in the enclave's memory. */
    private static final String THERE = "workspace|tmp|dev|proc|sys|usr|lib|opt|etc";

    private static final String ROOTS = "data|datasets|home|media|mnt|scratch|srv";

    private static final Pattern ABSOLUTE = Pattern.compile(
            "/(?!(?:" + THERE + ")/)[A-Za-z0-9._-]+/\\S*|/(?:" + ROOTS + ")|~/\\S+|[A-Za-z]:\\\\\\\\?\\S+");

    private static final Pattern DOWNLOAD = Pattern.compile(
            "\\b(urlretrieve|urlopen|requests\\.get|wget\\.download"
                    + "|gdown\\.download|get_file|load_dataset|hf_hub_download|snapshot_download|download_url"
                    + "|download_and_extract_archive|load_state_dict_from_url|torch\\.hub\\.load|datasets\\.\\w+\\.load_data)\\(");
    private static final Pattern LOOK = Pattern.compile("exists\\(|is_?file\\(|is_?dir\\(|listdir\\(|glob\\(");

    private final BuildLog log;

    SourceCheck(BuildLog log) {
        this.log = log;
    }

    /** Warns of each finding by file and line. */
    void check(Workspace workspace) throws IOException {
        for (Path file : pythonFiles(workspace.source())) {
            check(workspace.root().relativize(file).toString(), PythonSource.lines(Files.readString(file)));
        }
    }

    private void check(String file, List<PythonSource.Line> lines) {
        boolean looked = false;
        for (PythonSource.Line line : lines) {
            String where = file + " line " + line.number() + ": ";
            if (wantsGpu(line)) {
                log.warning(where + "this needs a GPU, and an enclave has none.", "Leave it on the CPU.");
            }
            line.strings().stream()
                    .filter(text -> ABSOLUTE.matcher(text).matches())
                    .forEach(path -> log.warning(
                            where + "there is no " + path + " in the enclave.",
                            "Read from data/, which is mounted at /workspace/data."));
            looked = looked || LOOK.matcher(line.code()).find();
            Matcher download = DOWNLOAD.matcher(line.code());
            if (download.find() && !looked) {
                log.warning(
                        where + download.group(1)
                                + " downloads, and nothing before it looks for what is there already.",
                        "Look into data/ first: an enclave usually has no network.");
            }
        }
    }

    private static boolean wantsGpu(PythonSource.Line line) {
        return GPU.matcher(line.code()).find() || movesToGpu(line);
    }

    private static boolean movesToGpu(PythonSource.Line line) {
        return MOVE.matcher(line.code()).find()
                && !line.code().contains("is_available")
                && line.strings().stream()
                        .anyMatch(text -> GPU_NAME.matcher(text).matches());
    }

    private static List<Path> pythonFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".py") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }
}
