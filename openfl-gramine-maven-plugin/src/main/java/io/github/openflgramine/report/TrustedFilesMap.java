package io.github.openflgramine.report;

import io.github.openflgramine.report.Treemap.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An enclave's trusted files by package, as a treemap whose areas are file sizes.
 *
 * @param files the number of files
 * @param size their total size
 * @param groups the packages to draw, largest first
 * @param packages all packages, for a table
 */
public record TrustedFilesMap(int files, String size, List<Group> groups, List<Row> packages) {

    /** The drawing's width, in its units. */
    public static final int WIDTH = 1000;

    public static final int HEIGHT = 560;

    private static final double BORDER = 1.5;
    private static final double TITLE = 15;
    /** A smaller group has no room for its name. */
    private static final double LEAST_WIDTH = 60;

    private static final double LEAST_HEIGHT = 30;
    /** Approximate width of a letter; the exact one depends on the font. */
    private static final double LETTER = 6.2;

    private static final int MOST_TILES = 24;
    /** Groups smaller than one part in this many are drawn together. */
    private static final int SMALLEST = 1000;

    /** A trusted file and the package that contains it. */
    public record Trusted(String path, long bytes, String owner) {}

    /**
     * A package in the drawing.
     *
     * @param label the part of its name that fits; may be empty
     * @param colour 0 to 5
     */
    public record Group(
            String name, String label, int files, String size, int colour, Rectangle box, List<Tile> tiles) {}

    /** A file of the package, or all files that are too small to draw separately. */
    public record Tile(String name, String size, Rectangle box) {}

    /** The position and size of a tile. */
    public record Rectangle(double x, double y, double width, double height) {
        static Rectangle of(Box box) {
            return new Rectangle(round(box.x()), round(box.y()), round(box.width()), round(box.height()));
        }

        private static double round(double value) {
            return Math.rint(value * 10) / 10;
        }
    }

    /** A package in the table. */
    public record Row(String name, int files, String size, String share) {}

    private record Parcel(String name, List<Trusted> files) {
        long bytes() {
            return files.stream().mapToLong(Trusted::bytes).sum();
        }
    }

    private record Piece(String name, long bytes) {}

    static TrustedFilesMap of(List<Trusted> files) {
        Map<String, List<Trusted>> byOwner = new LinkedHashMap<>();
        files.forEach(file ->
                byOwner.computeIfAbsent(file.owner(), any -> new ArrayList<>()).add(file));
        List<Parcel> parcels = byOwner.entrySet().stream()
                .map(entry -> new Parcel(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Parcel::bytes).reversed().thenComparing(Parcel::name))
                .toList();
        long bytes = parcels.stream().mapToLong(Parcel::bytes).sum();
        List<Group> groups = new ArrayList<>();
        for (var placed : Treemap.divide(drawn(parcels, bytes), Parcel::bytes, new Box(0, 0, WIDTH, HEIGHT))) {
            groups.add(group(placed.thing(), placed.box(), groups.size()));
        }
        return new TrustedFilesMap(
                files.size(),
                Sizes.text(bytes),
                groups,
                parcels.stream()
                        .map(parcel -> new Row(
                                parcel.name(),
                                parcel.files().size(),
                                Sizes.text(parcel.bytes()),
                                "%.1f %%".formatted(bytes == 0 ? 0 : 100.0 * parcel.bytes() / bytes)))
                        .toList());
    }

    private static List<Parcel> drawn(List<Parcel> parcels, long bytes) {
        List<Parcel> drawn = new ArrayList<>(parcels.stream()
                .filter(parcel -> parcel.bytes() * SMALLEST >= bytes)
                .toList());
        List<Parcel> small = parcels.subList(drawn.size(), parcels.size());
        if (!small.isEmpty()) {
            drawn.add(new Parcel(
                    small.size() + " smaller packages",
                    small.stream().flatMap(parcel -> parcel.files().stream()).toList()));
        }
        return drawn;
    }

    private static Group group(Parcel parcel, Box box, int number) {
        boolean named = box.width() >= LEAST_WIDTH && box.height() >= LEAST_HEIGHT;
        Box inside = box.inside(BORDER, named ? TITLE : BORDER);
        List<Tile> tiles = new ArrayList<>();
        if (inside.width() > 0 && inside.height() > 0) {
            for (var placed : Treemap.divide(pieces(parcel), Piece::bytes, inside)) {
                tiles.add(new Tile(
                        placed.thing().name(), Sizes.text(placed.thing().bytes()), Rectangle.of(placed.box())));
            }
        }
        return new Group(
                parcel.name(),
                named ? fitting(parcel.name(), box.width()) : "",
                parcel.files().size(),
                Sizes.text(parcel.bytes()),
                number % 6,
                Rectangle.of(box),
                tiles);
    }

    private static List<Piece> pieces(Parcel parcel) {
        List<Trusted> sorted = parcel.files().stream()
                .sorted(Comparator.comparingLong(Trusted::bytes).reversed().thenComparing(Trusted::path))
                .toList();
        List<Piece> pieces = new ArrayList<>();
        sorted.stream().limit(MOST_TILES).forEach(file -> pieces.add(new Piece(file.path(), file.bytes())));
        if (sorted.size() > MOST_TILES) {
            List<Trusted> rest = sorted.subList(MOST_TILES, sorted.size());
            pieces.add(new Piece(
                    rest.size() + " more files",
                    rest.stream().mapToLong(Trusted::bytes).sum()));
        }
        return pieces;
    }

    private static String fitting(String name, double width) {
        int letters = (int) ((width - 8) / LETTER);
        return name.length() <= letters ? name : name.substring(0, Math.max(0, letters - 1)) + "…";
    }
}
