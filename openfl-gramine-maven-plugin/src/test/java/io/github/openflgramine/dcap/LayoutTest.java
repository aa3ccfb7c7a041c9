package io.github.openflgramine.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Offset, size and name of every field, as Intel's documents have them. */
final class LayoutTest {

    @Test
    void every_field_of_a_quote_is_where_the_quote_library_puts_it() {
        String layout = Arrays.stream(QuoteField.values())
                .map(field -> "%4d %3d %s".formatted(field.offset(), field.size(), field))
                .collect(Collectors.joining("\n"));

        assertThat(layout).isEqualTo("""
                           0   2 VERSION
                           2   2 ATTESTATION_KEY_TYPE
                           4   4 TEE_TYPE
                           8   2 QE_SVN
                          10   2 PCE_SVN
                          12  16 QE_VENDOR_ID
                          28  20 USER_DATA
                          48 384 ISV_ENCLAVE_REPORT
                         432   4 SIGNATURE_DATA_LENGTH
                         436  64 ISV_ENCLAVE_REPORT_SIGNATURE
                         500  64 ATTESTATION_PUBLIC_KEY
                         564 384 QE_REPORT
                         948  64 QE_REPORT_SIGNATURE
                        1012   2 QE_AUTHENTICATION_DATA_SIZE""");
    }

    @Test
    void the_fields_fill_the_fixed_part_of_a_quote_without_a_gap() {
        int end = 0;
        for (QuoteField field : QuoteField.values()) {
            assertThat(field.offset()).as(field.name()).isEqualTo(end);
            end += field.size();
        }
        assertThat(end).isEqualTo(QuoteField.TOTAL).isEqualTo(1014);
        assertThat(QuoteField.SIGNED_PART).isEqualTo(QuoteField.SIGNATURE_DATA_LENGTH.offset());
    }

    @Test
    void every_field_of_a_report_is_where_the_sdm_puts_it() {
        String layout = Arrays.stream(ReportField.values())
                .map(field -> "%3d %3d %s".formatted(field.offset(), field.size(), field))
                .collect(Collectors.joining("\n"));

        assertThat(layout).isEqualTo("""
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
    void the_fields_fill_the_384_bytes_of_a_report_without_a_gap() {
        int end = 0;
        for (ReportField field : ReportField.values()) {
            assertThat(field.offset()).as(field.name()).isEqualTo(end);
            end += field.size();
        }
        assertThat(end).isEqualTo(ReportField.TOTAL).isEqualTo(384);
        assertThat(QuoteField.QE_REPORT.size()).isEqualTo(ReportField.TOTAL);
    }
}
