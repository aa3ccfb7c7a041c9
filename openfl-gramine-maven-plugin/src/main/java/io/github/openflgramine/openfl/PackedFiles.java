package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of {@code src/} or {@code plan/} that OpenFL 1.9's {@code fx workspace export} packs. Keys, certificates
 * and models are left out; links are followed as by {@code shutil.copytree}. A frozen plan ({@code plan_<hash>.yaml})
 * is left out as well, because nothing reads it at run time and plan.yaml may be newer.
 */
final class PackedFiles extends SimpleFileVisitor<Path> {

    private static final Pattern NEVER =
            Pattern.compile(".*\\.(crt|key|csr|srl|pem|pbuf|pyc)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern FROZEN_PLAN = Pattern.compile("plan/plan_[0-9a-f]{8}\\.yaml");
    private static final Path COMPILED = Path.of("__pycache__");
    private static final char NOT_DECODED = '\ufffd';

    private final Path root;
    private final SortedMap<String, Path> files = new TreeMap<>();

    private PackedFiles(Path root) {
        this.root = root;
    }

    /** Returns each name in the archive with the file that has its content. The tree can be a single file. */
    static SortedMap<String, Path> below(Path root, Path tree) throws IOException {
        PackedFiles packed = new PackedFiles(root);
        if (Files.isRegularFile(tree)) {
            packed.refuseOthers(tree);
        }
        Files.walkFileTree(tree, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, packed);
        return packed.files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
        if (COMPILED.equals(directory.getFileName()) || staysBehind(directory)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        refuseOthers(directory);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (staysBehind(file)) {
            return FileVisitResult.CONTINUE;
        }
        if (attributes.isSymbolicLink()) {
            throw refused(file, "is a dangling link", "Remove it, or restore what it points to.");
        }
        if (attributes.isRegularFile()) {
            refuseOthers(file);
            files.put(name(file), file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof FileSystemLoopException) {
            throw refused(file, "is a link to a directory that contains it", "Remove it.");
        }
        throw failure;
    }

    private boolean staysBehind(Path path) {
        return NEVER.matcher(path.getFileName().toString()).matches()
                || FROZEN_PLAN.matcher(root.relativize(path).toString()).matches();
    }

    /**
     * Refuses links out of the workspace, which could lead to any file of this machine, links to a participant's own
     * files, and links to keys under another name.
     */
    private void refuseOthers(Path path) throws IOException {
        Path real = path.toRealPath();
        if (!real.startsWith(root.toRealPath())) {
            throw refused(
                    path,
                    "is a link out of the workspace, to " + real,
                    "Replace it with a copy of what it leads to, if that is to be published.");
        }
        for (String directory : WorkspaceArchive.mountedDirectories()) {
            Path own = root.resolve(directory);
            if (Files.exists(own) && real.startsWith(own.toRealPath())) {
                throw refused(
                        path,
                        "is a link into " + directory + ", which is never packed",
                        "Replace it with a copy, or let the code read from " + directory + " at run time.");
            }
        }
        if (NEVER.matcher(real.getFileName().toString()).matches()) {
            throw refused(
                    path, "is a link to " + real.getFileName() + ", which is never packed", "Remove it from the code.");
        }
    }

    private String name(Path file) {
        String name = root.relativize(file).toString();
        if (name.indexOf(NOT_DECODED) >= 0) {
            throw refused(
                    file,
                    "has a name that this JVM cannot read",
                    "Run Maven in a UTF-8 locale (LC_ALL=C.UTF-8), or rename the file.");
        }
        return name;
    }

    private GraminizeException refused(Path path, String problem, String remedy) {
        return new GraminizeException(root.relativize(path) + " " + problem + ".", remedy);
    }
}
