package io.github.openflgramine.gramine;

import io.github.openflgramine.gramine.CpuFeature.Wish;

/**
 * XFRM and its mask from {@code sgx.cpu_features}. A required feature is set and checked, a disabled one is clear and
 * checked, and any other depends on the machine.
 */
record CpuFeatures(long xfrm, long xfrmMask) {

    static CpuFeatures of(Manifest manifest, PalOffsets offsets) {
        long xfrm = offsets.get(PalConstant.SGX_XFRM_LEGACY);
        long mask = offsets.get(PalConstant.SGX_XFRM_MASK_CONST);
        for (CpuFeature feature : CpuFeature.values()) {
            Wish wish = wish(manifest, feature);
            long bits = offsets.get(feature.bits());
            if (wish == Wish.REQUIRED || (wish == Wish.UNSPECIFIED && isRequiredByFlag(manifest, feature))) {
                xfrm |= bits;
            } else if (wish == Wish.DISABLED) {
                xfrm &= ~bits;
            }
            if (wish != Wish.UNSPECIFIED) {
                mask |= bits;
            }
        }
        return new CpuFeatures(xfrm, mask);
    }

    private static Wish wish(Manifest manifest, CpuFeature feature) {
        return manifest.get("sgx", "cpu_features", feature.toString())
                .flatMap(word -> Wish.parse(word.toString()))
                .orElse(Wish.UNSPECIFIED);
    }

    /** Gramine 1.5 to 1.7 have a flag per feature, and no mask for those that are not required. */
    private static boolean isRequiredByFlag(Manifest manifest, CpuFeature feature) {
        return manifest.get("sgx", "require_" + feature)
                .filter(Boolean.TRUE::equals)
                .isPresent();
    }
}
