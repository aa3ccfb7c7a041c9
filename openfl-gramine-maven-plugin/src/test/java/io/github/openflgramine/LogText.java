package io.github.openflgramine;

import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/** Compares the lines of a log with {@code src/test/resources/texts/log/LOG.txt}. */
public final class LogText {

    private static final Path GOLDEN = Path.of("src/test/resources/texts/log");

    private LogText() {}

    /**
     * Calls the events in a locale with other digits.
     *
     * @param test the log's test, named LOGTest
     */
    public static <L extends BuildLog> void assertReads(Class<?> test, Function<BuildLog, L> of, Consumer<L> events)
            throws IOException {
        StringBuilder text = new StringBuilder();
        L log = of.apply(new BuildLog(
                line -> text.append("[INFO] ").append(line).append('\n'),
                line -> text.append("[WARNING] ").append(line).append('\n')));
        Locale own = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            events.accept(log);
        } finally {
            Locale.setDefault(own);
        }
        // Removes colours, which actors have if the test's JVM runs in a terminal.
        GoldenFile.assertIs(
                GOLDEN.resolve(test.getSimpleName().replaceFirst("Test$", ".txt")),
                text.toString().replaceAll("\033\\[\\d+m", ""),
                test);
    }
}
