package io.github.openflgramine.layers;

import static io.github.openflgramine.tar.TarBuilder.pax;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Fuzz;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.TarBuilder;
import io.github.openflgramine.tar.TarFormatsTest;
import io.github.openflgramine.tar.TarHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fuzzes tars, archives and the documents in them. */
final class ArchiveFuzzTest {

    @TempDir
    Path temp;

    private static List<byte[]> tars() throws IOException {
        String longName = "directory/" + "n".repeat(150) + "/keep";
        List<byte[]> tars = new ArrayList<>();
        for (TarBuilder tar : List.of(TarBuilder.pax(), TarBuilder.gnu())) {
            tars.add(tar.directory("etc")
                    .file("etc/keep", "30 path=x\n".repeat(30))
                    .file(longName, "1\n512\n0\n")
                    .link("lib", longName)
                    .hardLink("hard", longName)
                    .special("fifo", TarConstants.LF_FIFO)
                    .file("etc/.wh.a", "")
                    .file("opt/.wh..wh..opq", "")
                    .build());
        }
        tars.add(pax().paxRecord("size", "2".getBytes(UTF_8)).file("keep", "12").build());
        for (String form : List.of("gnu", "pax-0.0", "pax-0.1", "pax-1.0")) {
            try (InputStream in = ArchiveFuzzTest.class.getResourceAsStream("/image/sparse/" + form + ".tar.gz")) {
                tars.add(new GZIPInputStream(in).readAllBytes());
            }
        }
        return tars;
    }

    @Test
    void any_tar_is_a_layer_or_refused() throws IOException {
        Fuzz.fuzz("tar", tars(), 1, (bytes, hostile) -> {
            byte[] tar = hostile.onceIn(4) ? bytes : withChecksums(bytes);
            new LayerReader(TarUse.LAYER, new EntryLimit(10_000)).read(new ByteArrayInputStream(tar), "x.tar");
        });
    }

    @Test
    void any_root_file_system_is_the_same_from_a_file_and_as_a_stream_or_refused() throws IOException {
        Fuzz.fuzz("rootfs", tars(), 2, (bytes, hostile) -> {
            byte[] tar = hostile.onceIn(4) ? bytes : withChecksums(bytes);
            Path file = ImageBuilder.write(temp, "x.tar", tar);
            Path packed = ImageBuilder.write(temp, "x.tar.gz", ImageBuilder.gzip(tar));
            ImageReader reader = new ImageReader().withThreads(1);
            try (Image plain = reader.readRootFilesystem(file);
                    Image unpacked = reader.readRootFilesystem(packed)) {
                assertThat(LayerMergeTest.all(unpacked.filesystem())).isEqualTo(LayerMergeTest.all(plain.filesystem()));
                requireContents(plain.filesystem(), ImagePath.ROOT);
            }
        });
    }

    @Test
    void any_archive_of_an_image_is_one_or_refused() throws IOException {
        ImageBuilder image = ImageBuilder.of(
                pax().file("etc/keep", "1").file("n".repeat(180), "2").hardLink("etc/b", "etc/keep"),
                pax().link("lib", "usr/lib").file("etc/.wh.b", ""));
        List<byte[]> archives = List.of(image.dockerSave(), image.ociArchive(true), image.ociArchive(false));
        Fuzz.fuzz("archive", archives, 2, (bytes, hostile) -> {
            byte[] tar = hostile.onceIn(4) ? bytes : withChecksums(bytes);
            byte[] archive = hostile.onceIn(5) ? ImageBuilder.gzip(tar) : tar;
            ImageReader reader = new ImageReader().withThreads(1);
            try (Image file = reader.readArchive(ImageBuilder.write(temp, "x.tar", archive));
                    Image stream = reader.readArchive(new ByteArrayInputStream(tar), "x.tar")) {
                assertThat(LayerMergeTest.all(stream.filesystem())).isEqualTo(LayerMergeTest.all(file.filesystem()));
                requireContents(file.filesystem(), ImagePath.ROOT);
            }
        });
    }

    @Test
    void any_gzip_is_unpacked_or_refused() throws IOException {
        Fuzz.fuzz(
                "gzip",
                List.of(ImageBuilder.gzip(tars().get(0))),
                2,
                (bytes, hostile) -> new ImageReader().withThreads(1).read(ImageBuilder.write(temp, "x.tar.gz", bytes)));
    }

    @Test
    void any_json_names_the_parts_of_an_image_or_is_refused() throws IOException {
        ImageBuilder image = ImageBuilder.of(pax().file("a", "1"));
        String digest = "sha256:" + "a".repeat(64);
        List<byte[]> documents = List.of(
                image.config(),
                image.manifest("c.json", List.of("l.tar")).getBytes(UTF_8),
                ("{\"schemaVersion\":2,\"config\":{\"digest\":\"" + digest + "\",\"size\":7},\"layers\":[{\"digest\":\""
                                + digest + "\"}]}")
                        .getBytes(UTF_8),
                ("{\"manifests\":[{\"digest\":\"" + digest
                                + "\",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"},\"annotations\":{\"io.containerd.image.name\":\"a:1\"}}]}")
                        .getBytes(UTF_8));
        Fuzz.fuzz("json", documents, 1, (bytes, hostile) -> {
            find(pax().file("manifest.json", bytes));
            find(pax().file("index.json", bytes));
            String index = "{\"manifests\":[{\"digest\":\"sha256:" + Sha256.digest(bytes) + "\"}]}";
            find(pax().file("index.json", index).file("blobs/sha256/" + Sha256.digest(bytes), bytes));
            ArchivedConfig.parse(bytes, "c.json");
        });
    }

    /** Each table gets a new digest, because otherwise the digest at its end reveals all damage. */
    @Test
    void any_table_in_the_cache_is_what_would_be_written_or_counts_as_not_there() throws IOException {
        Sha256 diffId = Sha256.digest(new byte[0]);
        byte[] table = LayerTableFile.write(
                List.of(
                        LayerEntry.file(ImagePath.of("/caf\udce9\n"), 5L << 30, Sha256.digest(new byte[1])),
                        LayerEntry.link(ImagePath.of("/l"), "../\udcff//x/"),
                        LayerEntry.hardLink(ImagePath.of("/h"), ImagePath.of("/caf\udce9\n")),
                        LayerEntry.of(LayerEntry.Kind.OPAQUE, ImagePath.ROOT)),
                diffId);
        byte[] unsealed = Arrays.copyOf(table, table.length - Sha256.BYTES);
        Fuzz.fuzz("table", List.of(unsealed), 1, (bytes, hostile) -> {
            byte[] sealed = LayerCacheTest.sealed(bytes);
            LayerTableFile.read(bytes, diffId);
            Optional<List<LayerEntry>> entries = LayerTableFile.read(sealed, diffId);
            if (entries.isPresent()) {
                assertThat(LayerTableFile.write(entries.get(), diffId)).isEqualTo(sealed);
            }
        });
    }

    /** Checks that every file can be read and has the content that was hashed. */
    private static void requireContents(ImageFilesystem files, ImagePath directory) {
        for (ImageNode node : files.children(directory)) {
            if (node.isFile()) {
                assertThat(files.content(node.path()).map(Sha256::digest)).isEqualTo(node.sha256());
            }
        }
    }

    /** Corrects the checksums of blocks that look like headers, so that damage gets past the checksum test. */
    private static byte[] withChecksums(byte[] bytes) {
        byte[] tar = bytes.clone();
        for (int at = 0; at + TarHeader.BLOCK <= tar.length; at += TarHeader.BLOCK) {
            if (tar[at + 257] == 'u' && tar[at + 258] == 's') {
                byte[] block = Arrays.copyOfRange(tar, at, at + TarHeader.BLOCK);
                TarFormatsTest.withChecksum(block);
                System.arraycopy(block, 0, tar, at, TarHeader.BLOCK);
            }
        }
        return tar;
    }

    private void find(TarBuilder archive) throws IOException {
        try (OpenFiles files = OpenFiles.inTemporaryDirectory()) {
            Region tar = files.open(ImageBuilder.write(temp, "documents.tar", archive.build()));
            ArchivedImage.find(ArchiveIndex.read(tar, "x.tar", new EntryLimit()));
        } catch (GraminizeException refused) {
            assertThat(refused.problem()).contains("x.tar");
        }
    }
}
