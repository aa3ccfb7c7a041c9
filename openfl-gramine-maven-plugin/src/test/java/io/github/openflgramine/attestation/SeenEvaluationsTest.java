package io.github.openflgramine.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.dcap.FakePlatform;
import io.github.openflgramine.dcap.Octets;
import io.github.openflgramine.dcap.TrustedRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeenEvaluationsTest {

    private static final Octets ICE_LAKE = Octets.ofHex("00606a000000");
    private static final Octets OTHER = Octets.ofHex("00906ed50000");
    private static final TrustedRoot INTEL = TrustedRoot.intel();

    @TempDir
    Path directory;

    private SeenEvaluations seen;

    @BeforeEach
    void start() {
        seen = new SeenEvaluations(directory.resolve("state/tcb-evaluations"));
    }

    @Test
    void nothing_was_seen_at_first() throws Exception {
        assertThat(seen.highest(INTEL, ICE_LAKE)).isZero();
    }

    @Test
    void the_highest_number_is_kept_for_each_kind_of_processor_and_each_root() throws Exception {
        TrustedRoot test = TrustedRoot.read(new FakePlatform().rootDer(), "root");
        seen.raise(INTEL, Map.of(ICE_LAKE, 18, OTHER, 17));
        seen.raise(INTEL, Map.of(ICE_LAKE, 17));
        seen.raise(test, Map.of(ICE_LAKE, 99));

        SeenEvaluations again = new SeenEvaluations(seen.file());
        assertThat(again.highest(INTEL, ICE_LAKE)).isEqualTo(18);
        assertThat(again.highest(INTEL, OTHER)).isEqualTo(17);
        assertThat(again.highest(test, ICE_LAKE)).isEqualTo(99);
        assertThat(again.highest(test, OTHER)).isZero();
    }

    @Test
    void a_file_that_need_not_change_is_not_touched() throws Exception {
        seen.raise(INTEL, Map.of(ICE_LAKE, 18));
        Object before = Files.readAttributes(seen.file(), "unix:ino").get("ino");
        seen.raise(INTEL, Map.of(ICE_LAKE, 18));
        assertThat(Files.readAttributes(seen.file(), "unix:ino").get("ino")).isEqualTo(before);
    }

    @Test
    void many_at_once_lose_nothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Octets> processors = IntStream.range(0, 40)
                .mapToObj(i -> Octets.ofHex("%012x".formatted(i)))
                .toList();
        List<Callable<Octets>> all = new ArrayList<>();
        for (Octets fmspc : processors) {
            all.add(() -> {
                seen.raise(INTEL, Map.of(fmspc, 7));
                return fmspc;
            });
        }
        for (Future<Octets> raised : threads.invokeAll(all)) {
            raised.get();
        }
        threads.shutdown();

        for (Octets fmspc : processors) {
            assertThat(seen.highest(INTEL, fmspc)).isEqualTo(7);
        }
    }

    @Test
    void a_damaged_file_is_refused_and_stays() throws Exception {
        String line = INTEL.sha256().hex() + " 00606a000000 17\n";
        for (String damaged :
                List.of("x", line + "\n", line + line, line.replace("17", "-1"), line.replace("17", ""))) {
            Files.createDirectories(seen.file().getParent());
            Files.writeString(seen.file(), damaged);

            assertThatThrownBy(() -> seen.highest(INTEL, ICE_LAKE))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining(seen.file() + " is damaged: its line ");
            assertThatThrownBy(() -> seen.raise(INTEL, Map.of(ICE_LAKE, 18))).isInstanceOf(GraminizeException.class);
            assertThat(seen.file()).hasContent(damaged);
        }
    }

    @Test
    void a_directory_that_cannot_be_written_is_named() throws Exception {
        Files.writeString(directory.resolve("state"), "a file");

        assertThatThrownBy(() -> seen.raise(INTEL, Map.of(ICE_LAKE, 18)))
                .hasMessageContaining(seen.file().toString());
    }
}
