package io.github.openflgramine.sgx;

/**
 * ATTRIBUTES and MISCSELECT of an enclave with their masks (SDM volume 3D, tables 34-3, 34-5 and 34-18).
 *
 * @param flags the low eight bytes of ATTRIBUTES
 * @param flagsMask the bits of {@code flags} that EINIT compares
 * @param xfrm the high eight bytes of ATTRIBUTES: the XSAVE features that the enclave may use
 * @param xfrmMask the bits of {@code xfrm} that EINIT compares
 * @param miscSelect MISCSELECT
 * @param miscMask the bits of {@code miscSelect} that EINIT compares
 */
public record EnclaveAttributes(long flags, long flagsMask, long xfrm, long xfrmMask, int miscSelect, int miscMask) {

    public static final long DEBUG = 0x2;
    public static final long MODE64BIT = 0x4;
    public static final int EXINFO = 0x1;

    /** Returns whether a debugger may read the enclave's memory. Such an enclave protects no secrets. */
    public boolean isDebug() {
        return (flags & DEBUG) != 0;
    }
}
