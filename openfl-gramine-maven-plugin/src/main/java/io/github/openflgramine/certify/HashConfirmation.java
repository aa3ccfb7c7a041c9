package io.github.openflgramine.certify;

import io.github.openflgramine.GraminizeException;
import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Confirms that what was received is what its sender sent, which the file alone cannot show. The sender gives the
 * SHA-384 out of band; it is either passed in advance or compared by a person at the console.
 *
 * @param expected the hash passed in advance
 * @param console asks the person at the console, if there is one
 */
public record HashConfirmation(Optional<String> expected, Optional<Predicate<String>> console) {

    /** Returns a confirmation by a hash, or by the person at the console; null for what there is not. */
    public static HashConfirmation of(@Nullable String hash, @Nullable Console console) {
        return new HashConfirmation(
                Optional.ofNullable(hash),
                Optional.ofNullable(console).map(terminal -> question -> yes(terminal, question)));
    }

    private static boolean yes(Console console, String question) {
        String answer = console.readLine("%s [y/N] ", question);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    /** Compares with the hash passed in advance, otherwise asks. */
    void confirm(ReceivedHash received) {
        if (expected.isPresent()) {
            compareWithExpected(received);
        } else if (console.isEmpty()) {
            throw new GraminizeException(
                    "Nobody confirmed the " + received.what() + ".\n    received  " + received.sha384()
                            + "\n    expected  (" + received.property() + " is missing)\n",
                    received.comparison() + ", then pass -D" + received.property() + "=HASH.");
        } else if (!console.get().test(received.question())) {
            throw new GraminizeException(
                    "The " + received.what() + " was not confirmed; nothing was written.",
                    "Ask the sender for the right one.");
        }
    }

    /** Compares with the hash passed in advance, which is necessary to replace what is here. */
    void confirmReplacing(ReceivedHash received, String file, String sha384) {
        if (expected.isEmpty()) {
            throw new GraminizeException(
                    "The " + received.what() + " is not the same as " + file + ".\n    received  " + received.sha384()
                            + "\n    here      " + sha384 + "\n",
                    "If it is to be replaced: " + received.comparison() + ", then pass -D" + received.property()
                            + "=HASH.");
        }
        compareWithExpected(received);
    }

    /** Compares with the hash passed in advance, if there is one. */
    void compareWithExpected(ReceivedHash received) {
        String given =
                expected.map(hash -> hash.strip().toLowerCase(Locale.ROOT)).orElse(received.sha384());
        if (!given.equals(received.sha384())) {
            throw new GraminizeException(
                    "The " + received.what() + " is not the expected one.\n    received  " + received.sha384()
                            + "\n    expected  " + given + "\n",
                    received.comparison() + ".");
        }
    }
}
