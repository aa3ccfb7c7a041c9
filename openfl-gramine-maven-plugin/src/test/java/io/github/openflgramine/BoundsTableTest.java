package io.github.openflgramine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares the table of bounds in docs/security.md with the constants in the code. */
final class BoundsTableTest {

    private static final Pattern CONSTANT =
            Pattern.compile("`([a-z0-9.]+\\.[A-Z]\\w+)\\.([A-Z_0-9]+)` = ([0-9,]*[0-9])( KiB| MiB| GiB|)");

    @Test
    void each_bound_in_the_table_is_the_constant_that_it_names() throws IOException {
        Matcher matcher = CONSTANT.matcher(Files.readString(Path.of("../docs/security.md")));
        List<MatchResult> bounds = matcher.results().toList();
        assertThat(bounds).hasSizeGreaterThan(30);
        for (MatchResult bound : bounds) {
            long unit = switch (bound.group(4)) {
                case " KiB" -> 1L << 10;
                case " MiB" -> 1L << 20;
                case " GiB" -> 1L << 30;
                default -> 1;
            };
            assertThat(constant(bound.group(1), bound.group(2)))
                    .as(bound.group())
                    .isEqualTo(Long.parseLong(bound.group(3).replace(",", "")) * unit);
        }
    }

    private static long constant(String type, String name) {
        try {
            Field field = Class.forName("io.github.openflgramine." + type).getDeclaredField(name);
            field.setAccessible(true);
            return ((Number) field.get(null)).longValue();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("docs/security.md names " + type + "." + name + ", which does not exist", e);
        }
    }
}
