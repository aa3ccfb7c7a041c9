package io.github.openflgramine.it;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.zip.GZIPOutputStream;

/** Creates a small table in the format of HIGGS.csv.gz, from which trees can learn something. */
final class SampleCollisions {

    private static final int ROWS = 600;
    private static final int NUMBERS = 28;

    private SampleCollisions() {}

    /** Each line is a class and 28 numbers with 18 decimal places. The class depends on two of the numbers. */
    static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Random random = new Random(3);
        try (Writer out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.US_ASCII)) {
            for (int row = 0; row < ROWS; row++) {
                double[] numbers =
                        random.doubles(NUMBERS, 0, 3).map(number -> number - 1).toArray();
                double signal = numbers[3] > numbers[20] ? 1 : 0;
                out.write(DoubleStream.concat(DoubleStream.of(signal), DoubleStream.of(numbers))
                        .mapToObj(number -> String.format(Locale.ROOT, "%.18e", number))
                        .collect(joining(",", "", "\n")));
            }
        }
    }
}
