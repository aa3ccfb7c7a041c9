package io.github.openflgramine.it;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A few random layers whose names are all below one directory, so that the layers of several cases can be put into one
 * image.
 *
 * @param number the number that the case is made from
 * @param layers lowest first, without end markers
 */
record LayeredCase(int number, List<byte[]> layers) {

    static final int LAYERS = 3;

    private static final String[] NAMES = {"a", "b", "c", "lib", "n".repeat(110)};

    /** Returns a case; the same number always gives the same one. */
    static LayeredCase of(int number) {
        Random random = new Random(number);
        List<byte[]> layers = new ArrayList<>();
        int damagedLayer = random.nextInt(5);
        for (int i = 0; i < LAYERS; i++) {
            byte[] layer = layer("c" + number + "/", i, random);
            layers.add(damagedLayer == i ? TarBytes.damaged(layer, random) : layer);
        }
        return new LayeredCase(number, layers);
    }

    private static byte[] layer(String root, int number, Random random) {
        Layer layer = new Layer(root, random);
        if (number == 0 || random.nextInt(3) > 0) {
            layer.directory(root);
        }
        int entries = 1 + random.nextInt(5);
        for (int i = 0; i < entries; i++) {
            layer.addEntry();
        }
        return layer.tar.bytes();
    }

    /** A layer in the making. Most of its entries fit together. */
    private static final class Layer {

        private final String root;
        private final Random random;
        private final TarBytes tar = new TarBytes();
        private final Set<String> used = new HashSet<>();
        private final List<String> directories = new ArrayList<>();
        private final List<String> files = new ArrayList<>();

        Layer(String root, Random random) {
            this.root = root;
            this.random = random;
            directories.add(root);
        }

        void directory(String path) {
            tar.add(path, '5', random.nextInt(8) == 0 ? 01777 : 0755, random.nextInt(3), 0, "", new byte[0]);
            directories.add(path);
        }

        void addEntry() {
            String parent = random.nextInt(12) == 0
                    ? root + NAMES[random.nextInt(NAMES.length)] + "/"
                    : directories.get(random.nextInt(directories.size()));
            String name = NAMES[random.nextInt(NAMES.length)];
            if (!used.add(parent + name) && random.nextInt(30) > 0) {
                return;
            }
            String path = parent + name;
            int mode = new int[] {0644, 0600, 04755, 02711}[random.nextInt(4)];
            int user = random.nextInt(4) * 1000;
            switch (random.nextInt(24)) {
                case 0, 1, 2, 3, 4, 5 -> {
                    byte[] content = ("content " + random.nextInt(1000)).getBytes(StandardCharsets.UTF_8);
                    tar.add(path, '0', 0644, 1000, 7, "", content);
                    files.add(path);
                }
                case 6, 7, 8, 9 -> tar.add(path, '2', 0777, user, 0, target(root, random), new byte[0]);
                case 10, 11, 12, 13, 14 -> directory(path + "/");
                case 15, 16 -> addHardLink(path, mode);
                case 17, 18 -> tar.add(parent + ".wh." + name, '0', 0600, 0, 0, "", new byte[0]);
                case 19 -> tar.add(parent + ".wh..wh..opq", '0', 0600, 0, 0, "", new byte[0]);
                case 20 -> tar.add(path, random.nextBoolean() ? '6' : '3', 0600, user, 0, "", new byte[0]);
                case 21 ->
                    tar.add(
                            new String[] {"./", "/", "./" + root + "../"}[random.nextInt(3)] + path,
                            '0',
                            mode,
                            user,
                            0,
                            "",
                            new byte[3]);
                default -> tar.add(path, '0', mode, user, 0, "", new byte[3]);
            }
        }

        private void addHardLink(String path, int mode) {
            if (!files.isEmpty() && random.nextInt(8) > 0) {
                tar.add(path, '1', 0644, 1000, 7, files.get(random.nextInt(files.size())), new byte[0]);
            } else if (random.nextInt(8) == 0) {
                tar.add(path, '1', mode, 0, 0, root + NAMES[random.nextInt(NAMES.length)], new byte[0]);
            }
        }
    }

    private static String target(String root, Random random) {
        String name = NAMES[random.nextInt(NAMES.length)];
        return switch (random.nextInt(4)) {
            case 0 -> name;
            case 1 -> "/" + root + name;
            case 2 -> "../" + name;
            default -> "../../../" + root + name;
        };
    }
}
