package io.github.openflgramine.tar;

import io.github.openflgramine.tar.SparseMap.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds a sparse file's map where its form has it: in headers, in records, or in blocks before the content. */
final class SparseReader {

    /** As many parts as a megabyte of a map describes; more belong to no honest file. */
    private static final int MOST_NUMBERS = 1 << 17;

    private static final int LONGEST_NUMBER = 20;

    /** Blocks that belong to the entry, in the archive's order. */
    interface Blocks {

        /** A further block of the old form's header. */
        byte[] nextOfHeader() throws IOException;

        /** A block of what is stored for the entry; empty where nothing is left. */
        Optional<byte[]> nextOfContent() throws IOException;
    }

    /**
     * Where a sparse file's stored bytes lie; empty where the archive's words are damaged.
     *
     * @param size of the file with its holes, -1 where it is damaged
     */
    record Found(Optional<List<Segment>> segments, long size) {}

    private final Blocks blocks;

    SparseReader(Blocks blocks) {
        this.blocks = blocks;
    }

    /** Empty for a file that is not sparse. */
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

    /** Form 1.0: decimal lines in whole blocks, the first line counts the pairs. */
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
