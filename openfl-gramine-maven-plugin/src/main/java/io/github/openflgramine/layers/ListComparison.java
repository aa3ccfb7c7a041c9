package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.NameBytes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the list that an image's own build wrote with the files that the plugin has read. Mount points that an engine makes for
 * a build's step are no difference: Docker leaves them in the image (empty files and directories that the list does not have),
 * Podman removes them (directories that only the list has, for example /dev). What is in a directory counts.
 */
final class ListComparison {

    private final String where;
    private final Map<ImagePath, LayerEntry> listed;
    private final Map<ImagePath, LayerEntry> read;

    /** @param where the image's name in messages */
    ListComparison(String where, List<LayerEntry> listed, List<LayerEntry> read) {
        this.where = where;
        this.listed = byPath(listed);
        this.read = byPath(read);
    }

    /** Entries come from a file system, so no directory in a path is a link. A hard link counts as the file itself. */
    private static Map<ImagePath, LayerEntry> byPath(List<LayerEntry> entries) {
        Map<ImagePath, LayerEntry> byPath = new HashMap<>();
        byPath.put(ImagePath.ROOT, LayerEntry.of(LayerEntry.Kind.DIRECTORY, ImagePath.ROOT));
        for (LayerEntry entry : entries) {
            if (!HiddenFiles.hides(entry.path())) {
                LayerEntry file = entry.kind() == LayerEntry.Kind.HARD_LINK
                        ? byPath.get(ImagePath.of(entry.target().orElseThrow()))
                        : entry;
                byPath.put(entry.path(), file == null ? entry : file);
                addParents(entry.path(), byPath);
            }
        }
        return byPath;
    }

    /** A tar need not have the directories of its files. */
    private static void addParents(ImagePath path, Map<ImagePath, LayerEntry> byPath) {
        ImagePath directory = path.parent();
        while (!directory.equals(ImagePath.ROOT) && !byPath.containsKey(directory)) {
            byPath.put(directory, LayerEntry.of(LayerEntry.Kind.DIRECTORY, directory));
            directory = directory.parent();
        }
    }

    void require() {
        Set<ImagePath> all = new HashSet<>(listed.keySet());
        all.addAll(read.keySet());
        List<ImagePath> different = all.stream().filter(this::differs).sorted().toList();
        if (different.isEmpty()) {
            return;
        }
        ImagePath first = different.get(0);
        throw new GraminizeException(
                "The file list of %s (%s) differs from its files, so nothing is signed. SHA-256 of %s:\n    list  %s\n    image %s\n%s"
                        .formatted(
                                where,
                                FileList.PLACE,
                                first.printable(),
                                words(listed.get(first)),
                                words(read.get(first)),
                                different.size() == 1
                                        ? ""
                                        : "    and " + (different.size() - 1)
                                                + (different.size() == 2
                                                        ? " more difference\n"
                                                        : " more differences\n")),
                "The image's own build wrote the list, as its last step. Find out what changed the list or the file"
                        + " (gramine/Dockerfile, or a program of the base image), then build with -Dgramine.rebuild=true.");
    }

    private boolean differs(ImagePath path) {
        LayerEntry inList = listed.get(path);
        LayerEntry inImage = read.get(path);
        if (inList == null) {
            return inImage != null
                    && inImage.kind() != LayerEntry.Kind.DIRECTORY
                    && (inImage.kind() != LayerEntry.Kind.FILE || inImage.size() > 0);
        }
        if (inImage == null) {
            return inList.kind() != LayerEntry.Kind.DIRECTORY;
        }
        return inList.kind() != inImage.kind()
                || inList.size() != inImage.size()
                || !inList.sha256().equals(inImage.sha256())
                || !inList.target().equals(inImage.target());
    }

    private static String words(@Nullable LayerEntry entry) {
        if (entry == null) {
            return "no such file";
        }
        return switch (entry.kind()) {
            case FILE -> entry.sha256().map(Sha256::hex).orElseThrow();
            case LINK -> "a link to " + NameBytes.printable(entry.target().orElseThrow());
            case DIRECTORY -> "a directory";
            default -> "neither a file, a link nor a directory";
        };
    }
}
