package io.github.openflgramine.gramine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * XFRM and its mask from {@code sgx.cpu_features}. A required feature is set and checked, a disabled one is clear and
 * checked, and any other depends on the machine.
 */
record CpuFeatures(long xfrm, long xfrmMask) {

    private static final String REQUIRED_1_5 = "required in 1.5";

    static final List<String> NAMES = List.of("avx", "avx512", "amx", "mpx", "pkru");

    static CpuFeatures of(Manifest manifest, PalOffsets offsets) {
        Map<String, PalConstant> bits = new LinkedHashMap<>();
        bits.put("avx", PalConstant.SGX_XFRM_AVX);
        bits.put("avx512", PalConstant.SGX_XFRM_AVX512);
        bits.put("amx", PalConstant.SGX_XFRM_AMX);
        bits.put("mpx", PalConstant.SGX_XFRM_MPX);
        bits.put("pkru", PalConstant.SGX_XFRM_PKRU);
        long xfrm = offsets.get(PalConstant.SGX_XFRM_LEGACY);
        long mask = offsets.get(PalConstant.SGX_XFRM_MASK_CONST);
        // The order matters: AVX-512's bits contain AVX's, so disabling AVX-512 after requiring AVX clears AVX too.
        for (Map.Entry<String, PalConstant> feature : bits.entrySet()) {
            Object wish =
                    manifest.get("sgx", "cpu_features", feature.getKey()).orElse(wishOf1_5(manifest, feature.getKey()));
            long wanted = offsets.get(feature.getValue());
            if (wish.equals("required") || wish.equals(REQUIRED_1_5)) {
                xfrm |= wanted;
            } else if (wish.equals("disabled")) {
                xfrm &= ~wanted;
            }
            if (wish.equals("required") || wish.equals("disabled")) {
                mask |= wanted;
            }
        }
        return new CpuFeatures(xfrm, mask);
    }

    /** Gramine 1.5 has one flag per feature and no mask for features that are not required. */
    private static String wishOf1_5(Manifest manifest, String feature) {
        return manifest.get("sgx", "require_" + feature)
                        .filter(Boolean.TRUE::equals)
                        .isPresent()
                ? REQUIRED_1_5
                : "unspecified";
    }
}
