package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.SparseFile;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.openfl.WorkspaceArchive;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackedSizeCheckTest {

    private static final long LIMIT = 50_000_000;

    @TempDir
    private Path root;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void code_alone_is_nothing_to_speak_of() throws IOException {
        check();

        assertThat(warnings).isEmpty();
    }

    @Test
    void files_below_src_over_50_MB_are_named_with_the_size_of_the_whole() throws IOException {
        SparseFile.create(root.resolve("src/exactly.bin"), LIMIT);
        SparseFile.create(root.resolve("src/deep/weights.bin"), 3_000_000_000L);

        check();

        assertThat(warnings.get(0)).startsWith("The packed workspace has 3050 MB");
        assertThat(warnings).anyMatch(line -> line.endsWith(" 3000 MB  src/deep/weights.bin"));
        assertThat(warnings).noneMatch(line -> line.contains("exactly.bin"));
    }

    @Test
    void many_small_files_may_be_too_much_together() throws IOException {
        SparseFile.create(root.resolve("src/a.bin"), LIMIT / 2);
        SparseFile.create(root.resolve("src/b.bin"), LIMIT / 2);

        check();

        assertThat(warnings).hasSize(2).first().asString().startsWith("The packed workspace has 50 MB");
    }

    @Test
    void what_stays_behind_may_have_any_size() throws IOException {
        SparseFile.create(root.resolve("src/model.pbuf"), 3_000_000_000L);
        SparseFile.create(root.resolve("data/images.bin"), 3_000_000_000L);

        check();

        assertThat(warnings).isEmpty();
    }

    @Test
    void what_packing_refuses_is_refused_with_the_same_words() {
        TestWorkspace workspace = TestWorkspace.in(root).link("src/gone.py", "nowhere.py");

        assertThatThrownBy(this::check)
                .hasMessage("src/gone.py is a dangling link. Remove it, or restore what it points to.");
        assertThatThrownBy(() -> WorkspaceArchive.of(workspace.open()))
                .hasMessage("src/gone.py is a dangling link. Remove it, or restore what it points to.");
    }

    private void check() throws IOException {
        new PackedSizeCheck(new BuildLog(line -> {}, warnings::add))
                .check(WorkspaceArchive.of(TestWorkspace.in(root).open()));
    }
}
