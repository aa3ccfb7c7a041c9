package io.github.openflgramine.plugintools;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a pure Python package as a wheel (PyPA, "Binary distribution format" 1.0), without Python. The same files, version and time give the
 * same bytes on every machine: the entries are in the order of their names, have one time, and are not compressed, because
 * another version of zlib would compress them to other bytes. What describes the wheel comes last, as the specification
 * recommends.
 */
public final class PythonWheel {

    private static final String NAME = "openfl-gramine";

    /** The name in the form for file names: "Binary distribution format", "Escaping and Unicode". */
    private static final String IMPORTED = "openfl_gramine";

    private static final Pattern VERSION = Pattern.compile("([0-9]+(?:\\.[0-9]+)*)(-SNAPSHOT)?");

    private final Path sources;
    private final String version;
    private final SortedMap<String, byte[]> files = new TreeMap<>(
            Comparator.comparing((String name) -> name.contains(".dist-info/")).thenComparing(name -> name));

    private PythonWheel(Path sources, String version) {
        this.sources = sources;
        this.version = version;
    }

    /**
     * Writes the wheel.
     *
     * @param arguments the directory with the package's directory, the licence's file, Maven's version, the time (ISO 8601), the file or
     *     directory to write; a file's name does not matter, in a directory it gets the wheel's name, and others are removed
     */
    public static void main(String... arguments) throws IOException {
        Path target = Path.of(arguments[4]);
        PythonWheel wheel = new PythonWheel(Path.of(arguments[0]), pep440(arguments[2]));
        wheel.addSources();
        wheel.addDescription(Files.readAllBytes(Path.of(arguments[1])));
        if (target.getFileName().toString().endsWith(".whl")) {
            wheel.write(target, OffsetDateTime.parse(arguments[3]));
        } else {
            removeOthers(target, wheel.fileName());
            wheel.write(target.resolve(wheel.fileName()), OffsetDateTime.parse(arguments[3]));
        }
    }

    /** Returns a version of Maven as one of PEP 440: a snapshot is the development release before its release. */
    static String pep440(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    version + " cannot be written as a version of a Python package; expected 1.2.3 or 1.2.3-SNAPSHOT.");
        }
        return parts.group(1) + (parts.group(2) == null ? "" : ".dev0");
    }

    private static void removeOthers(Path directory, String name) throws IOException {
        if (Files.isDirectory(directory)) {
            List<Path> found;
            try (Stream<Path> paths = Files.list(directory)) {
                found = paths.filter(path -> path.toString().endsWith(".whl"))
                        .filter(path -> !path.endsWith(name))
                        .collect(Collectors.toList());
            }
            for (Path other : found) {
                Files.delete(other);
            }
        }
    }

    private String fileName() {
        return IMPORTED + "-" + version + "-py3-none-any.whl";
    }

    private void addSources() throws IOException {
        List<Path> found;
        try (Stream<Path> paths = Files.walk(sources.resolve(IMPORTED))) {
            found = paths.filter(path -> path.toString().endsWith(".py")).collect(Collectors.toList());
        }
        for (Path file : found) {
            files.put(sources.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
    }

    /** PyPA, "Core metadata" 2.4, and "Recording installed projects". */
    private void addDescription(byte[] licence) {
        String description = IMPORTED + "-" + version + ".dist-info/";
        files.put(description + "licenses/LICENSE", licence);
        // OpenFL is required by the extra alone: in an image it is the version that the POM names.
        put(
                description + "METADATA",
                "Metadata-Version: 2.4",
                "Name: " + NAME,
                "Version: " + version,
                "Summary: What OpenFL experiments share: data sets, task runners, a fast aggregator",
                "Home-page: https://github.com/openfl-gramine/openfl-gramine",
                "License-Expression: Apache-2.0",
                "License-File: LICENSE",
                "Requires-Python: >=3.10",
                "Provides-Extra: openfl",
                "Requires-Dist: openfl<1.10,>=1.9; extra == \"openfl\"",
                "Requires-Dist: numpy<2.4; extra == \"openfl\"");
        put(
                description + "WHEEL",
                "Wheel-Version: 1.0",
                "Generator: openfl-gramine",
                "Root-Is-Purelib: true",
                "Tag: py3-none-any");
        String record = description + "RECORD";
        put(
                record,
                Stream.concat(
                                files.entrySet().stream().map(file -> file.getKey() + "," + digest(file.getValue())),
                                Stream.of(record + ",,"))
                        .toArray(String[]::new));
    }

    private void put(String name, String... lines) {
        files.put(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "sha256=" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + "," + content.length;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has no SHA-256", e);
        }
    }

    private void write(Path file, OffsetDateTime time) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        LocalDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        try (OutputStream out = Files.newOutputStream(part);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTimeLocal(utc);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(each.getValue().length);
                CRC32 sum = new CRC32();
                sum.update(each.getValue());
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
