package io.github.openflgramine.sgx;

/**
 * What an enclave asks of the processor and how strictly: ATTRIBUTES and MISCSELECT with their masks (SDM volume 3D,
 * tables 34-3, 34-5 and 34-18).
 *
 * @param flags the low eight bytes of ATTRIBUTES
 * @param xfrm the high eight: XSAVE features the enclave may use
 */
public record EnclaveAttributes(long flags, long flagsMask, long xfrm, long xfrmMask, int miscSelect, int miscMask) {

    public static final long DEBUG = 0x2;
    public static final long MODE64BIT = 0x4;
    public static final int EXINFO = 0x1;

    /** Whether a debugger may read this enclave: such an enclave keeps no secret. */
    public boolean isDebug() {
        return (flags & DEBUG) != 0;
    }
}
