package io.github.openflgramine.enrolment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.dcap.Octets;
import io.github.openflgramine.dcap.QuotedPlatform;
import io.github.openflgramine.dcap.RefusedQuoteException;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.RequestPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The evidence of those who are certified so far: {@code evidence/NAME.zip}, next to the certificates and not in them. */
public record KeptEvidence(Path directory) {

    private static final String ZIP = ".zip";

    /** Returns the directory of a workspace or of a participant. */
    public static KeptEvidence of(Path workspace) {
        return new KeptEvidence(workspace.resolve("evidence"));
    }

    private Path file(String stem) {
        return directory.resolve(stem + ZIP);
    }

    Path write(String stem, byte[] zip) throws IOException {
        Files.createDirectories(directory);
        AtomicFiles.write(file(stem), zip);
        return file(stem);
    }

    /** Deletes the directory with all its files. */
    void delete() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private SortedMap<String, Path> files() throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> all = Files.list(directory)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    String name = String.valueOf(file.getFileName());
                    if (name.endsWith(ZIP)) {
                        files.put(name.substring(0, name.length() - ZIP.length()), file);
                    }
                }
            }
        }
        return files;
    }

    /** Returns all evidence by the stems of the participants' files; one character per byte. */
    SortedMap<String, String> all() throws IOException {
        SortedMap<String, String> all = new TreeMap<>();
        for (var file : files().entrySet()) {
            all.put(file.getKey(), new String(Content.of(file.getValue()).bytes(), StandardCharsets.ISO_8859_1));
        }
        return all;
    }

    /** Returns the other participants whose quotes are from this processor. */
    SortedSet<String> sharing(Octets ppid, Participant participant) throws IOException {
        SortedSet<String> sharing = new TreeSet<>();
        for (var file : files().entrySet()) {
            if (!file.getKey().equals(participant.fileStem())) {
                try {
                    if (QuotedPlatform.ppid(RequestPackage.quote(file.getValue()))
                            .equals(ppid)) {
                        sharing.add(file.getKey());
                    }
                } catch (RefusedQuoteException e) {
                    throw new GraminizeException(
                            file.getValue() + " is damaged: " + e.problem(),
                            "Restore it, or have its participant enrol again.",
                            e);
                }
            }
        }
        return sharing;
    }
}
