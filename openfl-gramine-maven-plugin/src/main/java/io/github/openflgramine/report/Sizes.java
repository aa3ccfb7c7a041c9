package io.github.openflgramine.report;

import java.util.Locale;

/** Formats sizes in the binary units of IEC 80000-13. */
final class Sizes {

    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    private Sizes() {}

    static String text(long bytes) {
        if (bytes < STEP) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        String format = value == Math.rint(value) || value >= 100 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, format, value, UNITS[unit]);
    }
}
