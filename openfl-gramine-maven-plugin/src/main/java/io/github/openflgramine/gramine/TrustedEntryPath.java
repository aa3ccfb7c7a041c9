package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Resolves declared paths in an image, and explains why a path does not exist. */
final class TrustedEntryPath {

    private final ImageFilesystem image;

    TrustedEntryPath(ImageFilesystem image) {
        this.image = image;
    }

    /** Resolves all links. As in the kernel, {@code ..} is the parent of the directory that the links lead to. */
    Optional<ImageNode> resolve(TrustedEntry entry) {
        String path = entry.path();
        if (!path.contains("..")) {
            return image.resolve(ImagePath.of(path));
        }
        Optional<ImageNode> here = image.resolve(ImagePath.ROOT);
        for (String component : path.split("/", -1)) {
            if (here.isEmpty() || !here.get().isDirectory()) {
                return Optional.empty();
            }
            ImagePath directory = here.get().path();
            here = image.resolve(component.equals("..") ? directory.parent() : directory.resolve(component));
        }
        return here;
    }

    /** Returns the error for a path that does not exist, with the first step that fails. */
    GraminizeException missing(TrustedEntry entry) {
        ImagePath here = ImagePath.ROOT;
        for (String component : entry.path().split("/", -1)) {
            ImagePath next = here.resolve(component);
            Optional<ImageNode> node = image.entry(next);
            if (node.isEmpty()) {
                return absent(entry, here, next);
            }
            Optional<ImageNode> target = image.resolve(next);
            if (target.isEmpty()) {
                return brokenLink(entry, node.get());
            }
            here = target.get().path();
        }
        return absent(entry, here.parent(), here);
    }

    private GraminizeException absent(TrustedEntry entry, ImagePath parent, ImagePath path) {
        boolean throughFile =
                image.entry(parent).filter(node -> !node.isDirectory()).isPresent();
        if (throughFile) {
            return entry.refused(
                    "goes through " + parent.printable() + ", which is not a directory",
                    "Correct the path or remove it.");
        }
        return entry.refused(
                "is absent from the image: it has no " + path.printable(),
                "Correct the path or remove it, or put the file into the image.");
    }

    private GraminizeException brokenLink(TrustedEntry entry, ImageNode link) {
        boolean itself = link.path().equals(ImagePath.of(entry.path()));
        String through = itself ? "is " : "goes through " + link.path().printable() + ", ";
        if (isLoop(link)) {
            return entry.refused(through + "a link that points to itself", "List the intended file.");
        }
        return entry.refused(
                "%sa link to \"%s\", which the image does not have"
                        .formatted(through, link.target().orElse("")),
                "List the intended file, or remove the entry.");
    }

    private boolean isLoop(ImageNode link) {
        Set<ImagePath> seen = new HashSet<>();
        Optional<ImageNode> here = Optional.of(link);
        while (here.isPresent() && here.get().isLink()) {
            if (!seen.add(here.get().path())) {
                return true;
            }
            ImagePath directory = here.get().path().parent();
            here = image.entry(directory.resolve(here.get().target().orElseThrow()));
        }
        return false;
    }
}
