package io.github.openflgramine.layers;

import static io.github.openflgramine.tar.TarBuilder.gnu;
import static io.github.openflgramine.tar.TarBuilder.pax;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.tar.TarBuilder;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the reader with commons-compress: both find the same entries, with the same bytes at the same offsets. */
final class SecondOpinionTest {

    private static final Path ARCHIVES = Path.of("src/test/resources/image/engines");

    @TempDir
    Path temp;

    /** An entry as both readers see it; for a file, with its content's offset and digest. */
    private record Seen(String name, char type, long offset, long size, Sha256 sha256) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker-20.10",
                "docker-26.1",
                "docker-26.1-containerd",
                "containerd-1.6",
                "podman-4.3-docker-archive",
                "podman-4.3-oci-archive"
            })
    void an_engines_archive_and_its_layers_have_the_entries_that_commons_compress_finds(String engine)
            throws IOException {
        byte[] archive = gunzip(Files.readAllBytes(ARCHIVES.resolve(engine + ".tar.gz")));
        int layers = 0;
        for (Seen entry : requireSameEntries(archive)) {
            int from = Math.toIntExact(entry.offset());
            byte[] content = Arrays.copyOfRange(archive, from, from + Math.toIntExact(entry.size()));
            byte[] plain = content.length > 1 && (content[0] & 0xff) == 0x1f ? gunzip(content) : content;
            if (plain.length > 512 && new String(plain, 257, 5, US_ASCII).equals("ustar")) {
                requireSameEntries(plain);
                layers++;
            }
        }
        assertThat(layers).isGreaterThanOrEqualTo(3);
    }

    @Test
    void long_names_and_links_have_the_entries_that_commons_compress_finds() throws IOException {
        String name = "directory/" + "n".repeat(150) + "/" + "m".repeat(200);
        for (TarBuilder tar : List.of(pax(), gnu())) {
            assertThat(requireSameEntries(tar.directory("etc")
                            .file(name, "1")
                            .link("link", name)
                            .hardLink("hard", name)
                            .file("empty", "")
                            .file("after", "2".repeat(1000))
                            .build()))
                    .hasSize(6);
        }
    }

    private List<Seen> requireSameEntries(byte[] tar) throws IOException {
        Path file = ImageBuilder.write(temp, "opinion.tar", tar);
        List<Seen> ours = new ArrayList<>();
        try (OpenFiles files = OpenFiles.inTemporaryDirectory()) {
            FileRegion region = files.open(file).stream();
            TarStream stream = new TarStream(region, "opinion.tar", true);
            for (TarEntry entry = stream.next(); entry != null; entry = stream.next()) {
                ours.add(seen(asDecoded(entry.name()), type(entry.type()), region.position(), entry.size(), tar));
            }
        }
        List<Seen> theirs = new ArrayList<>();
        try (TarFile other = new TarFile(file)) {
            for (TarArchiveEntry entry : other.getEntries()) {
                long size = type(entry) == 'f' ? entry.getSize() : 0;
                theirs.add(seen(entry.getName(), type(entry), entry.getDataOffset(), size, tar));
            }
        }
        assertThat(ours).isEqualTo(theirs).isNotEmpty();
        return ours;
    }

    /** Returns a name as commons-compress decodes it if its bytes are not UTF-8. */
    private static String asDecoded(String name) {
        return name.replaceAll("[\\udc80-\\udcff]", "\ufffd");
    }

    private static Seen seen(String name, char type, long offset, long size, byte[] tar) {
        int from = Math.toIntExact(offset);
        return new Seen(
                name.endsWith("/") ? name.substring(0, name.length() - 1) : name,
                type,
                offset,
                size,
                Sha256.digest(Arrays.copyOfRange(tar, from, from + Math.toIntExact(size))));
    }

    private static char type(TarEntry.Type type) {
        return switch (type) {
            case FILE -> 'f';
            case HARD_LINK -> 'h';
            case LINK -> 'l';
            case DIRECTORY -> 'd';
            case OTHER, DEVICE_ZERO -> 'o';
        };
    }

    private static char type(TarArchiveEntry entry) {
        if (entry.isLink()) {
            return 'h';
        }
        if (entry.isSymbolicLink()) {
            return 'l';
        }
        if (entry.isDirectory()) {
            return 'd';
        }
        return entry.isFile() && !entry.isFIFO() && !entry.isCharacterDevice() && !entry.isBlockDevice() ? 'f' : 'o';
    }

    private static byte[] gunzip(byte[] packed) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }
}
