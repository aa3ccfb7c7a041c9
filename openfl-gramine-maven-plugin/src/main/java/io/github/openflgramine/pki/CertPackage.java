package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The zip files with which OpenFL's participants exchange certificates: a request contains {@code col_NAME.csr}; an
 * answer contains {@code cert_chain.crt} and {@code client/col_NAME.crt}; evidence also has {@code collateral.json}, and the answer in an
 * attested federation has evidence. Zips come from other people, so they are read in memory and never unpacked.
 */
record CertPackage(SortedMap<String, String> files) {

    private static final int MOST_ENTRIES = 256;
    private static final int LARGEST_FILE = 64 * 1024;

    /** Java adds a time zone's field to a time before February 1980. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    /** Collateral has revocation lists, which are larger than certificates. */
    private static final int LARGEST_COLLATERAL = 8 << 20;

    private static final int LARGEST = 24 << 20;

    /** Members that Finder and Explorer add when they pack a directory. */
    private static final Pattern OF_THE_DESKTOP =
            Pattern.compile("__MACOSX/.*|(.*/)?(\\.DS_Store|\\._[^/]*|Thumbs\\.db|desktop\\.ini)");

    static final String COLLATERAL = "collateral.json";

    /** The end of the name of evidence in an answer. */
    static final String EVIDENCE = ".zip";

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
        byte[] bytes;
        try (InputStream in = Files.newInputStream(zip)) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) {
            throw refused(zip, "is too large for a certificate package");
        }
        SortedMap<String, String> files = new TreeMap<>();
        try {
            StrictZip.read(bytes, MOST_ENTRIES, CertPackage::largest)
                    .forEach((name, content) -> files.put(name, new String(content, StandardCharsets.ISO_8859_1)));
            files.keySet().removeIf(name -> OF_THE_DESKTOP.matcher(name).matches());
        } catch (StrictZip.Refusal e) {
            throw refused(zip, e.what());
        }
        return new CertPackage(files);
    }

    private static int largest(String name) {
        return name.equals(COLLATERAL) || name.endsWith(EVIDENCE) ? LARGEST_COLLATERAL : LARGEST_FILE;
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
                            : found.stream()
                                    .map(Map.Entry::getKey)
                                    .collect(Collectors.joining(
                                            ", ",
                                            "holds " + found.size() + " files *" + ending + " instead of one: ",
                                            "")));
        }
        return found.get(0);
    }

    /** Returns a zip whose bytes depend only on the files: stored, because what deflate makes differs between versions. */
    byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.ISO_8859_1);
                CRC32 sum = new CRC32();
                sum.update(content);
                ZipEntry header = new ZipEntry(file.getKey());
                header.setTimeLocal(TIME);
                header.setSize(content.length);
                header.setCrc(sum.getValue());
                out.putNextEntry(header);
                out.write(content);
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static GraminizeException refused(Path zip, String what) {
        return new GraminizeException(
                zip + " " + what + ".",
                "Ask the sender for the original zip, or for the same files packed again; nothing was changed.");
    }
}
