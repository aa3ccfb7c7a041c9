package io.github.openflgramine.gramine;

/**
 * The constants of Gramine's PAL that determine the enclave's layout, with Gramine's names and the values that Gramine
 * 1.5 to 1.9 share.
 */
enum PalConstant {
    PAGESIZE(0x1000),
    TCS_SIZE(0x1000),
    SSA_FRAME_SIZE(0x4000),
    SSA_FRAME_NUM(2),
    ENCLAVE_STACK_SIZE(0x40000),
    ENCLAVE_SIG_STACK_SIZE(0x10000),
    DEFAULT_ENCLAVE_BASE(0),
    MMAP_MIN_ADDR(0x10000),
    SGX_GPR_SIZE(0xb8),
    STACK_PROTECTOR_CANARY_DEFAULT(0xbadbadbadbadL),

    SGX_COMMON_SELF(0),
    SGX_COMMON_STACK_PROTECTOR_CANARY(0x8),
    SGX_ENCLAVE_SIZE(0x110),
    SGX_TCS_OFFSET(0x118),
    SGX_INITIAL_STACK_ADDR(0x120),
    SGX_SIG_STACK_LOW(0x130),
    SGX_SIG_STACK_HIGH(0x138),
    SGX_SSA(0x148),
    SGX_GPR(0x150),
    SGX_MANIFEST_SIZE(0x1a0),
    SGX_HEAP_MIN(0x1a8),
    SGX_HEAP_MAX(0x1b0),

    TCS_OSSA(0x10),
    TCS_NSSA(0x1c),
    TCS_OENTRY(0x20),
    TCS_OGS_BASE(0x38),
    TCS_OFS_LIMIT(0x40),
    TCS_OGS_LIMIT(0x44),

    SGX_FLAGS_DEBUG(0x2),
    SGX_FLAGS_MODE64BIT(0x4),
    SGX_FLAGS_MASK_CONST(-1),
    SGX_XFRM_LEGACY(0x3),
    SGX_XFRM_AVX(0x4),
    SGX_XFRM_MPX(0x18),
    SGX_XFRM_AVX512(0xe4),
    SGX_XFRM_PKRU(0x200),
    SGX_XFRM_AMX(0x60000),
    SGX_XFRM_MASK_CONST(0xfffffffffff9ff1bL),
    SGX_MISCSELECT_EXINFO(0x1),
    SGX_MISCSELECT_MASK_CONST(0xffffffffL);

    private final long builtIn;

    PalConstant(long builtIn) {
        this.builtIn = builtIn;
    }

    long builtIn() {
        return builtIn;
    }
}
