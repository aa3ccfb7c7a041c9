package io.github.openflgramine.trusted;

import io.github.openflgramine.image.ImagePath;
import java.util.List;

/** The plugin's own rules as the build of an image is given them, and what they mean here. */
public final class RemovalsOfOurs {

    private RemovalsOfOurs() {}

    public static String text() {
        return TestFiles.ours("").removals();
    }

    /** For an image whose Python looks into /usr/lib/p. */
    public static boolean removes(String path) {
        return TestFiles.ours("")
                .in(TestFiles.INTERPRETER, List.of(ImagePath.of("/usr/lib/p")))
                .deciding(ImagePath.of(path))
                .filter(rule -> rule.verb() == Verb.REMOVE)
                .isPresent();
    }
}
