package io.github.openflgramine.elf;

/**
 * A PT_LOAD program header (System V ABI, figure 5-1): what of the file is mapped where, and how.
 *
 * @param fileOffset where the segment's bytes begin in the file
 * @param address virtual address of its first byte, relative to where the image is loaded
 * @param fileSize bytes that come from the file
 * @param memorySize bytes in memory; those beyond {@code fileSize} are zero
 */
public record LoadSegment(
        long fileOffset,
        long address,
        long fileSize,
        long memorySize,
        boolean readable,
        boolean writable,
        boolean executable) {

    /** The addresses of user space on x86-64; keeps every sum of two of these numbers far from an overflow. */
    static final long ADDRESS_LIMIT = 1L << 47;

    public LoadSegment {
        if (fileOffset < 0 || fileSize < 0 || address < 0 || memorySize < fileSize) {
            throw new IllegalArgumentException("a segment's sizes contradict each other");
        }
        if (address > ADDRESS_LIMIT || memorySize > ADDRESS_LIMIT || fileOffset > ADDRESS_LIMIT) {
            throw new IllegalArgumentException("a segment lies outside the address space");
        }
    }

    /** One past its last byte in memory. */
    public long end() {
        return address + memorySize;
    }
}
