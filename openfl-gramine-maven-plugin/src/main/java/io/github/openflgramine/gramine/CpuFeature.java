package io.github.openflgramine.gramine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key of {@code sgx.cpu_features}: processor state that an enclave may use (XFRM, Intel SDM volume 3D, table 34-5).
 * The order matters: AVX-512's bits contain AVX's, so disabling AVX-512 after AVX was required clears AVX, too.
 */
public enum CpuFeature {
    AVX(PalConstant.SGX_XFRM_AVX, Wish.UNSPECIFIED),
    AVX512(PalConstant.SGX_XFRM_AVX512, Wish.UNSPECIFIED),
    AMX(PalConstant.SGX_XFRM_AMX, Wish.UNSPECIFIED),
    MPX(PalConstant.SGX_XFRM_MPX, Wish.DISABLED),
    PKRU(PalConstant.SGX_XFRM_PKRU, Wish.DISABLED);

    /** A manifest's value for a feature. */
    public enum Wish {
        /** The machine decides. */
        UNSPECIFIED,
        DISABLED,
        REQUIRED;

        /** Parses a manifest's value; returns empty if it is unknown. */
        public static Optional<Wish> parse(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.toString().equals(word))
                    .findFirst();
        }

        /** Returns the manifest's value. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final PalConstant bits;
    private final Wish usual;

    CpuFeature(PalConstant bits, Wish usual) {
        this.bits = bits;
        this.usual = usual;
    }

    /** Parses a manifest's key; returns empty if it is unknown. */
    public static Optional<CpuFeature> parse(String key) {
        return Arrays.stream(values()).filter(one -> one.toString().equals(key)).findFirst();
    }

    /** Returns its bits in XFRM. */
    PalConstant bits() {
        return bits;
    }

    /** Returns Gramine's default. */
    Wish usual() {
        return usual;
    }

    /** Returns the possible values. The machine does not decide about a feature that Gramine disables for hardening. */
    List<Wish> wishes() {
        return usual == Wish.DISABLED ? List.of(Wish.DISABLED, Wish.REQUIRED) : List.of(Wish.values());
    }

    /** Returns the manifest's key. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
