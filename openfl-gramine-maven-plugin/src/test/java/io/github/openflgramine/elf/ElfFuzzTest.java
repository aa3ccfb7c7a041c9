package io.github.openflgramine.elf;

import io.github.openflgramine.Fuzz;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ElfFuzzTest {

    @Test
    void any_bytes_give_segments_that_can_be_read_or_a_refusal() throws IOException {
        Fuzz.fuzz("elf", List.of(ElfFileTest.LIBPAL), 1, (bytes, hostile) -> {
            ElfFile elf = ElfFile.parse(bytes, "libpal.so");
            byte[] page = new byte[4096];
            for (LoadSegment segment : elf.loadSegments()) {
                elf.read(segment, segment.address() / page.length * page.length, page);
                elf.read(segment, segment.end() / page.length * page.length, page);
            }
        });
    }
}
