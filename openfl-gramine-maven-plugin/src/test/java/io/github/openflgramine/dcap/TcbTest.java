package io.github.openflgramine.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which level a platform has, and what its quoting enclave makes of it. */
final class TcbTest {

    @ParameterizedTest
    @CsvSource({
        "UpToDate, UpToDate, UpToDate",
        "SWHardeningNeeded, UpToDate, SWHardeningNeeded",
        "ConfigurationNeeded, UpToDate, ConfigurationNeeded",
        "ConfigurationAndSWHardeningNeeded, UpToDate, ConfigurationAndSWHardeningNeeded",
        "OutOfDate, UpToDate, OutOfDate",
        "OutOfDateConfigurationNeeded, UpToDate, OutOfDateConfigurationNeeded",
        "Revoked, UpToDate, Revoked",
        "UpToDate, OutOfDate, OutOfDate",
        "SWHardeningNeeded, OutOfDate, OutOfDate",
        "ConfigurationNeeded, OutOfDate, OutOfDateConfigurationNeeded",
        "ConfigurationAndSWHardeningNeeded, OutOfDate, OutOfDateConfigurationNeeded",
        "OutOfDate, OutOfDate, OutOfDate",
        "OutOfDateConfigurationNeeded, OutOfDate, OutOfDateConfigurationNeeded",
        "Revoked, OutOfDate, Revoked",
        "UpToDate, Revoked, Revoked",
        "SWHardeningNeeded, Revoked, Revoked",
        "ConfigurationNeeded, Revoked, Revoked",
        "ConfigurationAndSWHardeningNeeded, Revoked, Revoked",
        "OutOfDate, Revoked, Revoked",
        "OutOfDateConfigurationNeeded, Revoked, Revoked",
        "Revoked, Revoked, Revoked",
    })
    void a_platform_is_no_better_than_its_quoting_enclave(String platform, String quotingEnclave, String merged)
            throws RefusedQuoteException {
        FakePlatform made = new FakePlatform().withStatus(platform, "INTEL-SA-00002");
        made.qeIdentity.putArray("tcbLevels");
        made.addQeLevel(8, quotingEnclave, "INTEL-SA-00001");

        VerifiedQuote verified = made.verify();

        assertThat(verified.status()).hasToString(merged);
        assertThat(verified.advisories()).containsExactly("INTEL-SA-00001", "INTEL-SA-00002");
    }

    @Test
    void a_quoting_enclave_has_no_status_of_a_platform() {
        assertThatThrownBy(() -> TcbStatus.UP_TO_DATE.withQuotingEnclave(TcbStatus.CONFIGURATION_NEEDED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_highest_level_counts_whatever_the_order_of_the_document() throws RefusedQuoteException {
        FakePlatform made = new FakePlatform();
        made.tcbInfo.putArray("tcbLevels");
        made.addLevel(1, 1, "OutOfDate").addLevel(5, 11, "UpToDate").addLevel(5, 10, "ConfigurationNeeded");

        assertThat(made.verify().status()).isEqualTo(TcbStatus.UP_TO_DATE);
    }

    @Test
    void one_component_below_a_level_is_below_it() throws RefusedQuoteException {
        for (int i = 0; i < TcbSvns.COMPONENTS; i++) {
            FakePlatform made = new FakePlatform();
            made.components[i] = 4;

            assertThat(made.verify().status()).as("component %d", i).isEqualTo(TcbStatus.OUT_OF_DATE);
        }
    }

    @Test
    void a_pcesvn_below_a_level_is_below_it() throws RefusedQuoteException {
        FakePlatform made = new FakePlatform();
        made.pceSvn = 10;

        assertThat(made.verify().status()).isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(made.verify().advisories()).containsExactly("INTEL-SA-00615");
    }

    @Test
    void a_quoting_enclave_between_two_levels_has_the_lower_one() throws RefusedQuoteException {
        FakePlatform made = new FakePlatform();
        FakePlatform.set(made.qeReport, ReportField.ISVSVN, 7);

        assertThat(made.verify().status()).isEqualTo(TcbStatus.OUT_OF_DATE);
        assertThat(made.verify().advisories()).containsExactly("INTEL-SA-00477");
    }

    @Test
    void the_older_of_two_documents_says_how_old_the_collateral_is() throws RefusedQuoteException {
        FakePlatform made = new FakePlatform();
        made.qeIdentity.put("tcbEvaluationDataNumber", 16);
        assertThat(made.verify().evaluationDataNumber()).isEqualTo(16);

        made.tcbInfo.put("tcbEvaluationDataNumber", 15);
        assertThat(made.verify().evaluationDataNumber()).isEqualTo(15);
    }

    @Test
    void the_first_piece_that_expires_ends_the_period() throws RefusedQuoteException {
        FakePlatform made = new FakePlatform();
        made.pckCrl.until = FakePlatform.UNTIL.minusSeconds(60);
        assertThat(made.verify().period().until()).isEqualTo(FakePlatform.UNTIL.minusSeconds(60));

        made.tcbInfo.put("nextUpdate", FakePlatform.UNTIL.minusSeconds(120).toString());
        assertThat(made.verify().period().until()).isEqualTo(FakePlatform.UNTIL.minusSeconds(120));

        made.pck.until = FakePlatform.UNTIL.minusSeconds(181);
        assertThat(made.verify().period().until()).isEqualTo(FakePlatform.UNTIL.minusSeconds(180));

        made.qeIdentity.put("issueDate", FakePlatform.FROM.plusSeconds(1).toString());
        assertThat(made.verify().period().from()).isEqualTo(FakePlatform.FROM.plusSeconds(1));
    }

    @Test
    void security_versions_are_16_bytes_and_a_number_of_two() {
        List<Integer> zeros = Collections.nCopies(16, 0);
        assertThatThrownBy(() -> new TcbSvns(Collections.nCopies(15, 0), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TcbSvns(Collections.nCopies(16, 256), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TcbSvns(Collections.nCopies(16, -1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TcbSvns(zeros, 65536)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TcbSvns(zeros, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new TcbSvns(zeros, 1)).isGreaterThan(new TcbSvns(zeros, 0));
    }
}
