package io.github.openflgramine.sgx;

/**
 * A page's SECINFO.FLAGS (SDM volume 3D, table 34-8): permissions in bits 0 to 2, page type in bits 8 to 15.
 *
 * @param flags the 64-bit field as EADD measures it
 */
public record SecInfo(long flags) {

    private static final long R = 0x1;
    private static final long W = 0x2;
    private static final long X = 0x4;
    private static final long PT_TCS = 0x100;
    private static final long PT_REG = 0x200;

    public static final SecInfo TCS = new SecInfo(PT_TCS);
    public static final SecInfo REG_R = regular(true, false, false);
    public static final SecInfo REG_RW = regular(true, true, false);
    public static final SecInfo REG_RWX = regular(true, true, true);

    /** Returns the flags of a regular page with these permissions. */
    public static SecInfo regular(boolean readable, boolean writable, boolean executable) {
        return new SecInfo(PT_REG | (readable ? R : 0) | (writable ? W : 0) | (executable ? X : 0));
    }

    /** Returns page type and permissions, for example {@code REG:RW-} or {@code TCS:---}. */
    @Override
    public String toString() {
        return (flags == PT_TCS ? "TCS" : "REG")
                + ":"
                + ((flags & R) != 0 ? "R" : "-")
                + ((flags & W) != 0 ? "W" : "-")
                + ((flags & X) != 0 ? "X" : "-");
    }
}
