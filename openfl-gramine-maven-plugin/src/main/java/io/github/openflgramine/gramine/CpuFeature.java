package io.github.openflgramine.gramine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key of {@code sgx.cpu_features}: processor state that an enclave may use (XFRM, Intel SDM volume 3D, table 34-5). In this
 * order: AVX-512's bits contain AVX's, so disabling it after AVX was required clears that one too.
 */
public enum CpuFeature {
    AVX(PalConstant.SGX_XFRM_AVX, Wish.UNSPECIFIED),
    AVX512(PalConstant.SGX_XFRM_AVX512, Wish.UNSPECIFIED),
    AMX(PalConstant.SGX_XFRM_AMX, Wish.UNSPECIFIED),
    MPX(PalConstant.SGX_XFRM_MPX, Wish.DISABLED),
    PKRU(PalConstant.SGX_XFRM_PKRU, Wish.DISABLED);

    /** What a manifest can say of a feature. */
    public enum Wish {
        /** Left to the machine. */
        UNSPECIFIED,
        DISABLED,
        REQUIRED;

        /** Reads the manifest's word; empty when it is another one. */
        public static Optional<Wish> parse(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.toString().equals(word))
                    .findFirst();
        }

        /** The manifest's word. */
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

    /** Reads the manifest's key; empty when it is another one. */
    public static Optional<CpuFeature> parse(String key) {
        return Arrays.stream(values()).filter(one -> one.toString().equals(key)).findFirst();
    }

    /** Its bits in XFRM. */
    PalConstant bits() {
        return bits;
    }

    /** Gramine's default. */
    Wish usual() {
        return usual;
    }

    /** What a manifest may say of it: a feature that Gramine disables as a hardening is not left to the machine. */
    List<Wish> wishes() {
        return usual == Wish.DISABLED ? List.of(Wish.DISABLED, Wish.REQUIRED) : List.of(Wish.values());
    }

    /** The manifest's key. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
