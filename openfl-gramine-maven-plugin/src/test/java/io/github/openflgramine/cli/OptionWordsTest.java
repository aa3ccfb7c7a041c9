package io.github.openflgramine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of the core, in the words of the jar. */
final class OptionWordsTest {

    private final OptionWords words = OptionWords.of(
            Program.commandLine(new Surroundings(System.out, System.err, Map.of(), java.util.Optional.empty()))
                    .getCommandSpec());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gramine.file=x does not exist.                           | --file=x does not exist.
            Give -Dgramine.signingKey=… (for example key.pem).       | Give --signing-key=… (for example key.pem).
            Only one of openfl.provenance and openfl.releasePublicKey is given | Only one of --provenance and --release-public-key is given
            <signingKey> (gramine.signingKey) k.pem is encrypted     | --signing-key k.pem is encrypted
            give the nonce that you sent (gramine.nonce).            | give the nonce that you sent (--nonce).
            Run mvn openfl-gramine:verify first                      | Run java -jar openfl-gramine.jar verify first
            Create one: mvn openfl-gramine:generate-key              | Create one: openssl genrsa -3 -out signing-key.pem 3072
            the environment variable X, or a server (<signingKeyServer>) of settings.xml. | the environment variable X, or at the console with --ask-passphrase.
            """)
    void settings_are_options(String core, String jar) {
        assertThat(words.in(core)).isEqualTo(jar);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/home/me/gramine.file does not exist.",
                "Pass the unsigned manifest, named like openfl.manifest.",
                "signed/gramine.sig has 3 bytes",
                "gramine.sig.old is not a SIGSTRUCT",
                "--file=gramine.manifest does not exist.",
                "Sign it with mvn openfl-gramine:aggregator-certify, or ask for a collaborator's.",
                "gramine.trustedFiles is not understood"
            })
    void files_and_what_the_jar_does_not_have_stay_as_they_are(String message) {
        assertThat(words.in(message)).isEqualTo(message);
    }
}
