package io.github.openflgramine.host;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first two numbers of a kernel release. */
record KernelVersion(int major, int minor) {

    /** The first version with SGX's driver. */
    public static final KernelVersion SGX = new KernelVersion(5, 11);
    /** The first version that can add pages to a running enclave (EDMM). */
    public static final KernelVersion EDMM = new KernelVersion(6, 0);

    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*", Pattern.DOTALL);

    /** Parses a release such as {@code 6.1.0-18-amd64}. */
    static Optional<KernelVersion> parse(String release) {
        Matcher matcher = RELEASE.matcher(release);
        return matcher.matches()
                ? Optional.of(new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    public boolean isAtLeast(KernelVersion other) {
        return major != other.major ? major > other.major : minor >= other.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
