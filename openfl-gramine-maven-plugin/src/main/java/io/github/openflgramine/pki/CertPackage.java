package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The zip files with which OpenFL's participants exchange certificates: a request contains {@code col_NAME.csr}; an
 * answer contains {@code cert_chain.crt} and {@code client/col_NAME.crt}; evidence also has {@code collateral.json}. Zips come from other people, so they are
 * read in memory and never unpacked.
 */
record CertPackage(SortedMap<String, String> files) {

    private static final int MOST_ENTRIES = 64;
    private static final int LARGEST_FILE = 64 * 1024;

    /** Collateral has revocation lists, which are larger than certificates. */
    private static final int LARGEST_COLLATERAL = 8 << 20;

    static final String COLLATERAL = "collateral.json";

    CertPackage {
        files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    static CertPackage of(Map<String, String> files) {
        return new CertPackage(new TreeMap<>(files));
    }

    static CertPackage read(Path zip) throws IOException {
        if (!Files.isRegularFile(zip)) {
            throw new GraminizeException(zip + " does not exist or is not a file.", "Give the path of the zip.");
        }
        SortedMap<String, String> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                refuseClimbing(zip, entry.getName());
                int largest = entry.getName().equals(COLLATERAL) ? LARGEST_COLLATERAL : LARGEST_FILE;
                byte[] content = in.readNBytes(largest + 1);
                if (content.length > largest || files.size() == MOST_ENTRIES) {
                    throw refused(zip, "is too large for a certificate package");
                }
                if (!entry.isDirectory()
                        && files.put(entry.getName(), new String(content, StandardCharsets.ISO_8859_1)) != null) {
                    throw refused(zip, "holds " + entry.getName() + " twice");
                }
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new GraminizeException(zip + " is a damaged zip.", "Request it again.", e);
        }
        return new CertPackage(files);
    }

    /**
     * Returns the only file whose name ends like this.
     *
     * @throws GraminizeException if there is no such file, or more than one
     */
    Map.Entry<String, String> only(String ending, Path zip) {
        List<Map.Entry<String, String>> found = files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(ending))
                .toList();
        if (found.size() != 1) {
            throw refused(
                    zip,
                    found.isEmpty()
                            ? "holds no file *" + ending
                            : "holds " + found.size() + " files *" + ending + " instead of one");
        }
        return found.get(0);
    }

    byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.ISO_8859_1));
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void refuseClimbing(Path zip, String name) {
        if (name.startsWith("/")
                || name.contains("\\")
                || List.of(name.split("/")).contains("..")) {
            throw refused(zip, "holds '" + name + "', a path outside its directory");
        }
    }

    private static GraminizeException refused(Path zip, String what) {
        return new GraminizeException(
                zip + " " + what + ".", "Ask the sender for the original zip; nothing was changed.");
    }
}
