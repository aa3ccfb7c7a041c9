package io.github.openflgramine.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Reads CPUID through Linux's cpuid device. Only root can read it, and only if the module cpuid is loaded. */
final class Cpuid {

    private static final int SGX_LEAF = 0x12;
    private static final int FIRST_SECTION = 2;
    private static final int MOST_SECTIONS = 64;

    private final FileChannel device;

    private Cpuid(FileChannel device) {
        this.device = device;
    }

    /** The registers after one CPUID instruction. */
    private record Registers(int eax, int ebx, int ecx, int edx) {}

    interface Question<T> {
        T ask(Cpuid cpuid) throws IOException;
    }

    /** Asks the device a question. Returns empty if the device is missing or cannot be read. */
    static <T> Optional<T> ask(Path device, Question<T> question) {
        try (FileChannel channel = FileChannel.open(device)) {
            return Optional.of(question.ask(new Cpuid(channel)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns whether the processor has SGX, even if the BIOS has disabled it: leaf 7, EBX bit 2. */
    boolean hasSgx() throws IOException {
        return (read(7, 0).ebx & 1 << 2) != 0;
    }

    /** Returns whether pages can be added to a running enclave (SGX2): leaf 12H, sub-leaf 0, EAX bit 1. */
    boolean hasSgx2() throws IOException {
        return (read(SGX_LEAF, 0).eax & 1 << 1) != 0;
    }

    /** Returns the total size of all EPC sections in bytes: leaf 12H, sub-leaf 2 and following. */
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

    /** The file position is the leaf, with the sub-leaf in the upper 32 bits (arch/x86/kernel/cpuid.c). */
    private Registers read(int leaf, int subLeaf) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        if (device.read(bytes, (long) subLeaf << 32 | leaf) != bytes.capacity()) {
            throw new IOException("no answer to leaf " + leaf);
        }
        bytes.flip();
        return new Registers(bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.getInt());
    }
}
