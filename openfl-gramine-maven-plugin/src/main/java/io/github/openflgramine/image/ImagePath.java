package io.github.openflgramine.image;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An absolute path inside an image: it begins with a slash, has no empty, {@code .} or {@code ..} components and, but for
 * the root itself, no slash at its end.
 */
public record ImagePath(String value) implements Comparable<ImagePath> {

    public static final ImagePath ROOT = new ImagePath("/");

    public ImagePath {
        if (!value.equals(normalize(value))) {
            throw new IllegalArgumentException("not a normalised absolute path: " + value);
        }
    }

    /** Normalises textually: {@code ..} at the root stays at the root; a relative path counts from the root. */
    public static ImagePath of(String path) {
        return new ImagePath(normalize(path));
    }

    /** This folder's child, or, where {@code path} is absolute, that path; textually, without looking at links. */
    public ImagePath resolve(String path) {
        return of(path.startsWith("/") ? path : value + "/" + path);
    }

    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** The folder that holds this; the root's is the root. */
    public ImagePath parent() {
        int slash = value.lastIndexOf('/');
        return slash <= 0 ? ROOT : new ImagePath(value.substring(0, slash));
    }

    /** Whether this is {@code folder} or lies below it. */
    public boolean startsWith(ImagePath folder) {
        return folder.equals(ROOT) || equals(folder) || value.startsWith(folder.value + "/");
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

    @Override
    public int compareTo(ImagePath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
