package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.elf.ElfFile;
import io.github.openflgramine.elf.LoadSegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Checks which ELF images are accepted as Gramine's PAL, with images that have only headers. */
final class PalImageTest {

    private static final long MOST = 64L << 20;

    @Test
    void takes_segments_that_touch_and_memory_up_to_the_limit() {
        PalImage pal = pal(3, 0x1fff, segment(0, 0x1000), segment(0x1000, 1), segment(0x3000, MOST - 0x3000));

        assertThat(pal.size()).isEqualTo(MOST);
        assertThat(pal.entryPoint()).isEqualTo(0x1fff);
        assertThat(pal.areas(0x10000)).hasSize(3);
        assertThat(pal.areas(0x10000).get(1).start()).isEqualTo(0x11000);
        assertThat(pal.areas(0x10000).get(1).end()).isEqualTo(0x12000);
    }

    @Test
    void refuses_what_no_pal_has() {
        assertRefused("an empty PT_LOAD segment", 3, 0, segment(0, 0));
        assertRefused("segments that share a page", 3, 0, segment(0, 0x1001), segment(0x1fff, 1));
        assertRefused("out of order", 3, 0, segment(0x1000, 1), segment(0, 1));
        assertRefused("a fixed address", 3, 0x1000, segment(0x1000, 1));
        assertRefused("a fixed address", 2, 0, segment(0, 1));
        assertRefused("more than 64M", 3, 0, segment(0, MOST + 1));
        assertRefused("an entry point outside", 3, 0x1000, segment(0, 1));
        assertRefused("an entry point outside", 3, -1, segment(0, 1));
    }

    private static void assertRefused(String problem, int type, long entryPoint, LoadSegment... segments) {
        assertThatThrownBy(() -> pal(type, entryPoint, segments))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(problem);
    }

    private static LoadSegment segment(long address, long memorySize) {
        return new LoadSegment(0, address, 0, memorySize, true, false, false);
    }

    private static PalImage pal(int type, long entryPoint, LoadSegment... segments) {
        ByteBuffer elf = ByteBuffer.allocate(64 + 56 * segments.length).order(ByteOrder.LITTLE_ENDIAN);
        elf.putInt(0, 0x464c457f).putInt(4, 0x010102).putShort(16, (short) type).putShort(18, (short) 62);
        elf.putLong(24, entryPoint).putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) segments.length);
        for (int i = 0; i < segments.length; i++) {
            int header = 64 + 56 * i;
            elf.putInt(header, 1).putInt(header + 4, 4);
            elf.putLong(header + 16, segments[i].address()).putLong(header + 40, segments[i].memorySize());
        }
        return new PalImage(ElfFile.parse(elf.array(), "libpal.so"));
    }
}
