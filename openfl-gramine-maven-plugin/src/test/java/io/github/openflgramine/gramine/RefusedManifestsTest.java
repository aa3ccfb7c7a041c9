package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests that Gramine's signer also refuses. Each message says what, where, expected, and the next step. */
final class RefusedManifestsTest {

    private final EnclaveSigner signer = Golden.signer();

    @Test
    void there_are_twenty_refusals() throws IOException {
        assertThat(Golden.refusals())
                .hasSize(20)
                .containsExactlyInAnyOrderElementsOf(messages().keySet());
    }

    @ParameterizedTest
    @MethodSource("io.github.openflgramine.gramine.Golden#refusals")
    void each_is_refused_in_clear_words(String name) throws IOException {
        String text = Golden.text("errors/" + name, "openfl.manifest");

        GraminizeException refusal = catchThrowableOfType(
                GraminizeException.class, () -> signer.measure(signer.complete(text, "openfl.manifest")));

        assertThat(refusal.problem() + "\n> " + refusal.remedy())
                .isEqualTo(messages().get(name));
    }

    private static Map<String, String> messages() throws IOException {
        Map<String, String> messages = new HashMap<>();
        String all = Files.readString(Path.of("src/test/resources/refusals/messages.txt"));
        for (String block : all.split("\n\n", -1)) {
            int endOfName = block.indexOf("]\n");
            messages.put(
                    block.substring(1, endOfName),
                    block.substring(endOfName + 2).strip());
        }
        return messages;
    }
}
