package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.elf.ElfFile;
import io.github.openflgramine.gramine.MemoryArea.Bytes;
import io.github.openflgramine.gramine.MemoryArea.Unmeasured;
import io.github.openflgramine.gramine.MemoryArea.Zeros;
import io.github.openflgramine.sgx.Measurement;
import io.github.openflgramine.sgx.SecInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The memory layout of an enclave, in the order in which Gramine's loader adds the pages. Areas are placed downwards
 * from the end of the enclave: manifest, SSA frames, TCS pages, TLS pages, stacks, signal stacks, the PAL. The rest
 * below is heap, which is added at run time if EDMM is enabled.
 */
public final class EnclaveLayout {

    private final EnclaveSettings settings;
    private final PalOffsets offsets;
    private final List<MemoryArea> areas = new ArrayList<>();
    private long bottom;

    private EnclaveLayout(EnclaveSettings settings, PalOffsets offsets) {
        this.settings = settings;
        this.offsets = offsets;
        this.bottom = settings.size().bytes();
    }

    /**
     * Computes the layout.
     *
     * @param manifest the signed manifest's bytes
     * @throws GraminizeException if the enclave is too small for its threads and the PAL
     */
    public static EnclaveLayout of(EnclaveSettings settings, byte[] manifest, ElfFile libpal, PalOffsets offsets) {
        PalImage pal = new PalImage(libpal);
        requireRoom(settings, manifest.length, pal.size(), offsets);
        EnclaveLayout layout = new EnclaveLayout(settings, offsets);
        layout.place(Arrays.copyOf(manifest, manifest.length + 1), pal);
        return layout;
    }

    private void place(byte[] manifestWithNul, PalImage pal) {
        int threads = settings.maxThreads();
        long page = offsets.get(PalConstant.PAGESIZE);
        put("manifest", pages(manifestWithNul.length), SecInfo.REG_R, new Bytes(manifestWithNul));
        long ssa = put("ssa", threads * ssaPerThread(offsets), SecInfo.REG_RW, new Zeros());
        // The content of TCS and TLS pages depends on the addresses of all other areas.
        int threadPages = areas.size();
        long tcs = bottom -= threads * page;
        long tls = bottom -= threads * page;
        long stacks = bottom;
        for (int thread = 0; thread < threads; thread++) {
            put("stack", offsets.get(PalConstant.ENCLAVE_STACK_SIZE), SecInfo.REG_RW, new Zeros());
        }
        long signalStacks = bottom;
        for (int thread = 0; thread < threads; thread++) {
            put("sig_stack", offsets.get(PalConstant.ENCLAVE_SIG_STACK_SIZE), SecInfo.REG_RW, new Zeros());
        }
        bottom -= pal.size();
        areas.addAll(pal.areas(bottom));
        ThreadPages content = new ThreadPages(
                settings,
                offsets,
                new ThreadPages.Bases(ssa, tcs, tls, stacks, signalStacks),
                bottom,
                pal.entryPoint(),
                manifestWithNul.length);
        areas.add(threadPages, new MemoryArea("tcs", tcs, tcs + threads * page, SecInfo.TCS, content.tcs()));
        areas.add(threadPages + 1, new MemoryArea("tls", tls, tls + threads * page, SecInfo.REG_RW, content.tls()));
        long heap = offsets.get(PalConstant.MMAP_MIN_ADDR);
        if (!settings.edmm() && heap < bottom) {
            areas.add(new MemoryArea("free", heap, bottom, SecInfo.REG_RWX, new Unmeasured()));
        }
    }

    private long put(String name, long size, SecInfo secInfo, MemoryArea.Content content) {
        areas.add(new MemoryArea(name, bottom - size, bottom, secInfo, content));
        return bottom -= size;
    }

    private static void requireRoom(EnclaveSettings settings, long manifest, long pal, PalOffsets offsets) {
        long needed = pages(manifest + 1)
                + settings.maxThreads() * perThread(offsets)
                + pal
                + offsets.get(PalConstant.MMAP_MIN_ADDR);
        if (needed > settings.size().bytes()) {
            throw tooSmall(settings, needed);
        }
    }

    /**
     * Checks, before there is an image, that the threads alone fit.
     *
     * @throws GraminizeException if they do not
     */
    public static void requireRoomForThreads(EnclaveSettings settings, PalOffsets offsets) {
        requireRoom(settings, 0, 0, offsets);
    }

    private static GraminizeException tooSmall(EnclaveSettings settings, long needed) {
        return new GraminizeException(
                "Enclave size %s cannot hold %d threads and Gramine itself (they need at least %s)."
                        .formatted(settings.size(), settings.maxThreads(), EnclaveSize.holding(needed)),
                "Raise <enclaveSize> (gramine.enclaveSize) or lower <maxThreads> (gramine.maxThreads); in your own manifest, sgx.enclave_size or sgx.max_threads.");
    }

    private static long perThread(PalOffsets offsets) {
        return ssaPerThread(offsets)
                + offsets.get(PalConstant.TCS_SIZE)
                + offsets.get(PalConstant.PAGESIZE)
                + offsets.get(PalConstant.ENCLAVE_STACK_SIZE)
                + offsets.get(PalConstant.ENCLAVE_SIG_STACK_SIZE);
    }

    private static long ssaPerThread(PalOffsets offsets) {
        return offsets.get(PalConstant.SSA_FRAME_SIZE) * offsets.get(PalConstant.SSA_FRAME_NUM);
    }

    static long pages(long bytes) {
        return (bytes + Measurement.PAGE - 1) / Measurement.PAGE * Measurement.PAGE;
    }

    /** Returns the areas in the order in which they are added. */
    public List<MemoryArea> areas() {
        return List.copyOf(areas);
    }

    /** Returns the number of bytes used by Gramine and the threads. The program uses the rest. */
    public long reserved() {
        return settings.size().bytes() - bottom;
    }

    /** Returns the number of bytes that {@link #measure} hashes. */
    long hashed() {
        return areas.stream().mapToLong(MemoryArea::hashed).sum();
    }

    public Sha256 measure() {
        int ssaFramePages = (int) (offsets.get(PalConstant.SSA_FRAME_SIZE) / Measurement.PAGE);
        Measurement measurement =
                Measurement.ecreate(ssaFramePages, settings.size().bytes());
        areas.forEach(area -> area.addTo(measurement));
        return measurement.einit();
    }

    /** Returns one line per area. */
    public String memoryMap() {
        return areas.stream().map(MemoryArea::toString).collect(Collectors.joining("\n", "", "\n"));
    }
}
