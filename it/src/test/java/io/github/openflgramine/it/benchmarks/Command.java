package io.github.openflgramine.it.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A process whose wall and CPU times are measured. Its output goes to a file and is shown if it fails. */
final class Command implements Comparison.Way {

    private final Path directory;
    private final List<String> words;

    Command(Path directory, String... words) {
        this.directory = directory;
        this.words = List.of(words);
    }

    @Override
    public Spent run() throws IOException, InterruptedException {
        Path said = directory.resolve("said.txt");
        List<String> timed = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT=$'\\n%3U %3S'; time \"$@\"", "bash"));
        timed.addAll(words);
        ProcessBuilder process = new ProcessBuilder(timed)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        process.environment().put("LC_ALL", "C");
        long before = System.nanoTime();
        int exit = process.start().waitFor();
        double wall = (System.nanoTime() - before) / 1e9;
        List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8);
        if (exit != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + exit + ":\n" + String.join("\n", lines));
        }
        return new Spent(
                wall,
                Stream.of(lines.get(lines.size() - 1).split(" "))
                        .mapToDouble(Double::parseDouble)
                        .sum());
    }
}
