package io.github.openflgramine.product;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What distinguishes a build's own image names from those of all other builds: the second at which it began and a random
 * number, in 13 hexadecimal digits.
 */
public record BuildMark(String text) {

    private static final int SECONDS_DIGITS = 8;
    private static final int RANDOM_BITS = 20;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{13}");
    private static final Pattern IN_TAG = Pattern.compile(".*-(?:first|build)-([0-9a-f]{13})");

    public BuildMark {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a build's mark has 13 hexadecimal digits, not " + text);
        }
    }

    /** Returns a mark that no other build has. */
    public static BuildMark create(Instant now, RandomGenerator random) {
        return new BuildMark(
                "%08x%05x".formatted(now.getEpochSecond() & 0xffffffffL, random.nextInt(1 << RANDOM_BITS)));
    }

    /** Returns the mark in a name that {@link ImageNames#first(BuildMark)} or {@link ImageNames#built} made. */
    public static Optional<BuildMark> in(String imageName) {
        Matcher matcher = IN_TAG.matcher(imageName);
        return matcher.matches() ? Optional.of(new BuildMark(matcher.group(1))) : Optional.empty();
    }

    /** Returns the time since the build began; negative if its machine's clock is ahead of this one. */
    public Duration age(Instant now) {
        long began = Long.parseLong(text.substring(0, SECONDS_DIGITS), 16);
        return Duration.ofSeconds(now.getEpochSecond() - began);
    }

    @Override
    public String toString() {
        return text;
    }
}
