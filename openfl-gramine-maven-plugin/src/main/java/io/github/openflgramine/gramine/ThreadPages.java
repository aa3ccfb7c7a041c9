package io.github.openflgramine.gramine;

import io.github.openflgramine.gramine.MemoryArea.Bytes;
import io.github.openflgramine.sgx.Measurement;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The TCS (SDM volume 3D, table 34-6) and Gramine's thread-local page of every thread.
 *
 * @param manifestSize the manifest's size in bytes, including the NUL at its end
 */
record ThreadPages(
        EnclaveSettings settings, PalOffsets offsets, Bases bases, long palBase, long entryPoint, long manifestSize) {

    /**
     * The offsets of the first thread's pages in the enclave.
     *
     * @param stacks the upper end of the first thread's stack; each next stack is directly below
     * @param signalStacks the upper end of the first thread's signal stack, likewise
     */
    record Bases(long ssa, long tcs, long tls, long stacks, long signalStacks) {}

    private static final int SEGMENT_LIMIT = 0xfff;

    Bytes tcs() {
        byte[] content = new byte[settings.maxThreads() * Measurement.PAGE];
        ByteBuffer pages = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        for (int thread = 0; thread < settings.maxThreads(); thread++) {
            int page = thread * Measurement.PAGE;
            pages.putLong(page + offsets.offset(PalConstant.TCS_OSSA), ssa(thread));
            pages.putInt(page + offsets.offset(PalConstant.TCS_NSSA), offsets.offset(PalConstant.SSA_FRAME_NUM));
            pages.putLong(page + offsets.offset(PalConstant.TCS_OENTRY), palBase + entryPoint);
            pages.putLong(page + offsets.offset(PalConstant.TCS_OGS_BASE), bases.tls() + page);
            pages.putInt(page + offsets.offset(PalConstant.TCS_OFS_LIMIT), SEGMENT_LIMIT);
            pages.putInt(page + offsets.offset(PalConstant.TCS_OGS_LIMIT), SEGMENT_LIMIT);
        }
        return new Bytes(content);
    }

    Bytes tls() {
        byte[] content = new byte[settings.maxThreads() * Measurement.PAGE];
        ByteBuffer pages = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        long stackSize = offsets.get(PalConstant.ENCLAVE_STACK_SIZE);
        long signalStackSize = offsets.get(PalConstant.ENCLAVE_SIG_STACK_SIZE);
        for (int thread = 0; thread < settings.maxThreads(); thread++) {
            int page = thread * Measurement.PAGE;
            long signalStack = bases.signalStacks() - thread * signalStackSize;
            put(pages, page, PalConstant.SGX_COMMON_SELF, bases.tls() + page);
            put(
                    pages,
                    page,
                    PalConstant.SGX_COMMON_STACK_PROTECTOR_CANARY,
                    offsets.get(PalConstant.STACK_PROTECTOR_CANARY_DEFAULT));
            put(pages, page, PalConstant.SGX_ENCLAVE_SIZE, settings.size().bytes());
            put(pages, page, PalConstant.SGX_TCS_OFFSET, bases.tcs() + page);
            put(pages, page, PalConstant.SGX_INITIAL_STACK_ADDR, bases.stacks() - thread * stackSize);
            put(pages, page, PalConstant.SGX_SIG_STACK_LOW, signalStack - signalStackSize);
            put(pages, page, PalConstant.SGX_SIG_STACK_HIGH, signalStack);
            put(pages, page, PalConstant.SGX_SSA, ssa(thread));
            put(
                    pages,
                    page,
                    PalConstant.SGX_GPR,
                    ssa(thread) + offsets.get(PalConstant.SSA_FRAME_SIZE) - offsets.get(PalConstant.SGX_GPR_SIZE));
            put(pages, page, PalConstant.SGX_MANIFEST_SIZE, manifestSize);
            put(pages, page, PalConstant.SGX_HEAP_MIN, offsets.get(PalConstant.MMAP_MIN_ADDR));
            put(pages, page, PalConstant.SGX_HEAP_MAX, palBase);
        }
        return new Bytes(content);
    }

    private long ssa(int thread) {
        return bases.ssa() + thread * offsets.get(PalConstant.SSA_FRAME_SIZE) * offsets.get(PalConstant.SSA_FRAME_NUM);
    }

    private void put(ByteBuffer pages, int page, PalConstant field, long value) {
        pages.putLong(page + offsets.offset(field), value);
    }
}
