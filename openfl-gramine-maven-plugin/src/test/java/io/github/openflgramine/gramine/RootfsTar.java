package io.github.openflgramine.gramine;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.layers.ImageReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes a root file system for a test. Names are ISO 8859-1, so that they can have bytes that are not UTF-8. */
final class RootfsTar {

    private record Entry(TarArchiveEntry header, String content) {}

    private final List<Entry> entries = new ArrayList<>();

    RootfsTar file(String name, String content) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.getBytes(StandardCharsets.UTF_8).length);
        entries.add(new Entry(entry, content));
        return this;
    }

    RootfsTar link(String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        entries.add(new Entry(entry, ""));
        return this;
    }

    RootfsTar fifo(String name) {
        entries.add(new Entry(new TarArchiveEntry(name, TarConstants.LF_FIFO), ""));
        return this;
    }

    ImageFilesystem read() {
        try {
            Path tar = Files.createTempFile("rootfs", ".tar");
            try {
                write(tar);
                return new ImageReader().readRootFilesystem(tar).filesystem();
            } finally {
                Files.delete(tar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path tar) throws IOException {
        try (OutputStream out = Files.newOutputStream(tar);
                TarArchiveOutputStream archive = new TarArchiveOutputStream(out, "ISO-8859-1")) {
            archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (Entry entry : entries) {
                archive.putArchiveEntry(entry.header());
                archive.write(entry.content().getBytes(StandardCharsets.UTF_8));
                archive.closeArchiveEntry();
            }
        }
    }
}
