package io.github.openflgramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PassphraseTest {

    @Test
    void closing_overwrites_the_characters_that_were_handed_out() {
        Passphrase passphrase = Passphrase.of("secret");
        char[] characters = passphrase.characters();
        assertThat(characters).isEqualTo("secret".toCharArray());

        passphrase.close();

        assertThat(characters).containsOnly('\0');
    }

    @Test
    void a_closed_passphrase_is_refused_and_was_still_present() {
        Passphrase passphrase = Passphrase.of("secret");
        passphrase.close();
        passphrase.close();

        assertThatThrownBy(passphrase::characters).isInstanceOf(IllegalStateException.class);
        assertThat(passphrase.isPresent()).isTrue();
    }

    @Test
    void an_unset_and_an_empty_text_are_none() {
        for (String text : new String[] {null, ""}) {
            try (Passphrase passphrase = Passphrase.of(text)) {
                assertThat(passphrase.isPresent()).isFalse();
                assertThatThrownBy(passphrase::characters).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void its_text_shows_nothing_of_it() {
        assertThat(Passphrase.of("secret")).hasToString("Passphrase[…]");
        assertThat(Passphrase.of("another one")).hasToString("Passphrase[…]");
        assertThat(Passphrase.none()).hasToString("Passphrase[none]");
    }
}
