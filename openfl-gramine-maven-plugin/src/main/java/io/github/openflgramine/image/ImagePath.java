package io.github.openflgramine.image;

import io.github.openflgramine.tar.NameBytes;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/**
 * An absolute path inside an image. It begins with a slash, has no empty, {@code .} or {@code ..} components and,
 * except for the root, no slash at its end. Bytes that are not UTF-8 are lone surrogates, as in Python (PEP 383).
 */
public record ImagePath(String value) implements Comparable<ImagePath> {

    public static final ImagePath ROOT = new ImagePath("/");

    /**
     * Orders names by Unicode code points, like Python's {@code sorted}. Java's own order of strings differs above
     * U+FFFF.
     */
    public static final Comparator<String> BY_CODE_POINT = ImagePath::compareCodePoints;

    public ImagePath {
        if (!isNormal(value)) {
            throw new IllegalArgumentException("not a normalised absolute path: " + NameBytes.printable(value));
        }
    }

    /** Normalises a path textually: {@code ..} at the root stays at the root; a relative path starts at the root. */
    public static ImagePath of(String path) {
        // Names in archives usually have one of these forms. Only other names are split into components.
        int from = path.startsWith("./") ? 1 : 0;
        int to = path.endsWith("/") ? path.length() - 1 : path.length();
        String plain = from < to ? path.substring(from, to) : path;
        String absolute = plain.startsWith("/") ? plain : "/" + plain;
        return new ImagePath(isNormal(absolute) ? absolute : normalize(path));
    }

    /** Returns this directory's child, or {@code path} itself if it is absolute. Works textually and ignores links. */
    public ImagePath resolve(String path) {
        return of(path.startsWith("/") ? path : value + "/" + path);
    }

    /**
     * Returns the entry with this name in this directory. Faster than {@link #resolve}, but only for names without a
     * slash.
     */
    public ImagePath child(String name) {
        return new ImagePath(equals(ROOT) ? "/" + name : value + "/" + name);
    }

    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** Returns the parent directory. The root is its own parent. */
    public ImagePath parent() {
        int slash = value.lastIndexOf('/');
        return slash <= 0 ? ROOT : new ImagePath(value.substring(0, slash));
    }

    /** Returns whether this is {@code directory} or below it. */
    public boolean startsWith(ImagePath directory) {
        int length = directory.value.length();
        return directory.equals(ROOT)
                || (value.startsWith(directory.value) && (value.length() == length || value.charAt(length) == '/'));
    }

    /** Returns whether its bytes are UTF-8, so it can be in a manifest. */
    public boolean isUtf8() {
        return NameBytes.isUtf8(value);
    }

    private static boolean isNormal(String path) {
        if (path.equals("/")) {
            return true;
        }
        if (!path.startsWith("/") || path.endsWith("/")) {
            return false;
        }
        for (int slash = 0; slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (path.startsWith("/", slash + 1) || (path.startsWith(".", slash + 1) && isDots(path, slash + 1))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the component at this index is {@code .} or {@code ..}. */
    private static boolean isDots(String path, int from) {
        int end = path.startsWith("..", from) ? from + 2 : from + 1;
        return end == path.length() || path.charAt(end) == '/';
    }

    private static String normalize(String path) {
        Deque<String> components = new ArrayDeque<>();
        for (String component : path.split("/", -1)) {
            switch (component) {
                case "", "." -> {}
                case ".." -> components.pollLast();
                default -> components.addLast(component);
            }
        }
        return "/" + String.join("/", components);
    }

    /**
     * Low surrogates are compared as they are: their high surrogates are equal, so their order is the order of the
     * pairs.
     */
    private static int compareCodePoints(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int at = 0; at < length; at++) {
            if (left.charAt(at) != right.charAt(at)) {
                return Integer.compare(left.codePointAt(at), right.codePointAt(at));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    @Override
    public int compareTo(ImagePath other) {
        return compareCodePoints(value, other.value);
    }

    /** A record's generated method is linked at run time and slower; paths are keys of large maps. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ImagePath path && value.equals(path.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /**
     * Returns the path for messages. Bytes that are not UTF-8, control characters and backslashes are escaped as {@code
     * \xNN}.
     */
    public String printable() {
        return NameBytes.printable(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
