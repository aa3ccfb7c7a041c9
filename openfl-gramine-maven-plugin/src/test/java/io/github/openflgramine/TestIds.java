package io.github.openflgramine;

import java.nio.charset.StandardCharsets;

/** Ids and references of images, derived from a word. */
public final class TestIds {

    private TestIds() {}

    /** Returns {@code sha256:…}, a different id for each word. */
    public static String id(String word) {
        return image(word).toString();
    }

    public static ImageId image(String word) {
        return new ImageId(Sha256.digest(word.getBytes(StandardCharsets.UTF_8)));
    }
}
