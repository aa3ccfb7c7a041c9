package io.github.openflgramine.pcs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpProxyTest {

    @ParameterizedTest
    @CsvSource({
        "'',                          pccs.example.org, true",
        "pccs.example.org,            pccs.example.org, false",
        "pccs.example.org,            other.example.org, true",
        "*.example.org,               pccs.example.org, false",
        "*.example.org,               example.org,      true",
        "PCCS.*,                      pccs.Example.org, false",
        "*ex*org,                     pccs.example.org, false",
        "*ex*com,                     pccs.example.org, true",
        "*,                           pccs.example.org, false",
        "a.org|*.example.org | b.org, pccs.example.org, false",
        "'a.org,b.org',               b.org,            false",
        "p.c,                         pxc,              true"
    })
    void hosts_are_reached_directly_as_maven_writes_them(String direct, String host, boolean isFor) {
        assertThat(new HttpProxy("proxy", 3128, direct, Optional.empty()).isFor(host))
                .isEqualTo(isFor);
    }
}
