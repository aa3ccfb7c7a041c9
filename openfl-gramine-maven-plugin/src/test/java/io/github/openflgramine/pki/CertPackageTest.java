package io.github.openflgramine.pki;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.openflgramine.Fuzz;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zips of certificates and requests, which are read as any other program reads them, or not at all. */
final class CertPackageTest {

    private static final Map<String, String> FILES =
            Map.of("cert_chain.crt", "the federation's\n", "client/col_north.crt", "north's\n");
    private static final Map<String, String> EVIL = Map.of("cert_chain.crt", "the attacker's\n");

    /** Prints each file that is extracted, in base64. */
    private static final String EXTRACT = """
            import base64, pathlib, sys, zipfile
            for line in sys.stdin:
                try:
                    with zipfile.ZipFile(line.strip()) as zip:
                        files = {name.replace('\\\\', '/'): zip.read(name) for name in zip.namelist() if name[-1] not in '/\\\\'}
                except Exception:
                    files = {}
                print(*(name + '=' + base64.b64encode(data).decode() for name, data in sorted(files.items())), flush=True)
            """;

    private static final String STREAMED =
            "import sys, zipfile; " + "zipfile.ZipFile(sys.stdout.buffer, \"w\").writestr(\"a.csr\", \"request\\n\")";

    @TempDir
    Path directory;

    /** The digest is that of the first version's zip. */
    @Test
    void a_packages_bytes_never_change() throws IOException {
        byte[] zip = CertPackage.of(FILES).zip();

        assertThat(zip).hasSize(267);
        assertThat(Sha256.digest(zip)).hasToString("d1d57f13448bb3e83db718da4aa0cc61b836dfc058c36dc5fbe56a9efc26dcea");
        assertThat(read(zip)).containsExactlyInAnyOrderEntriesOf(FILES);
        assertThat(new String(zip, ISO_8859_1)).contains("the federation's\n");
    }

    @Test
    void zips_of_fx_of_other_programs_and_of_earlier_versions_are_read() throws Exception {
        assertThat(read(deflated(FILES))).containsExactlyInAnyOrderEntriesOf(FILES);
        Path source = Files.createDirectories(directory.resolve("source"));
        for (var file : FILES.entrySet()) {
            Path target = source.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
        // As OpenFL does it.
        run("python3", "-c", "import shutil; shutil.make_archive('fx', 'zip', root_dir='source')");
        assertThat(read(Files.readAllBytes(directory.resolve("fx.zip")))).containsExactlyInAnyOrderEntriesOf(FILES);
        run("sh", "-c", "cd source && zip -qr ../info.zip . && zip -q0r ../stored.zip cert_chain.crt client");
        assertThat(read(Files.readAllBytes(directory.resolve("info.zip")))).containsExactlyInAnyOrderEntriesOf(FILES);
        assertThat(read(Files.readAllBytes(directory.resolve("stored.zip")))).containsExactlyInAnyOrderEntriesOf(FILES);
    }

    @Test
    void zips_that_were_written_to_a_pipe_are_read() throws Exception {
        Files.writeString(directory.resolve("a.csr"), "request\n");
        run("sh", "-c", "zip -q - a.csr | cat > deflated.zip; zip -q0 - a.csr | cat > stored.zip");
        run("sh", "-c", "python3 -c '" + STREAMED + "' | cat > python.zip");

        for (String name : List.of("deflated.zip", "stored.zip", "python.zip")) {
            assertThat(read(Files.readAllBytes(directory.resolve(name))))
                    .as(name)
                    .containsExactly(Map.entry("a.csr", "request\n"));
        }
    }

    /** A program that reads a stream takes the first such mark for the end. */
    @Test
    void stored_bytes_with_the_mark_of_their_end_are_refused() throws Exception {
        Files.writeString(directory.resolve("a.csr"), "request PK\u0007\u0008 PK");
        run("sh", "-c", "zip -q0 - a.csr | cat > stored.zip; zip -q - a.csr | cat > deflated.zip");

        assertThatThrownBy(() -> read(Files.readAllBytes(directory.resolve("stored.zip"))))
                .hasMessageContaining("is a zip that programs read in different ways because of the content of a.csr");
        assertThat(read(Files.readAllBytes(directory.resolve("deflated.zip")))).containsOnlyKeys("a.csr");
    }

    @Test
    void what_a_desktop_adds_is_passed_over() throws IOException {
        Map<String, String> packed = new TreeMap<>(FILES);
        for (String added : List.of(
                "__MACOSX/client/._col_north.crt",
                "__MACOSX/._.DS_Store",
                ".DS_Store",
                "client/.DS_Store",
                "client/._col_north.crt",
                "client/Thumbs.db",
                "desktop.ini")) {
            packed.put(added, "\u0000\u0005\u0016\u0007");
        }

        assertThat(read(deflated(packed))).containsExactlyInAnyOrderEntriesOf(FILES);
    }

    @Test
    void a_backslash_is_windows_slash() throws IOException {
        assertThat(read(deflated(Map.of("client\\col_north.crt", "north's\n", "empty\\", ""))))
                .containsExactly(Map.entry("client/col_north.crt", "north's\n"));
    }

    @Test
    void two_files_where_one_is_expected_are_named() throws IOException {
        Path zip = Files.write(directory.resolve("two.zip"), deflated(new TreeMap<>(Map.of("a.csr", "", "b.csr", ""))));

        assertThatThrownBy(() -> CertPackage.read(zip).only(".csr", zip))
                .hasMessageContaining("two.zip holds 2 files *.csr instead of one: a.csr, b.csr. Ask the sender");
    }

    @Test
    void a_zip_that_another_program_reads_otherwise_is_refused() throws IOException {
        byte[] good = CertPackage.of(FILES).zip();
        byte[] evil = CertPackage.of(EVIL).zip();
        Map<String, byte[]> attacks = new LinkedHashMap<>();
        attacks.put("is a damaged zip, or has something behind it", concatenated(good, new byte[1]));
        attacks.put("the place of its directory", concatenated(evil, good));
        attacks.put("twice", twice());
        attacks.put("the header of cert_chain.crt", changed(good, 30, (byte) 'C'));
        attacks.put("the checksum of cert_chain.crt", changed(good, good.length / 5, (byte) 1));
        attacks.put("the size of cert_chain.crt", changed(good, 18, (byte) 3));
        attacks.put("how cert_chain.crt is packed", changed(good, central(good) + 8, (byte) 1));
        attacks.put("the kind of cert_chain.crt", changed(good, central(good) + 41, (byte) 0xa0));
        attacks.put("a number at its end", changed(good, good.length - 14, (byte) 1));
        attacks.forEach((reason, zip) -> {
            assertThat(catchThrowable(() -> read(zip)))
                    .as(reason)
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining(reason);
        });
    }

    @Test
    void names_that_lead_elsewhere_are_refused() throws IOException {
        for (String name : List.of(
                "../a", "a/../b", "/a", "./a", "..\\a", "\\a", "a\\..\\b", "c:a", "größe", "a\nb", "a//b", "")) {
            assertThatThrownBy(() -> read(deflated(Map.of(name, ""))))
                    .as(name)
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining("holds '");
        }
        assertThatThrownBy(() -> read(deflated(new TreeMap<>(Map.of("a", "", "A", "")))))
                .hasMessageContaining("holds a twice");
        assertThatThrownBy(() -> read(deflated(new TreeMap<>(Map.of("client/a", "", "client\\a", "")))))
                .hasMessageContaining("holds client/a twice");
    }

    @Test
    void bombs_are_refused_before_they_are_unpacked() throws IOException {
        assertThatThrownBy(() -> read(deflated(Map.of("a", "0".repeat(65_537)))))
                .hasMessageContaining("is too large for a certificate package");
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i <= 256; i++) {
            many.put("f" + i, "");
        }
        assertThatThrownBy(() -> read(deflated(many))).hasMessageContaining("is too large for a certificate package");
    }

    @Test
    void every_accepted_mutation_is_read_alike_by_java_and_python() throws Exception {
        Files.writeString(directory.resolve("a.csr"), "request\n");
        run("sh", "-c", "zip -q0 - a.csr | cat > stored.zip");
        List<byte[]> valid = List.of(
                CertPackage.of(FILES).zip(),
                deflated(FILES),
                deflated(Map.of("client\\col_north.crt", "north's\n")),
                Files.readAllBytes(directory.resolve("stored.zip")));
        Process python = new ProcessBuilder("python3", "-c", EXTRACT).start();
        try (var out = python.outputWriter();
                var in = python.inputReader()) {
            Fuzz.fuzz("package", valid, 1, (bytes, hostile) -> {
                Map<String, String> files = read(bytes);
                if (isStreamable(bytes)) {
                    assertThat(streamed(bytes)).isEqualTo(files);
                }
                out.write(directory.resolve("package.zip") + "\n");
                out.flush();
                assertThat(in.readLine()).isEqualTo(shown(files));
            });
        } finally {
            python.destroy();
        }
    }

    /** Every bit of a small package, because hostile bytes are rarely accepted. */
    @Test
    void every_flipped_bit_is_refused_or_changes_no_file() throws Exception {
        for (byte[] valid : List.of(CertPackage.of(FILES).zip(), deflated(FILES))) {
            int refused = 0;
            for (int bit = 0; bit < valid.length * 8; bit++) {
                byte[] flipped = valid.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                try {
                    assertThat(read(flipped)).as("bit " + bit).containsExactlyInAnyOrderEntriesOf(FILES);
                } catch (GraminizeException e) {
                    refused++;
                }
            }
            // Accepted are other times, versions of the writer and attributes.
            assertThat(refused).isGreaterThan(valid.length * 8 * 9 / 10);
        }
    }

    private Map<String, String> read(byte[] zip) throws IOException {
        return CertPackage.read(Files.write(directory.resolve("package.zip"), zip))
                .files();
    }

    private static SortedMap<String, String> streamed(byte[] zip) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory() && !entry.getName().endsWith("\\")) {
                    files.put(entry.getName().replace('\\', '/'), new String(in.readAllBytes(), ISO_8859_1));
                }
            }
        }
        return files;
    }

    /** Java refuses stored files whose sizes follow them. */
    private static boolean isStreamable(byte[] zip) {
        return (zip[6] & 1 << 3) == 0 || zip[8] != 0;
    }

    private static String shown(Map<String, String> files) {
        List<String> shown = new ArrayList<>();
        new TreeMap<>(files)
                .forEach((name, text) ->
                        shown.add(name + "=" + Base64.getEncoder().encodeToString(text.getBytes(ISO_8859_1))));
        return String.join(" ", shown);
    }

    /** Returns a zip as earlier versions wrote it. */
    private static byte[] deflated(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (var file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue().getBytes(ISO_8859_1));
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** Returns a zip with one name twice, by a change of the other. */
    private static byte[] twice() {
        byte[] zip = CertPackage.of(Map.of("cert_chain.crt", "a", "cert_chain.crx", "b"))
                .zip();
        return new String(zip, ISO_8859_1).replace(".crx", ".crt").getBytes(ISO_8859_1);
    }

    private static int central(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
    }

    private static byte[] changed(byte[] zip, int at, byte to) {
        byte[] changed = zip.clone();
        changed[at] = to;
        return changed;
    }

    private static byte[] concatenated(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }

    private void run(String... words) throws Exception {
        Process process = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
