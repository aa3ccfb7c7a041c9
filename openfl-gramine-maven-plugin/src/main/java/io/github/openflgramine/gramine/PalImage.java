package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.elf.ElfFile;
import io.github.openflgramine.elf.LoadSegment;
import io.github.openflgramine.sgx.Measurement;
import io.github.openflgramine.sgx.SecInfo;
import java.util.List;

/** Gramine's PAL ({@code libpal.so}) as loaded in an enclave: the PT_LOAD segments, in whole pages. */
final class PalImage {

    /** The real PAL has about half a megabyte. A larger file is not a PAL and would only fill the heap. */
    private static final long LARGEST = 64L << 20;

    private final ElfFile elf;
    private final long size;

    PalImage(ElfFile elf) {
        this.elf = elf;
        long end = 0;
        for (LoadSegment segment : elf.loadSegments()) {
            require(segment.memorySize() > 0, "an empty PT_LOAD segment");
            require(
                    segment.address() / Measurement.PAGE * Measurement.PAGE >= end,
                    "PT_LOAD segments that share a page or are out of order");
            end = EnclaveLayout.pages(segment.end());
        }
        long start = elf.loadSegments().get(0).address() / Measurement.PAGE;
        require(start == 0 && elf.isSharedObject(), "a fixed address");
        require(end <= LARGEST, "more than 64M of memory");
        require(elf.entryPoint() >= 0 && elf.entryPoint() < end, "an entry point outside its segments");
        this.size = end;
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new GraminizeException(
                    "libpal.so has " + problem + "; expected the PAL of Gramine 1.5 to 1.9.",
                    "Install the gramine package again.");
        }
    }

    long size() {
        return size;
    }

    long entryPoint() {
        return elf.entryPoint();
    }

    List<MemoryArea> areas(long base) {
        return elf.loadSegments().stream().map(segment -> area(segment, base)).toList();
    }

    private MemoryArea area(LoadSegment segment, long base) {
        long start = segment.address() / Measurement.PAGE * Measurement.PAGE;
        long end = EnclaveLayout.pages(segment.end());
        byte[] content = new byte[Math.toIntExact(end - start)];
        elf.read(segment, start, content);
        return new MemoryArea(
                segment.executable() ? "code" : "data",
                base + start,
                base + end,
                SecInfo.regular(segment.readable(), segment.writable(), segment.executable()),
                new MemoryArea.Bytes(content));
    }
}
