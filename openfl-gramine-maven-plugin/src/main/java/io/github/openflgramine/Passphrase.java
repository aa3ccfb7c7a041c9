package io.github.openflgramine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The passphrase of a key file or the PIN of a token's user, or none. Closing it overwrites its characters. The strings
 * it comes from, of the environment or of Maven's settings, cannot be overwritten.
 */
public final class Passphrase implements AutoCloseable {

    private final char[] characters;
    private boolean closed;

    private Passphrase(char[] characters) {
        this.characters = characters;
    }

    /** Returns the absent passphrase. */
    public static Passphrase none() {
        return new Passphrase(new char[0]);
    }

    /** Returns the passphrase with a text's characters; none if the text is null or empty, as unset variables are. */
    public static Passphrase of(@Nullable String text) {
        return text == null ? none() : new Passphrase(text.toCharArray());
    }

    /** Returns the passphrase that a person typed. Closing it overwrites this array. */
    public static Passphrase typed(char[] characters) {
        return new Passphrase(characters);
    }

    /** Returns whether there is one, also after it was closed. */
    public boolean isPresent() {
        return characters.length > 0;
    }

    /**
     * Returns the characters for APIs that take an array. It is the array that {@link #close} overwrites, not a copy.
     *
     * @throws IllegalStateException if there is no passphrase or it was closed, so that nothing is encrypted with zeros
     */
    public char[] characters() {
        if (closed || !isPresent()) {
            throw new IllegalStateException(closed ? "the passphrase was closed" : "there is no passphrase");
        }
        return characters;
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(characters, '\0');
    }

    /** Returns whether there is a passphrase, and nothing of it. */
    @Override
    public String toString() {
        return isPresent() ? "Passphrase[…]" : "Passphrase[none]";
    }
}
