package io.github.openflgramine.files;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A new Docker context on disk. File modes do not depend on the umask, so that the engine's cache works. */
public final class ContextDirectory {

    private static final String DOCKERFILE = "Dockerfile";
    private static final String GIT = ".git";
    private static final String PLAIN = "rw-r--r--";
    private static final String EXECUTABLE = "rwxr-xr-x";

    private final Path root;

    private ContextDirectory(Path root) {
        this.root = root;
    }

    public static ContextDirectory createEmpty(Path root) throws IOException {
        deleteTree(root);
        Files.createDirectories(root);
        return new ContextDirectory(root);
    }

    public void put(String name, Content content) throws IOException {
        put(name, content, PLAIN);
    }

    public void put(String name, byte[] content) throws IOException {
        put(name, Content.of(content));
    }

    public void put(String name, String content) throws IOException {
        put(name, Content.of(content));
    }

    public void putExecutable(String name, byte[] content) throws IOException {
        put(name, Content.of(content), EXECUTABLE);
    }

    /** Writes files to a directory, by their paths in it. */
    public void putAll(String name, Map<String, byte[]> files) throws IOException {
        for (var file : files.entrySet()) {
            put(name + "/" + file.getKey(), file.getValue());
        }
    }

    public void putDirectory(String name) throws IOException {
        createDirectory(withDirectory(root.resolve(name)));
    }

    private void put(String name, Content content, String mode) throws IOException {
        Path file = withDirectory(root.resolve(name));
        try (OutputStream out = new PlacedOutput(Files.newOutputStream(file), file)) {
            content.copyTo(out);
        }
        setMode(file, mode);
    }

    /**
     * Copies a file, or a directory without its .git. Links in a directory are followed, because a context cannot refer to
     * files outside; one that leads out of the directory is refused.
     */
    public void copy(Path from, String name) throws IOException {
        Path target = withDirectory(root.resolve(name));
        if (root.toRealPath().startsWith(from.toRealPath())) {
            throw new GraminizeException(
                    from + " contains the build's own output, which cannot be copied into itself.",
                    "Give a separate directory.");
        }
        Path real = from.toRealPath();
        FileVisitor<Path> copying = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (directory.endsWith(GIT)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                refuseOutside(directory, real);
                createDirectory(target.resolve(from.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isSymbolicLink()) {
                    throw brokenLink(file, "nowhere");
                }
                if (attributes.isRegularFile() && !file.endsWith(GIT)) {
                    refuseOutside(file, real);
                    Path copy = target.resolve(from.relativize(file).toString());
                    Files.copy(file, copy);
                    setMode(copy, Files.isExecutable(file) ? EXECUTABLE : PLAIN);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof FileSystemLoopException) {
                    throw brokenLink(file, "to a directory that contains it");
                }
                throw failure;
            }
        };
        Files.walkFileTree(from, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, copying);
    }

    private static void refuseOutside(Path path, Path directory) throws IOException {
        Path real = path.toRealPath();
        if (!real.startsWith(directory)) {
            throw new GraminizeException(
                    path + " is a link out of its directory, to " + real + ", so it is not copied into the build.",
                    "Replace it with a copy of what it leads to.");
        }
    }

    private static GraminizeException brokenLink(Path link, String where) {
        return new GraminizeException(
                link + " is a link " + where + ", so it cannot be copied into the build.", "Remove it.");
    }

    /** Writes the Dockerfile, with these labels at its end. */
    public void putDockerfile(String text, Map<String, String> labels) throws IOException {
        String pairs = labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + DockerfileText.quoted(label.getValue()))
                .collect(Collectors.joining(" \\\n      ", "LABEL ", "\n"));
        put(DOCKERFILE, text + (labels.isEmpty() ? "" : pairs));
    }

    /** Returns a digest of the names, modes and contents of all files. Only equal contexts have the same digest. */
    public Sha256 digest() throws IOException {
        MessageDigest digest = Sha256.newMessageDigest();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted().toList()) {
                String entry = "%s %s %s\0"
                        .formatted(
                                content(path),
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                                root.relativize(path));
                digest.update(entry.getBytes(StandardCharsets.UTF_8));
            }
        }
        return Sha256.of(digest.digest());
    }

    private static String content(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return "directory";
        }
        return Sha256.digest(path).hex();
    }

    /** Returns this file after creating its missing parent directories. */
    private Path withDirectory(Path file) throws IOException {
        Path directory = root;
        for (Path name : root.relativize(file)) {
            createDirectory(directory);
            directory = directory.resolve(name);
        }
        return file;
    }

    private static void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory);
        }
        setMode(directory, EXECUTABLE);
    }

    private static void setMode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    /** Deletes a directory with its content, or a file or link. Does nothing if it does not exist. */
    public static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @org.jspecify.annotations.Nullable IOException e)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Returns the content of one of the plugin's own files. */
    public static byte[] resource(String absoluteName) throws IOException {
        try (InputStream in = ContextDirectory.class.getResourceAsStream(absoluteName)) {
            if (in == null) {
                throw new IllegalStateException("the plugin's jar lacks " + absoluteName);
            }
            return in.readAllBytes();
        }
    }
}
