package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GoldenFile;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.toml.TomlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Varies manifests over the table of keys, in every version of Gramine. */
final class ManifestKeysTest {

    private static final Path MANUAL = Path.of("../docs/manifest-keys.md");
    private static final List<GramineVersion> VERSIONS = List.of(
            GramineVersion.V1_5, GramineVersion.V1_6, GramineVersion.V1_7, GramineVersion.V1_8, GramineVersion.V1_9);

    /** Values of every type; each form accepts one type at most. */
    private static final List<Object> TYPES = List.of(
            "text", "", 1L, true, 1.5, List.of(), List.of("text"), List.of(1L), Map.of("unheard", "of"), Map.of());

    /** What has to be next to the keys of a table, or next to one key: a mount's other URIs depend on its type. */
    private static final Map<String, Map<String, Object>> COMPANIONS = Map.of(
            "fs.root.uri", Map.of("type", "tmpfs"),
            "fs.mounts[].uri", Map.of("path", "/x", "type", "tmpfs"),
            "fs.root", Map.of("type", "encrypted", "uri", "file:/x"),
            "fs.mounts[]", Map.of("path", "/x", "type", "encrypted", "uri", "file:/x"),
            "sgx.trusted_files[]", Map.of("uri", "file:/x"),
            "sys.allowed_ioctls[]", Map.of("request_code", 1L),
            "sys.debug__mock_syscalls[]", Map.of("name", "read"));

    private record Examples(List<?> right, List<?> wrong) {}

    /** Examples by what a form expects, written by hand. */
    private static final Map<String, Examples> EXAMPLES = Map.ofEntries(
            Map.entry("true or false", new Examples(List.of(true, false), List.of("true", 0L, 1L))),
            Map.entry("true, or no such key", new Examples(List.of(true), List.of(false, "true", 1L))),
            Map.entry("a whole number", new Examples(List.of(-38L, 0L, 7L), List.of("0", 0.5))),
            Map.entry(
                    "a whole number, 0 or more",
                    new Examples(List.of(0L, 1L, 900L, 0x87654321L), List.of(-1L, "900", 9.0, Long.MIN_VALUE))),
            Map.entry("a string", new Examples(List.of("", "a b=c", "\u00fc"), List.of("a\0b", 1L))),
            Map.entry("a string that is not empty", new Examples(List.of("log.txt", "/x"), List.of("", "\0"))),
            Map.entry("an array", new Examples(List.of(List.of()), List.of("x", 1L))),
            Map.entry(
                    "an array that is not empty",
                    new Examples(List.of(List.of("a"), List.of("", "b")), List.of(List.of(), "a"))),
            Map.entry(
                    "a path inside the enclave, without \"file:\"",
                    new Examples(List.of("/usr/bin/python3", "relative", "/a b"), List.of("", "file:/x", "file:x"))),
            Map.entry(
                    "an absolute path other than \"/\"",
                    new Examples(List.of("/data", "/data/", "/a/b"), List.of("/", "data/", "", "./x", "file:/x"))),
            Map.entry(
                    "\"file:\" and a path",
                    new Examples(
                            List.of("file:/x", "file:x/", "file:../x"),
                            List.of("/x", "x", "dev:/dev/x", "File:/x", "http://x", "", "file"))),
            Map.entry(
                    "\"file:\" or \"dev:\" and a path",
                    new Examples(
                            List.of("file:/x", "dev:/dev/x", "file:x"), List.of("/x", "x", "dir:/x", "https://x", ""))),
            Map.entry(
                    "64 hexadecimal digits",
                    new Examples(
                            List.of("ab".repeat(32), "AB".repeat(32)),
                            List.of("", "ab".repeat(31), "ab".repeat(33), "xy".repeat(32), "0x" + "a".repeat(62)))),
            Map.entry(
                    "32 hexadecimal digits",
                    new Examples(
                            List.of("ff".repeat(16), "0Af9".repeat(8)),
                            List.of("", "ff".repeat(15), "ff".repeat(32), "gg".repeat(16), "f".repeat(31)))),
            Map.entry(
                    "0x and 16 hexadecimal digits",
                    new Examples(
                            List.of("0xffffffffffffffff", "0Xfffffffffff9ff1b"),
                            List.of("ffffffffffffffff", "0xff", "0xfffffffffffffffff", "0xgfffffffffffffff"))),
            Map.entry(
                    "0x and 8 hexadecimal digits",
                    new Examples(List.of("0xffffffff", "0X0000000f"), List.of("ffffffff", "0xffffffffff", "0x"))),
            Map.entry(
                    "a power of 2 as a string, usually with M or G, e.g. \"4G\"",
                    new Examples(
                            List.of("256M", "1024G", "4194304K", "268435456", "0x10000000"),
                            List.of("3G", "256MB", "256 M", "-256M", "0", "4g", "1.5G", "256Mi", "4T", "M", "", 256L))),
            Map.entry(
                    "a size as a string: a decimal number, optionally with K, M or G",
                    new Examples(
                            List.of("256K", "8M", "1G", "3m", "100", "0"),
                            List.of("8MB", "8 M", "-8M", "0x100", "1.5M", "M", "", "99999999999999999999G", 8L))),
            Map.entry(
                    "a multiple of 4096 as a string: a decimal number, optionally with K, M or G",
                    new Examples(
                            List.of("256K", "8M", "4096", "12k"), List.of("100", "1K", "4097", "8MB", "-4K", 4096L))),
            Map.entry(
                    "the name of a Linux system call",
                    new Examples(List.of("sched_yield", "eventfd2"), List.of("", "Read", "no_such_call"))),
            Map.entry("any value", new Examples(List.of("x", List.of(Map.of("size", 8L))), List.of())));

    @ParameterizedTest
    @MethodSource("supported")
    void each_key_takes_its_values_and_no_others(ManifestKey key) {
        for (GramineVersion version : VERSIONS) {
            if (key.isIn(version)) {
                Examples examples = examples(key.form());
                examples.right()
                        .forEach(value -> assertThatCode(() -> check(key.pattern(), value, version))
                                .as("%s = %s in %s", key.pattern(), value, version)
                                .doesNotThrowAnyException());
                Stream.concat(examples.wrong().stream(), otherTypes(key, examples))
                        .forEach(value -> assertThatThrownBy(() -> check(key.pattern(), value, version))
                                .as("%s = %s in %s", key.pattern(), value, version)
                                .isInstanceOf(GraminizeException.class)
                                .hasMessageContaining(lastName(key.pattern()))
                                .hasMessageContaining("m, line "));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void each_key_is_refused_outside_of_its_versions(ManifestKey key) {
        for (GramineVersion version : VERSIONS) {
            boolean isKnown = ManifestKeys.ROWS.stream()
                    .anyMatch(row -> row.isIn(version)
                            && (row.pattern().equals(key.pattern())
                                    || row.pattern().startsWith(key.pattern() + ".")));
            if (!isKnown) {
                Object value = key.isSupported() ? examples(key.form()).right().get(0) : "x";
                assertThatThrownBy(() -> check(key.pattern(), value, version))
                        .as("%s in %s", key.pattern(), version)
                        .isInstanceOf(GraminizeException.class)
                        .hasMessageContaining("Gramine " + version);
            }
        }
    }

    @Test
    void a_secret_is_in_no_message() {
        assertThatThrownBy(() -> check("fs.insecure__keys.*", "0123456789abcdef", GramineVersion.V1_9))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("fs.insecure__keys.X is a string of 16 characters (m, line ")
                .hasMessageEndingWith("Gramine 1.9 expects 32 hexadecimal digits. Correct it there.");
    }

    @Test
    void the_manual_has_this_table() throws IOException {
        String manual = Files.readString(MANUAL);
        manual = withTable(
                manual,
                "| key | value | Gramine |\n|---|---|---|\n",
                ManifestKeys.ROWS.stream().filter(ManifestKey::isSupported).map(ManifestKey::row));
        manual = withTable(
                manual, "| keys | rule |\n|---|---|\n", KeyRules.ALL.stream().map(KeyRule::row));
        manual = withTable(
                manual,
                "| key | not since | instead |\n|---|---|---|\n",
                ManifestKeys.ROWS.stream()
                        .filter(key -> !key.instead().isEmpty())
                        .map(ManifestKey::formerRow));

        GoldenFile.assertIs(MANUAL, manual, ManifestKeysTest.class);
    }

    private static String withTable(String manual, String head, Stream<String> rows) {
        int start = manual.indexOf(head);
        assertThat(start).as(head).isPositive();
        int end = manual.indexOf("\n\n", start);
        return manual.substring(0, start) + head + rows.collect(Collectors.joining("\n")) + manual.substring(end);
    }

    static Stream<ManifestKey> supported() {
        return all().filter(ManifestKey::isSupported);
    }

    static Stream<ManifestKey> all() {
        return ManifestKeys.ROWS.stream();
    }

    private static Examples examples(KeyForm form) {
        if (form.expected().startsWith("one of ")) {
            List<String> words = List.of(
                    form.expected().substring(8, form.expected().length() - 1).split("\", \"", -1));
            List<String> wrong = new ArrayList<>(List.of("", "Dcap", words.get(0) + "s"));
            words.forEach(word -> wrong.add(word.toUpperCase(Locale.ROOT)));
            // These two need other keys (KeyRulesTest).
            return new Examples(
                    words.stream()
                            .filter(word -> !word.equals("untrusted_shm") && !word.equals("epid"))
                            .toList(),
                    wrong);
        }
        if (form.expected().startsWith("a whole number from ")) {
            String[] range =
                    form.expected().substring("a whole number from ".length()).split(" to ", -1);
            long least = Long.parseLong(range[0]);
            long most = Long.parseLong(range[1]);
            return new Examples(
                    List.of(least, most),
                    List.of(least - 1, most + 1, Long.MAX_VALUE, Long.MIN_VALUE, "" + least, 1.5));
        }
        return Objects.requireNonNull(EXAMPLES.get(form.expected()), form.expected());
    }

    /** The values of other types than the right examples have. */
    private static Stream<Object> otherTypes(ManifestKey key, Examples examples) {
        if (examples.wrong().isEmpty()) {
            return Stream.of();
        }
        Class<?> own = type(examples.right().get(0));
        return TYPES.stream()
                .filter(value -> !type(value).equals(own))
                // An empty table has no wrong key.
                .filter(value -> !(value.equals(Map.of()) && isTable(key.pattern())));
    }

    private static boolean isTable(String pattern) {
        return ManifestKeys.ROWS.stream().anyMatch(row -> row.pattern().startsWith(pattern + "."));
    }

    private static Class<?> type(Object value) {
        return value instanceof Map ? Map.class : value instanceof List ? List.class : value.getClass();
    }

    private static void check(String pattern, Object value, GramineVersion version) {
        Map<String, Object> document = new LinkedHashMap<>();
        put(document, "libos.entrypoint", "/p");
        put(document, "fs.mounts", List.of());
        put(document, pattern, value);
        SchemaCheck.check(Manifest.parse(TomlWriter.write(document), "m"), version);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> document, String pattern, Object value) {
        Map<String, Object> table = document;
        String[] steps = pattern.replace("*", "X").split("\\.", -1);
        StringBuilder way = new StringBuilder();
        for (int i = 0; i < steps.length; i++) {
            way.append(i == 0 ? "" : ".").append(steps[i]);
            boolean isLast = i == steps.length - 1;
            if (steps[i].endsWith("[]")) {
                String name = steps[i].substring(0, steps[i].length() - 2);
                Map<String, Object> element = companions(way, pattern);
                table.put(name, new ArrayList<>(List.of(isLast ? value : element)));
                table = element;
            } else if (isLast) {
                table.put(steps[i], value);
            } else {
                table = (Map<String, Object>) table.computeIfAbsent(steps[i], name -> companions(way, pattern));
            }
        }
    }

    private static Map<String, Object> companions(CharSequence way, String pattern) {
        Map<String, Object> ofTable = COMPANIONS.getOrDefault(way.toString(), Map.of());
        return new LinkedHashMap<>(pattern.equals(way + ".uri") ? COMPANIONS.getOrDefault(pattern, ofTable) : ofTable);
    }

    private static String lastName(String pattern) {
        String[] steps = pattern.replace("[]", "").replace("*", "X").split("\\.", -1);
        return steps[steps.length - 1];
    }
}
