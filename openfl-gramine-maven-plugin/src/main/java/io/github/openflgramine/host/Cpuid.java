package io.github.openflgramine.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** The processor's answers to CPUID through Linux' cpuid device, which root may read where the module cpuid is loaded. */
final class Cpuid {

    private static final int SGX_LEAF = 0x12;
    private static final int FIRST_SECTION = 2;
    private static final int MOST_SECTIONS = 64;

    private final FileChannel device;

    private Cpuid(FileChannel device) {
        this.device = device;
    }

    /**
     * One answer.
     *
     * @param eax to {@code edx} as the instruction leaves them
     */
    private record Registers(int eax, int ebx, int ecx, int edx) {}

    interface Question<T> {
        T ask(Cpuid cpuid) throws IOException;
    }

    /** The answer, or none where the device is not there or may not be read. */
    static <T> Optional<T> ask(Path device, Question<T> question) {
        try (FileChannel channel = FileChannel.open(device)) {
            return Optional.of(question.ask(new Cpuid(channel)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the processor has SGX, whatever the BIOS made of it: leaf 7, EBX bit 2. */
    boolean hasSgx() throws IOException {
        return (read(7, 0).ebx & 1 << 2) != 0;
    }

    /** Whether pages can be added to an enclave that runs: leaf 12H, sub-leaf 0, EAX bit 1. */
    boolean hasSgx2() throws IOException {
        return (read(SGX_LEAF, 0).eax & 1 << 1) != 0;
    }

    /** Bytes of all EPC sections: leaf 12H, sub-leaf 2 and following. */
    long epcBytes() throws IOException {
        long bytes = 0;
        for (int section = FIRST_SECTION; section < MOST_SECTIONS; section++) {
            Registers registers = read(SGX_LEAF, section);
            if ((registers.eax & 0xf) != 1) {
                break;
            }
            bytes += (registers.ecx & 0xffff_f000L) | (long) (registers.edx & 0xf_ffff) << 32;
        }
        return bytes;
    }

    /** Position: the leaf, and the sub-leaf above it (arch/x86/kernel/cpuid.c). */
    private Registers read(int leaf, int subLeaf) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        if (device.read(bytes, (long) subLeaf << 32 | leaf) != bytes.capacity()) {
            throw new IOException("no answer to leaf " + leaf);
        }
        bytes.flip();
        return new Registers(bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.getInt());
    }
}
