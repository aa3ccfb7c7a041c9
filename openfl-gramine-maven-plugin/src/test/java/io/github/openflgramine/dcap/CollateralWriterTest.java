package io.github.openflgramine.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CollateralWriterTest {

    @Test
    void what_is_written_is_read_as_it_was() throws Exception {
        for (byte[] file : new byte[][] {Samples.realCollateral(), new FakePlatform().collateral()}) {
            Collateral collateral = CollateralReader.read(file);

            assertThat(CollateralReader.read(CollateralWriter.write(collateral)))
                    .isEqualTo(collateral);
        }
    }
}
