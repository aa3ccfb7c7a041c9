package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.image.Walk;
import java.util.Optional;

/** Resolves declared paths in an image, and explains why a path does not exist. */
final class TrustedEntryPath {

    private final ImageFilesystem image;

    TrustedEntryPath(ImageFilesystem image) {
        this.image = image;
    }

    /** Resolves all links. As in the kernel, {@code ..} is the parent of the directory that the links lead to. */
    Optional<ImageNode> resolve(TrustedEntry entry) {
        return walk(entry).end();
    }

    /** Returns the error for a path that does not exist, with the first step that fails. */
    GraminizeException missing(TrustedEntry entry) {
        Walk.Stop stop = walk(entry).stop().orElseThrow();
        Optional<GraminizeException> template = TemplateMarks.in(entry);
        if (template.isPresent()) {
            return template.get();
        }
        return stop.link().isPresent() ? brokenLink(entry, stop.link().get(), stop.reason()) : absent(entry, stop);
    }

    private Walk walk(TrustedEntry entry) {
        String path = entry.path();
        return image.walk(path.contains("..") ? path : ImagePath.of(path).value());
    }

    private static GraminizeException absent(TrustedEntry entry, Walk.Stop stop) {
        if (stop.reason() == Walk.Reason.NOT_A_DIRECTORY) {
            return entry.refused(
                    "goes through " + stop.place().printable() + ", which is not a directory",
                    "Correct the path or remove it.");
        }
        return entry.refused(
                "is absent from the image: it has no " + stop.place().printable(),
                "Correct the path or remove it, or put the file into the image.");
    }

    private static GraminizeException brokenLink(TrustedEntry entry, ImageNode link, Walk.Reason reason) {
        boolean itself = link.path().equals(ImagePath.of(entry.path()));
        String through = itself ? "is " : "goes through " + link.path().printable() + ", ";
        if (reason == Walk.Reason.LOOP) {
            return entry.refused(through + "a link that points to itself", "List the intended file.");
        }
        return entry.refused(
                "%sa link to \"%s\", which the image does not have"
                        .formatted(through, link.target().orElse("")),
                "List the intended file, or remove the entry.");
    }
}
