package io.github.openflgramine.tar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The maps of sparse files in their four formats (GNU tar's manual, "Storing Sparse Files"). */
public final class SparseMap {

    /** Limit of the total size of holes in an archive. Holes take no space there but take time to hash. */
    static final long MOST_HOLES = 64L << 30;

    private SparseMap() {}

    /** A range of stored bytes in a sparse file. */
    record Segment(long offset, long length) {}

    /**
     * Parses {@code offset,length,offset,length…} of the PAX formats 0.0 and 0.1. Returns empty if the list is
     * invalid.
     */
    static Optional<List<Segment>> ofList(String list) {
        List<Long> numbers = new ArrayList<>();
        for (String number : list.split(",", -1)) {
            Optional<Long> value = number(number);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            numbers.add(value.get());
        }
        return ofNumbers(numbers);
    }

    static Optional<List<Segment>> ofNumbers(List<Long> numbers) {
        if (numbers.size() % 2 != 0) {
            return Optional.empty();
        }
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += 2) {
            segments.add(new Segment(numbers.get(i), numbers.get(i + 1)));
        }
        return Optional.of(segments);
    }

    /** Returns whether the segments are in order, within {@code size}, and {@code stored} bytes long in total. */
    static boolean fits(List<Segment> segments, long size, long stored) {
        long end = 0;
        long bytes = 0;
        for (Segment segment : segments) {
            if (segment.offset() < end || segment.length() < 0 || segment.length() > size - segment.offset()) {
                return false;
            }
            end = segment.offset() + segment.length();
            bytes += segment.length();
        }
        return end <= size && bytes == stored;
    }

    public static Optional<Long> number(String digits) {
        if (digits.isEmpty() || digits.length() > 18) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '9') {
                return Optional.empty();
            }
            value = value * 10 + (digit - '0');
        }
        return Optional.of(value);
    }
}
