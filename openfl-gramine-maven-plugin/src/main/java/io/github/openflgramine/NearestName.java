package io.github.openflgramine;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that a misspelt one most likely means. */
public final class NearestName {

    private static final int FEW_EDITS = 2;

    private NearestName() {}

    /**
     * The known name that fewest edits lead to; the first one if there are several. Upper and lower case are the same.
     *
     * @return empty if that takes more than two edits and more than a third of the name's length
     */
    public static Optional<String> of(String name, Collection<String> known) {
        int most = Math.max(FEW_EDITS, name.length() / 3);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> edits(name, candidate)))
                .filter(nearest -> edits(name, nearest) <= most);
    }

    /** The number of single-letter edits between two words (Levenshtein distance). */
    private static int edits(String first, String second) {
        String from = first.toLowerCase(Locale.ROOT);
        String to = second.toLowerCase(Locale.ROOT);
        int[] previous = new int[to.length() + 1];
        Arrays.setAll(previous, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replace = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
