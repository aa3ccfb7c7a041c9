package io.github.openflgramine.elf;

/**
 * A PT_LOAD program header (System V ABI, figure 5-1): a part of the file, its address and its permissions.
 *
 * @param fileOffset offset in the file of the segment's first byte
 * @param address virtual address of its first byte, relative to the load address
 * @param fileSize number of bytes that come from the file
 * @param memorySize number of bytes in memory; those after {@code fileSize} are zero
 */
public record LoadSegment(
        long fileOffset,
        long address,
        long fileSize,
        long memorySize,
        boolean readable,
        boolean writable,
        boolean executable) {

    /** The end of user space on x86-64. With this limit, the sum of two of these numbers cannot overflow. */
    static final long ADDRESS_LIMIT = 1L << 47;

    public LoadSegment {
        if (fileOffset < 0 || fileSize < 0 || address < 0 || memorySize < fileSize) {
            throw new IllegalArgumentException("a segment's sizes contradict each other");
        }
        if (address > ADDRESS_LIMIT || memorySize > ADDRESS_LIMIT || fileOffset > ADDRESS_LIMIT) {
            throw new IllegalArgumentException("a segment lies outside the address space");
        }
    }

    /** Returns the address after the last byte in memory. */
    public long end() {
        return address + memorySize;
    }
}
