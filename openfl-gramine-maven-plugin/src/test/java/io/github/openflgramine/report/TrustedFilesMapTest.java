package io.github.openflgramine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.report.TrustedFilesMap.Group;
import io.github.openflgramine.report.TrustedFilesMap.Row;
import io.github.openflgramine.report.TrustedFilesMap.Tile;
import io.github.openflgramine.report.TrustedFilesMap.Trusted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrustedFilesMapTest {

    @Test
    void files_are_grouped_by_package_the_largest_first() {
        TrustedFilesMap map = TrustedFilesMap.of(List.of(
                new Trusted("/a/1", 1 << 20, "small"),
                new Trusted("/b/1", 3 << 20, "large"),
                new Trusted("/b/2", 6 << 20, "large")));

        assertThat(map.files()).isEqualTo(3);
        assertThat(map.size()).isEqualTo("10 MiB");
        assertThat(map.groups()).extracting(Group::name).containsExactly("large", "small");
        assertThat(map.groups().get(0).tiles()).extracting(Tile::name).containsExactly("/b/2", "/b/1");
        assertThat(map.packages())
                .containsExactly(new Row("large", 2, "9 MiB", "90.0 %"), new Row("small", 1, "1 MiB", "10.0 %"));
    }

    @Test
    void what_is_too_small_to_be_seen_is_drawn_together_and_stands_in_the_table_by_itself() {
        List<Trusted> files = new ArrayList<>();
        files.add(new Trusted("/large", 1 << 20, "large"));
        for (int i = 0; i < 100; i++) {
            files.add(new Trusted("/small/" + i, 10, "small" + i));
            files.add(new Trusted("/large/" + i, 1 << 10, "large"));
        }

        TrustedFilesMap map = TrustedFilesMap.of(files);

        assertThat(map.groups()).extracting(Group::name).containsExactly("large", "100 smaller packages");
        assertThat(map.groups().get(0).tiles())
                .hasSize(25)
                .extracting(Tile::name)
                .contains("/large", "77 more files");
        assertThat(map.packages()).hasSize(101);
    }

    @Test
    void an_enclave_without_files_has_an_empty_map() {
        assertThat(TrustedFilesMap.of(List.of()).groups()).isEmpty();
    }
}
