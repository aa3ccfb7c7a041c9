package io.github.openflgramine.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A browser without a window and without a network. */
final class Chromium {

    private final Path directory;

    /** @param directory where the browser may write, outside of the pages */
    Chromium(Path directory) {
        this.directory = directory;
    }

    /** Returns a page's document after its scripts ran. */
    String document(URI page) {
        return run(page, "--dump-dom", "--virtual-time-budget=10000");
    }

    /** Returns a file (PNG) with what the window shows of a page. */
    Path screenshot(URI page, String name, int width, int height, String... options) throws IOException {
        Path file = Files.createDirectories(directory).resolve(name);
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--window-size=" + width + "," + height);
        all.add("--screenshot=" + file);
        run(page, all.toArray(String[]::new));
        return file;
    }

    private String run(URI page, String... options) {
        List<Object> words = new ArrayList<>(List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + directory.resolve("profile")));
        words.addAll(List.of(options));
        words.add(page);
        return CommandLine.run(words.toArray());
    }
}
