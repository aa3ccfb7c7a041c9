package io.github.openflgramine.it;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Creates small data sets in the formats of the real ones, from which a model can learn something. */
final class SampleData {

    static final List<String> TISSUES = List.of(
            "01_TUMOR", "02_STROMA", "03_COMPLEX", "04_LYMPHO", "05_DEBRIS", "06_MUCOSA", "07_ADIPOSE", "08_EMPTY");

    private static final int TILE = 150;

    private SampleData() {}

    /**
     * Creates {@code Kather_texture_2016_image_tiles_5000.zip}: RGB TIFF tiles of 150 × 150 pixels, in a directory for
     * each of eight classes.
     */
    static void histology(Path zip, int tilesOfEachClass) throws IOException {
        Random random = new Random(1);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String tissue : TISSUES) {
                for (int tile = 0; tile < tilesOfEachClass; tile++) {
                    String name = "Kather_texture_2016_image_tiles_5000/%s/%X_CRC-Prim-HE-%02d_Row_1_Col_%d.tif"
                            .formatted(tissue, random.nextInt(1 << 16), tile % 10, tile);
                    put(out, name, encoded(tile(TISSUES.indexOf(tissue), random), "tiff"));
                }
            }
        }
    }

    /**
     * Creates {@code kvasir.zip}: JPEG images of several sizes, and masks with the same names that mark an ellipse in
     * each.
     */
    static void kvasir(Path zip, int count) throws IOException {
        Random random = new Random(2);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (int image = 0; image < count; image++) {
                int width = 320 + 16 * random.nextInt(8);
                int height = 280 + 16 * random.nextInt(8);
                Ellipse2D polyp = polyp(width, height, random);
                String name = "cju%05xsample.jpg".formatted(random.nextInt(1 << 20));
                put(out, "segmented-images/images/" + name, encoded(endoscopy(width, height, polyp, random), "jpg"));
                put(out, "segmented-images/masks/" + name, encoded(mask(width, height, polyp), "jpg"));
            }
        }
    }

    /** Creates {@code fra.txt}: a sentence, its translation and its source, separated by tabs. */
    static void sentences(Path text) throws IOException {
        List<String> who = List.of("I\tJe", "You\tTu", "Tom\tTom", "She\tElle");
        List<String> does = List.of("can see\tvois", "want\tveux", "have\tprends", "know\tconnais", "like\taime");
        List<String> what = List.of(
                "a cat\tun chat", "the sea\tla mer", "this tree\tcet arbre", "a house\tune maison", "tea\tdu thé");
        String lines = who.stream()
                .flatMap(subject -> does.stream()
                        .flatMap(verb -> what.stream()
                                .flatMap(object -> Stream.of(".", "!")
                                        .map(end -> word(0, subject, verb, object) + end + "\t"
                                                + word(1, subject, verb, object) + (end.equals("!") ? "\u202f!" : end)
                                                + "\tCC-BY 2.0 (France) Attribution: sample\n"))))
                .collect(Collectors.joining());
        Files.writeString(text, lines, StandardCharsets.UTF_8);
    }

    private static String word(int language, String... parts) {
        return Stream.of(parts).map(part -> part.split("\t")[language]).collect(Collectors.joining(" "));
    }

    /** Draws a tile. Each class has its own colour and grain. */
    private static BufferedImage tile(int tissue, Random random) {
        BufferedImage image = new BufferedImage(TILE, TILE, BufferedImage.TYPE_INT_RGB);
        double grain = 2 + tissue * 1.5;
        double phase = random.nextDouble() * Math.PI;
        for (int y = 0; y < TILE; y++) {
            for (int x = 0; x < TILE; x++) {
                double wave = Math.sin(x / grain + phase) * Math.cos(y / grain);
                float light = (float) Math.min(1, Math.max(0, 0.8 + 0.2 * wave + 0.04 * random.nextGaussian()));
                image.setRGB(x, y, Color.HSBtoRGB(tissue / 8f, 1, light));
            }
        }
        return image;
    }

    private static Ellipse2D polyp(int width, int height, Random random) {
        double across = width * (0.25 + 0.25 * random.nextDouble());
        double down = height * (0.25 + 0.25 * random.nextDouble());
        return new Ellipse2D.Double(
                (width - across) * random.nextDouble(), (height - down) * random.nextDouble(), across, down);
    }

    private static BufferedImage endoscopy(int width, int height, Ellipse2D polyp, Random random) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int noise = (int) (10 * random.nextGaussian());
                boolean inside = polyp.contains(x, y);
                image.setRGB(x, y, rgb((inside ? 225 : 150) + noise, (inside ? 170 : 60) + noise, 60 + noise));
            }
        }
        return image;
    }

    private static BufferedImage mask(int width, int height, Ellipse2D polyp) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fill(polyp);
        graphics.dispose();
        return image;
    }

    private static int rgb(int red, int green, int blue) {
        return new Color(bound(red), bound(green), bound(blue)).getRGB();
    }

    private static int bound(int value) {
        return Math.min(255, Math.max(0, value));
    }

    private static byte[] encoded(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("This JDK writes no " + format);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
