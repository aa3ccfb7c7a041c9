package io.github.openflgramine.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.sgx.LayoutTable;
import org.junit.jupiter.api.Test;

final class QuoteFieldTest {

    @Test
    void every_field_is_where_the_quote_library_puts_it() {
        assertThat(LayoutTable.of(QuoteField.values())).isEqualTo("""
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
    void the_fields_fill_the_fixed_part_without_a_gap() {
        assertThat(LayoutTable.size(QuoteField.values()))
                .isEqualTo(QuoteField.TOTAL)
                .isEqualTo(1014);
        assertThat(QuoteField.SIGNED_PART).isEqualTo(QuoteField.SIGNATURE_DATA_LENGTH.offset());
        assertThat(QuoteField.QE_REPORT.size()).isEqualTo(ReportField.TOTAL);
    }
}
