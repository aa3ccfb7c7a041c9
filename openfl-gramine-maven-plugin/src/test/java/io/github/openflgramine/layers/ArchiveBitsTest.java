package io.github.openflgramine.layers;

import static io.github.openflgramine.tar.TarBuilder.pax;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.TarFormatsTest;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Flips single bits anywhere in an archive, also with the checksum of the header corrected. The archive is then refused,
 * or it is still the same image. {@code -Dopenfl-gramine.seed=…} repeats a failing run.
 */
final class ArchiveBitsTest {

    private static final int TRIES = 1000;

    private final long seed = Long.getLong("openfl-gramine.seed", System.nanoTime());
    private final Random random = new Random(seed);

    enum Form {
        DOCKER,
        OCI,
        OCI_PACKED
    }

    @ParameterizedTest
    @EnumSource
    void no_bit_of_an_archive_changes_the_image_unnoticed(Form form) {
        ImageBuilder image = ImageBuilder.of(
                pax().file("etc/keep", "1").file("n".repeat(180), "2").hardLink("etc/b", "etc/keep"),
                pax().link("lib", "usr/lib").file("etc/.wh.b", "").file("etc/keep", "3"));
        byte[] archive = form == Form.DOCKER ? image.dockerSave() : image.ociArchive(form == Form.OCI_PACKED);
        List<Object> expected = meaning(archive);
        int refused = 0;
        for (int number = 0; number < TRIES; number++) {
            int bit = random.nextInt(8 * archive.length);
            byte[] changed = archive.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            int block = bit / 8 / 512 * 512;
            if (number % 2 == 0 && archive[block + 257] == 'u') {
                TarFormatsTest.withChecksum(changed, block);
            }
            try {
                assertThat(meaning(changed)).as("bit %d, seed %d", bit, seed).isEqualTo(expected);
            } catch (GraminizeException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(TRIES / 10);
    }

    /** Returns all that an engine starts: the configuration, and each path with what is there. */
    private static List<Object> meaning(byte[] archive) {
        try (Image image = new ImageReader().withThreads(1).readArchive(new ByteArrayInputStream(archive), "x.tar")) {
            List<Object> meaning = new ArrayList<>(List.of(image.config().orElseThrow()));
            add(image.filesystem(), ImagePath.ROOT, meaning);
            return meaning;
        }
    }

    private static void add(ImageFilesystem files, ImagePath directory, List<Object> meaning) {
        for (ImageNode node : files.children(directory)) {
            meaning.add(node);
            if (node.isDirectory()) {
                add(files, node.path(), meaning);
            }
        }
    }
}
