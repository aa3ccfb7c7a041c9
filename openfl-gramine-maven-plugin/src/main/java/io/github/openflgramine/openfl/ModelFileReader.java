package io.github.openflgramine.openfl;

import io.github.openflgramine.openfl.ModelFile.Tensor;
import io.github.openflgramine.openfl.WireInput.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the message ModelProto, of which it accepts only the known fields. */
final class ModelFileReader {

    private static final int MOST_TENSORS = 100_000;
    private static final int LONGEST_TEXT = 4096;
    private static final int BYTES_OF_FLOAT = 4;

    // ModelProto
    private static final int TENSORS = 1;
    // NamedTensor
    private static final int NAME = 1;
    private static final int ROUND_NUMBER = 2;
    private static final int LOSSLESS = 3;
    private static final int REPORT = 4;
    private static final int TAGS = 5;
    private static final int TRANSFORMER_METADATA = 6;
    private static final int DATA_BYTES = 7;
    private static final Map<Integer, Integer> TENSOR_TYPES = Map.of(
            NAME, WireInput.LENGTH,
            ROUND_NUMBER, WireInput.VARINT,
            LOSSLESS, WireInput.VARINT,
            REPORT, WireInput.VARINT,
            TAGS, WireInput.LENGTH,
            TRANSFORMER_METADATA, WireInput.LENGTH,
            DATA_BYTES, WireInput.LENGTH);
    // MetadataProto: int_to_float, int_list (the shape, written by the last step of every pipeline), bool_list
    private static final int INT_LIST = 2;
    private static final int BOOL_LIST = 3;

    private final WireInput in;

    ModelFileReader(WireInput in) {
        this.in = in;
    }

    ModelFile read(Path file, long size) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        List<Integer> rounds = new ArrayList<>();
        while (in.position() < size) {
            int field = field(size, Map.of(TENSORS, WireInput.LENGTH));
            if (field == TENSORS) {
                tensors.add(tensor(in.endOfField(size), rounds));
            }
            if (tensors.size() > MOST_TENSORS) {
                throw new MalformedException("it has more than " + MOST_TENSORS + " tensors");
            }
        }
        if (tensors.isEmpty()) {
            throw new MalformedException("it has no tensor");
        }
        if (tensors.stream().map(Tensor::name).distinct().count() < tensors.size()) {
            throw new MalformedException("two tensors have the same name");
        }
        if (rounds.stream().distinct().count() > 1) {
            throw new MalformedException("its tensors are of different rounds");
        }
        return new ModelFile(file, rounds.get(0), tensors);
    }

    private Tensor tensor(long end, List<Integer> rounds) throws IOException {
        String name = "";
        int round = 0;
        int transformations = 0;
        boolean compressed = false;
        List<Integer> shape = List.of();
        long offset = in.position();
        long length = 0;
        while (in.position() < end) {
            switch (field(end, TENSOR_TYPES)) {
                case NAME -> name = text(in.endOfField(end));
                case ROUND_NUMBER -> round = whole(in.varint(end));
                case TAGS -> text(in.endOfField(end));
                case TRANSFORMER_METADATA -> {
                    List<Integer> list = new ArrayList<>();
                    compressed |= metadata(in.endOfField(end), list);
                    shape = list;
                    transformations++;
                }
                case DATA_BYTES -> {
                    long last = in.endOfField(end);
                    offset = in.position();
                    length = last - offset;
                    in.skipTo(last);
                }
                default -> in.varint(end); // lossless, report
            }
        }
        if (name.isEmpty()) {
            throw new MalformedException("a tensor has no name");
        }
        compressed |= transformations != 1;
        if (!compressed && length != bytes(shape)) {
            throw new MalformedException(
                    "the tensor %s has %d bytes, not those of its shape %s".formatted(name, length, shape));
        }
        rounds.add(round);
        return new Tensor(name, shape, offset, length, compressed);
    }

    /** Reads the message MetadataProto; returns whether it is of a pipeline that compresses. */
    private boolean metadata(long end, List<Integer> shape) throws IOException {
        boolean compresses = false;
        while (in.position() < end) {
            int field =
                    field(end, Map.of(1, WireInput.LENGTH, INT_LIST, WireInput.LENGTH, BOOL_LIST, WireInput.LENGTH));
            long last = in.endOfField(end);
            if (field == INT_LIST) {
                while (in.position() < last) {
                    shape.add(whole(in.varint(last)));
                }
            } else {
                compresses = true;
                in.skipTo(last);
            }
        }
        return compresses;
    }

    private int field(long end, Map<Integer, Integer> types) throws IOException {
        long key = in.varint(end);
        long number = key >>> 3;
        long type = key & 7;
        Integer expected = number < 0 || number > Integer.MAX_VALUE ? null : types.get((int) number);
        if (expected == null || expected != type) {
            throw new MalformedException(
                    "field %s of wire type %d is unknown there".formatted(Long.toUnsignedString(number), type));
        }
        return (int) number;
    }

    private static int whole(long value) throws IOException {
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new MalformedException("a round or size is " + value);
        }
        return (int) value;
    }

    private String text(long end) throws IOException {
        byte[] bytes = in.bytesTo(end, LONGEST_TEXT);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new MalformedException("a name or tag has a control character");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new MalformedException("a name or tag is not text in UTF-8");
        }
    }

    private static long bytes(List<Integer> shape) throws IOException {
        try {
            long count = BYTES_OF_FLOAT;
            for (int size : shape) {
                count = Math.multiplyExact(count, size);
            }
            return count;
        } catch (ArithmeticException e) {
            throw new MalformedException("a tensor has the impossible shape " + shape);
        }
    }
}
