package io.github.openflgramine.tar;

import io.github.openflgramine.tar.SparseMap.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a sparse file's map from headers, from records, or from blocks before the content, depending on the format. */
final class SparseReader {

    /** The number of parts that a megabyte of map can describe. Real files have fewer. */
    private static final int MOST_NUMBERS = 1 << 17;

    private static final int LONGEST_NUMBER = 20;

    /** The blocks that belong to the entry, in the archive's order. */
    interface Blocks {

        /** Returns the next block of the old format's header. */
        byte[] nextOfHeader() throws IOException;

        /** Returns the next block of the stored content; empty at its end. */
        Optional<byte[]> nextOfContent() throws IOException;
    }

    /**
     * The stored segments of a sparse file; empty if the archive's map is damaged.
     *
     * @param size the size of the file with its holes, -1 if it is damaged
     */
    record Found(Optional<List<Segment>> segments, long size) {}

    private final Blocks blocks;

    SparseReader(Blocks blocks) {
        this.blocks = blocks;
    }

    /** Returns the map, or empty if the file is not sparse. */
    Optional<Found> read(TarHeader header, PaxRecords records) throws IOException {
        if (header.type() == 'S') {
            return Optional.of(new Found(oldForm(header).flatMap(SparseMap::ofNumbers), header.number(483, 12)));
        }
        if (records.text("GNU.sparse.major").filter("1"::equals).isPresent()) {
            return Optional.of(new Found(
                    linesBeforeContent().flatMap(SparseMap::ofNumbers), size(records, "GNU.sparse.realsize")));
        }
        return records.sparseMap().map(list -> new Found(SparseMap.ofList(list), size(records, "GNU.sparse.size")));
    }

    private static long size(PaxRecords records, String key) {
        return records.text(key).flatMap(SparseMap::number).orElse(-1L);
    }

    private Optional<List<Long>> oldForm(TarHeader header) throws IOException {
        List<Long> numbers = new ArrayList<>();
        addNumbers(numbers, header, 386, 4);
        boolean more = header.unsignedByte(482) != 0;
        while (more && numbers.size() < MOST_NUMBERS) {
            TarHeader extension = new TarHeader(blocks.nextOfHeader());
            addNumbers(numbers, extension, 0, 21);
            more = extension.unsignedByte(504) != 0;
        }
        return more ? Optional.empty() : Optional.of(numbers);
    }

    private static void addNumbers(List<Long> numbers, TarHeader header, int at, int pairs) {
        for (int i = 0; i < pairs && header.unsignedByte(at + 24 * i) != 0; i++) {
            numbers.add(header.number(at + 24 * i, 12));
            numbers.add(header.number(at + 24 * i + 12, 12));
        }
    }

    /** Reads format 1.0: whole blocks of decimal lines, of which the first is the number of pairs. */
    private Optional<List<Long>> linesBeforeContent() throws IOException {
        List<Long> numbers = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        long wanted = 1;
        while (numbers.size() < wanted) {
            byte[] block = blocks.nextOfContent().orElse(new byte[0]);
            if (block.length == 0) {
                return Optional.empty();
            }
            for (int i = 0; i < block.length && numbers.size() < wanted; i++) {
                if (block[i] != '\n') {
                    line.append((char) (block[i] & 0xff));
                    continue;
                }
                long number = SparseMap.number(line.toString()).orElse(-1L);
                line.setLength(0);
                numbers.add(number);
                wanted = numbers.size() == 1 ? 1 + 2 * Math.min(number, MOST_NUMBERS) : wanted;
                if (number < 0 || wanted > MOST_NUMBERS) {
                    return Optional.empty();
                }
            }
            if (line.length() > LONGEST_NUMBER) {
                return Optional.empty();
            }
        }
        return Optional.of(numbers.subList(1, numbers.size()));
    }
}
