package io.github.openflgramine.tar;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse files in the four formats of GNU tar. */
final class SparseFileTest {

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "pax-0.0", "pax-0.1", "pax-1.0"})
    void a_sparse_file_is_refused_by_the_name_of_the_archive_and_its_own(String form) throws IOException {
        try (InputStream packed = getClass().getResourceAsStream("/image/sparse/" + form + ".tar.gz")) {
            TarStream tar = new TarStream(new GZIPInputStream(packed), "Layer l.tar of x.tar", true);

            assertThatThrownBy(tar::next)
                    .isInstanceOf(GraminizeException.class)
                    .hasMessage("Layer l.tar of x.tar has holes as a sparse file, stored without its holes."
                            + " Make the archive again without tar's option --sparse.");
        }
    }
}
