package io.github.openflgramine.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.sgx.LayoutTable;
import org.junit.jupiter.api.Test;

final class ReportFieldTest {

    @Test
    void every_field_is_where_the_sdm_puts_it() {
        assertThat(LayoutTable.of(ReportField.values())).isEqualTo("""
                   0  16 CPUSVN
                  16   4 MISCSELECT
                  20   1 CET_ATTRIBUTES
                  21  11 RESERVED_AFTER_CET
                  32  16 ISVEXTPRODID
                  48  16 ATTRIBUTES
                  64  32 MRENCLAVE
                  96  32 RESERVED_AFTER_MRENCLAVE
                 128  32 MRSIGNER
                 160  32 RESERVED_AFTER_MRSIGNER
                 192  64 CONFIGID
                 256   2 ISVPRODID
                 258   2 ISVSVN
                 260   2 CONFIGSVN
                 262  42 RESERVED_AFTER_CONFIGSVN
                 304  16 ISVFAMILYID
                 320  64 REPORTDATA""");
    }

    @Test
    void the_fields_fill_384_bytes_without_a_gap() {
        assertThat(LayoutTable.size(ReportField.values()))
                .isEqualTo(ReportField.TOTAL)
                .isEqualTo(384);
    }
}
