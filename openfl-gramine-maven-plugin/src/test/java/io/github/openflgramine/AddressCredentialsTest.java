package io.github.openflgramine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressCredentialsTest {

    @ParameterizedTest
    @CsvSource({
        "--index-url https://me:secret@pypi.example.org/simple, https://…@pypi.example.org",
        "a @ git+https://token@github.com/a/b.git, git+https://…@github.com",
        "git+ssh://git:secret@example.org/a, git+ssh://…@example.org",
        "https://a:b@c:d@example.org:8443/x, https://…@example.org:8443",
        "https://${USER}:secret@example.org, https://…@example.org",
        "HTTPS://me:secret@example.org, HTTPS://…@example.org",
    })
    void credentials_are_found_and_not_shown(String text, String shown) {
        assertThat(AddressCredentials.shownIn(text)).contains(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://${USER}:${TOKEN_1}@example.org",
                "https://example.org/a@b",
                "git+ssh://git@github.com/a/b.git",
                "a @ https://example.org/x?y=@z"
            })
    void other_addresses_have_none(String text) {
        assertThat(AddressCredentials.shownIn(text)).isEmpty();
    }

    @Test
    void the_second_address_is_looked_at_too() {
        assertThat(AddressCredentials.shownIn("ssh://git@a/b https://me:secret@example.org"))
                .contains("https://…@example.org");
    }
}
