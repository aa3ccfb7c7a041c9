package io.github.openflgramine.report;

import io.github.openflgramine.gramine.MemoryArea;
import java.util.ArrayList;
import java.util.List;

/**
 * A drawing of an enclave's address range, highest address first, in two scales: the whole enclave, and the part above
 * the heap, which is too thin to see in the first.
 *
 * @param size the size of the enclave
 * @param above the number of bytes from the end of the heap to the end of the enclave
 * @param bands the whole enclave: above the heap, the heap, below the heap
 * @param areas the areas above the heap, one for each purpose
 */
public record MemoryMap(String size, String above, List<Band> bands, List<Band> areas) {

    /** The heap's name in the output of Gramine's signer. With EDMM the heap is added at run time. */
    private static final String HEAP = "free";

    private static final double WHOLE = 100;

    /**
     * A range with one purpose.
     *
     * @param top distance from the top, in percent of the drawing's height
     * @param height in percent of the drawing's height
     */
    public record Band(
            String name,
            String meaning,
            String from,
            String to,
            String size,
            String permissions,
            boolean measured,
            double top,
            double height) {}

    /** @param areas as the loader places them; with EDMM they do not include the heap */
    static MemoryMap of(List<MemoryArea> areas, long size) {
        List<MemoryArea> loaded =
                areas.stream().filter(area -> !area.name().equals(HEAP)).toList();
        long heapEnd = loaded.stream().mapToLong(MemoryArea::start).min().orElse(size);
        long heapStart = areas.stream()
                .filter(area -> area.name().equals(HEAP) && area.start() < heapEnd)
                .mapToLong(MemoryArea::start)
                .min()
                .orElse(0);
        List<Band> bands = new ArrayList<>();
        bands.add(band("loaded", "what Gramine loads; enlarged next to it", heapEnd, size, "", true, size, size));
        bands.add(band("heap", "the program's own memory", heapStart, heapEnd, "REG:RWX", false, size, size));
        return new MemoryMap(Sizes.text(size), Sizes.text(size - heapEnd), bands, merged(loaded, heapEnd, size));
    }

    /** Merges adjacent areas of the same purpose: each thread has its own, and the PAL has one per segment. */
    private static List<Band> merged(List<MemoryArea> areas, long bottom, long top) {
        List<MemoryArea> descending = areas.stream()
                .sorted(java.util.Comparator.comparingLong(MemoryArea::start).reversed())
                .toList();
        List<Band> bands = new ArrayList<>();
        for (int i = 0; i < descending.size(); ) {
            MemoryArea first = descending.get(i);
            long start = first.start();
            int next = i + 1;
            while (next < descending.size()
                    && descending.get(next).name().equals(first.name())
                    && descending.get(next).secInfo().equals(first.secInfo())) {
                start = descending.get(next).start();
                next++;
            }
            bands.add(band(
                    first.name(),
                    meaning(first.name(), next - i),
                    start,
                    first.end(),
                    first.secInfo().toString(),
                    first.isMeasured(),
                    top,
                    top - bottom));
            i = next;
        }
        return bands;
    }

    private static Band band(
            String name,
            String meaning,
            long start,
            long end,
            String permissions,
            boolean measured,
            long top,
            long scale) {
        return new Band(
                name,
                meaning,
                "0x%x".formatted(start),
                "0x%x".formatted(end),
                Sizes.text(end - start),
                permissions,
                measured,
                round(WHOLE * (top - end) / scale),
                round(WHOLE * (end - start) / scale));
    }

    private static double round(double percent) {
        return Math.rint(percent * 1000) / 1000;
    }

    private static String meaning(String name, int count) {
        return switch (name) {
            case "manifest" -> "the manifest with the digest of every trusted file";
            case "ssa" -> "where the processor saves a thread's registers on leaving the enclave";
            case "tcs" -> "a page for each thread that may enter";
            case "tls" -> "Gramine's data for each thread";
            case "stack" -> count + " threads' stacks";
            case "sig_stack" -> count + " threads' stacks for signals";
            case "free" -> "the program's own memory";
            default -> "Gramine's PAL, libpal.so";
        };
    }
}
