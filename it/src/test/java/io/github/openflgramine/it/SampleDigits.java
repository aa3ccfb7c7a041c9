package io.github.openflgramine.it;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Creates small data sets in the formats in which MNIST is published: a class has a bright square at a place of its own. */
final class SampleDigits {

    private static final int TO_TRAIN = 400;
    private static final int TO_VALIDATE = 100;
    private static final int CLASSES = 10;
    private static final int SIDE = 28;
    private static final int SQUARE = 5;

    /** The format IDX: two zeros, the code of unsigned bytes, then the number of dimensions. */
    private static final int IDX_BYTES = 0x0800;

    /** The magic bytes and version 1.0; then come two bytes with the length of the rest of the header. */
    private static final String NPY_PREFIX = "\u0093NUMPY\u0001\u0000";

    private static final int NPY_HEADER = 128;

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

    /** Creates the file that Keras publishes: four arrays in NumPy's format .npy 1.0, in a zip. */
    static void npz(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            npy(zip, "x_train", images(TO_TRAIN), TO_TRAIN + ", 28, 28");
            npy(zip, "y_train", labels(TO_TRAIN), TO_TRAIN + ",");
            npy(zip, "x_test", images(TO_VALIDATE), TO_VALIDATE + ", 28, 28");
            npy(zip, "y_test", labels(TO_VALIDATE), TO_VALIDATE + ",");
        }
    }

    /** The header ends with a line feed at a multiple of 64 bytes. */
    private static void npy(ZipOutputStream zip, String name, byte[] content, String shape) throws IOException {
        String array = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + shape + "), }";
        String header = array + " ".repeat(NPY_HEADER - NPY_PREFIX.length() - 2 - array.length() - 1) + "\n";
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(NPY_PREFIX.getBytes(StandardCharsets.ISO_8859_1));
        zip.write(header.length());
        zip.write(0);
        zip.write(header.getBytes(StandardCharsets.US_ASCII));
        zip.write(content);
        zip.closeEntry();
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
