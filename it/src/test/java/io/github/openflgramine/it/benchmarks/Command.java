package io.github.openflgramine.it.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process whose run time is measured. Its output goes to a file and is shown if it fails. */
final class Command implements Comparison.Way {

    private final Path directory;
    private final List<String> words;

    Command(Path directory, String... words) {
        this.directory = directory;
        this.words = List.of(words);
    }

    @Override
    public double seconds() throws IOException, InterruptedException {
        Path said = directory.resolve("said.txt");
        ProcessBuilder process = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        long before = System.nanoTime();
        int exit = process.start().waitFor();
        double seconds = (System.nanoTime() - before) / 1e9;
        if (exit != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + exit + ":\n" + Files.readString(said));
        }
        return seconds;
    }
}
