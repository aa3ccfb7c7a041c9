package io.github.openflgramine.trusted;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.layers.ImageReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An image in a directory: files with arbitrary content, links, and an inventory of what they need and import. */
final class TestFiles {

    static final ImagePath INTERPRETER = ImagePath.of("/usr/bin/python3.11");
    static final ImagePath RUNTIME = ImagePath.of("/usr/lib/x86_64-linux-gnu/gramine/runtime/glibc");
    static final ImagePath LIBRARIES = ImagePath.of("/usr/lib/x86_64-linux-gnu");
    static final List<ImagePath> PYTHON =
            List.of(ImagePath.of("/usr/lib/python3.11"), ImagePath.of("/usr/local/lib/python3.11/dist-packages"));

    private static final Path OURS = Path.of("src/main/resources/io/github/openflgramine/trusted/trusted.txt");

    private final Path root;
    private final Map<String, Map<String, List<String>>> libraries = new TreeMap<>();
    private final Map<String, String> modules = new TreeMap<>();
    private final Map<String, Object> removed = new TreeMap<>();

    TestFiles(Path root) {
        this.root = root;
    }

    TestFiles with(String... paths) {
        for (String path : paths) {
            write(path, path);
        }
        return this;
    }

    TestFiles withLink(String path, String target) {
        try {
            Path link = place(path);
            Files.createSymbolicLink(link, Path.of(target));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestFiles needing(String path, String... needed) {
        libraries.put(path, Map.of("needed", List.of(needed)));
        return with(path);
    }

    TestFiles lookingIn(String path, String tag, String directories, String needed) {
        libraries.put(path, Map.of("needed", List.of(needed), tag, List.of(directories.split(":"))));
        return with(path);
    }

    TestFiles imported(String path, String by) {
        modules.put(path, by);
        return with(path);
    }

    TestFiles removed(String glob, int files, int bytes) {
        removed.put(Glob.regex(glob), Map.of("files", files, "bytes", bytes));
        return this;
    }

    ImageFilesystem image() {
        try {
            write(
                    Inventory.FILE.value(),
                    new ObjectMapper()
                            .writeValueAsString(Map.of(
                                    "libraries",
                                    libraries,
                                    "modules",
                                    modules,
                                    "findings",
                                    List.of(),
                                    "removed",
                                    removed)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ImageReader().readRootFilesystem(root).filesystem();
    }

    EnclaveFiles read() {
        return EnclaveFiles.of(
                image(), List.of(ImagePath.of("/usr"), ImagePath.of("/workspace")), RUNTIME, List.of(LIBRARIES));
    }

    static TrustedRules ours(String workspaces) {
        try {
            return TrustedRules.of(Files.readString(OURS), workspaces);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Decisions decisions(TrustedRules rules) {
        return rules.in(INTERPRETER, PYTHON);
    }

    /** Returns the names that these rules alone list. */
    List<String> listedBy(String... rules) {
        TrustedRules alone = TrustedRules.of(String.join("\n", rules));
        return FileSelection.of(read(), decisions(alone)).files().keySet().stream()
                .map(ImagePath::value)
                .toList();
    }

    private void write(String path, String content) {
        try {
            Files.writeString(place(path), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path place(String path) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        return file;
    }
}
