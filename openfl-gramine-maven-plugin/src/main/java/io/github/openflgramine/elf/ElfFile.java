package io.github.openflgramine.elf;

import io.github.openflgramine.GraminizeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * An ELF64 image for x86-64: entry point and PT_LOAD segments (System V ABI, chapters 4 and 5). The bytes are not
 * trusted, so every offset is checked before use.
 */
public final class ElfFile {

    private static final int HEADER_SIZE = 64;
    private static final int PROGRAM_HEADER_SIZE = 56;
    private static final int MAGIC = 0x464c457f;
    private static final int CLASS_64_LITTLE_ENDIAN_VERSION_1 = 0x010102;
    private static final int ET_DYN = 3;
    private static final int EM_X86_64 = 62;
    private static final int PT_LOAD = 1;
    private static final int PF_X = 1;
    private static final int PF_W = 2;
    private static final int PF_R = 4;

    private final byte[] bytes;
    private final long entryPoint;
    private final boolean sharedObject;
    private final List<LoadSegment> loadSegments;

    private ElfFile(byte[] bytes, long entryPoint, boolean sharedObject, List<LoadSegment> loadSegments) {
        this.bytes = bytes;
        this.entryPoint = entryPoint;
        this.sharedObject = sharedObject;
        this.loadSegments = loadSegments;
    }

    /**
     * Parses an image.
     *
     * @param name the image's name in messages
     * @throws GraminizeException if it is not an ELF64 image for x86-64, or is damaged
     */
    public static ElfFile parse(byte[] content, String name) {
        byte[] bytes = content.clone();
        ByteBuffer elf = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        require(bytes.length >= HEADER_SIZE && elf.getInt(0) == MAGIC, name, "has no ELF header");
        require((elf.getInt(4) & 0xffffff) == CLASS_64_LITTLE_ENDIAN_VERSION_1, name, "is not 64-bit little-endian");
        require(elf.getShort(18) == EM_X86_64, name, "is not for x86-64");
        List<LoadSegment> segments = loadSegments(elf, name);
        require(!segments.isEmpty(), name, "has no PT_LOAD segment");
        return new ElfFile(bytes, elf.getLong(24), elf.getShort(16) == ET_DYN, segments);
    }

    private static List<LoadSegment> loadSegments(ByteBuffer elf, String name) {
        long tableOffset = elf.getLong(32);
        int entrySize = Short.toUnsignedInt(elf.getShort(54));
        int entries = Short.toUnsignedInt(elf.getShort(56));
        require(entries == 0 || entrySize >= PROGRAM_HEADER_SIZE, name, "has program headers of the wrong size");
        require(
                tableOffset >= 0 && tableOffset <= elf.capacity() - (long) entrySize * entries,
                name,
                "has program headers beyond its end");
        List<LoadSegment> segments = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            int header = Math.toIntExact(tableOffset + (long) i * entrySize);
            if (elf.getInt(header) == PT_LOAD) {
                segments.add(loadSegment(elf, header, name));
            }
        }
        return List.copyOf(segments);
    }

    private static LoadSegment loadSegment(ByteBuffer elf, int header, String name) {
        int flags = elf.getInt(header + 4);
        LoadSegment segment;
        try {
            segment = new LoadSegment(
                    elf.getLong(header + 8),
                    elf.getLong(header + 16),
                    elf.getLong(header + 32),
                    elf.getLong(header + 40),
                    (flags & PF_R) != 0,
                    (flags & PF_W) != 0,
                    (flags & PF_X) != 0);
        } catch (IllegalArgumentException e) {
            throw damaged(name, "has a PT_LOAD segment that cannot be: " + e.getMessage());
        }
        require(
                segment.fileOffset() <= elf.capacity() - segment.fileSize(),
                name,
                "has a PT_LOAD segment beyond its end");
        return segment;
    }

    private static void require(boolean condition, String name, String problem) {
        if (!condition) {
            throw damaged(name, problem);
        }
    }

    private static GraminizeException damaged(String name, String problem) {
        return new GraminizeException(
                name + " " + problem + "; expected an ELF64 image for x86-64.",
                "Install that file again from its package.");
    }

    /** Returns the address of the first instruction, relative to the load address. */
    public long entryPoint() {
        return entryPoint;
    }

    /** Returns whether the image can be loaded at any address (ET_DYN). */
    public boolean isSharedObject() {
        return sharedObject;
    }

    /** Returns the segments in the order of the program headers. */
    public List<LoadSegment> loadSegments() {
        return loadSegments;
    }

    /**
     * Fills {@code into} with the segment's memory from {@code address} on: its bytes from the file, and zeros before
     * and after them.
     */
    public void read(LoadSegment segment, long address, byte[] into) {
        java.util.Arrays.fill(into, (byte) 0);
        long from = Math.max(address, segment.address());
        long to = Math.min(address + into.length, segment.address() + segment.fileSize());
        if (from < to) {
            int source = Math.toIntExact(segment.fileOffset() + from - segment.address());
            System.arraycopy(bytes, source, into, (int) (from - address), (int) (to - from));
        }
    }
}
