package io.github.openflgramine.it;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Creates small data sets in the formats in which MNIST is published: a class has a bright square at a place of its own. */
final class SampleDigits {

    private static final int TO_TRAIN = 400;
    private static final int TO_VALIDATE = 100;
    private static final int CLASSES = 10;
    private static final int SIDE = 28;
    private static final int SQUARE = 5;

    /** The format IDX: two zeros, the code of unsigned bytes, then the number of dimensions. */
    private static final int IDX_BYTES = 0x0800;

    private SampleDigits() {}

    /** Creates the four files of the published names in a directory: IDX, compressed by gzip. */
    static void idx(Path directory) throws IOException {
        Files.createDirectories(directory);
        idx(directory, "train", TO_TRAIN);
        idx(directory, "t10k", TO_VALIDATE);
    }

    private static void idx(Path directory, String part, int count) throws IOException {
        idx(directory.resolve(part + "-images-idx3-ubyte.gz"), images(count), count, SIDE, SIDE);
        idx(directory.resolve(part + "-labels-idx1-ubyte.gz"), labels(count), count);
    }

    private static void idx(Path file, byte[] content, int... sizes) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(IDX_BYTES + sizes.length);
            for (int size : sizes) {
                out.writeInt(size);
            }
            out.write(content);
        }
    }

    private static byte[] labels(int count) {
        byte[] labels = new byte[count];
        for (int image = 0; image < count; image++) {
            labels[image] = (byte) (image % CLASSES);
        }
        return labels;
    }

    private static byte[] images(int count) {
        Random random = new Random(count);
        byte[] pixels = new byte[count * SIDE * SIDE];
        for (int image = 0; image < count; image++) {
            int label = image % CLASSES;
            int top = 2 + label / 4 * 9 + random.nextInt(3);
            int left = 1 + label % 4 * 6 + random.nextInt(3);
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                boolean bright = inside(pixel / SIDE - top) && inside(pixel % SIDE - left);
                pixels[image * SIDE * SIDE + pixel] = (byte) ((bright ? 200 : 20) + random.nextInt(40));
            }
        }
        return pixels;
    }

    private static boolean inside(int offset) {
        return offset >= 0 && offset < SQUARE;
    }
}
