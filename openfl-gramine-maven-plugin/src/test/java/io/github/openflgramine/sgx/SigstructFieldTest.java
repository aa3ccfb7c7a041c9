package io.github.openflgramine.sgx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SigstructFieldTest {

    @Test
    void every_field_is_where_the_sdm_puts_it() {
        assertThat(LayoutTable.of(SigstructField.values())).isEqualTo("""
                   0  16 HEADER
                  16   4 VENDOR
                  20   4 DATE
                  24  16 HEADER2
                  40   4 SWDEFINED
                  44  84 RESERVED_BEFORE_KEY
                 128 384 MODULUS
                 512   4 EXPONENT
                 516 384 SIGNATURE
                 900   4 MISCSELECT
                 904   4 MISCMASK
                 908   1 CET_ATTRIBUTES
                 909   1 CET_ATTRIBUTES_MASK
                 910   2 RESERVED_AFTER_CET
                 912  16 ISVFAMILYID
                 928   8 ATTRIBUTES_FLAGS
                 936   8 ATTRIBUTES_XFRM
                 944   8 ATTRIBUTEMASK_FLAGS
                 952   8 ATTRIBUTEMASK_XFRM
                 960  32 ENCLAVEHASH
                 992  16 RESERVED_AFTER_HASH
                1008  16 ISVEXTPRODID
                1024   2 ISVPRODID
                1026   2 ISVSVN
                1028  12 RESERVED_BEFORE_Q
                1040 384 Q1
                1424 384 Q2""");
    }

    @Test
    void the_fields_fill_1808_bytes_without_a_gap() {
        assertThat(LayoutTable.size(SigstructField.values()))
                .isEqualTo(SigstructField.TOTAL)
                .isEqualTo(1808);
    }
}
