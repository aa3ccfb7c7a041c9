package io.github.openflgramine.deployment;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** What one participant gets: files and directories by their paths in the kit, a directory's with a slash at its end. */
final class Kit {

    private static final int SCRIPT = 0755;
    private static final int FILE = 0644;
    /** Octets that are only a letter in a key's text, and so in its encrypted forms too. */
    private static final byte[] PRIVATE_KEY = "PRIVATE KEY".getBytes(StandardCharsets.US_ASCII);

    private final String name;
    private final SortedMap<String, byte[]> files;
    private final SortedSet<String> scripts;

    Kit(String name, SortedMap<String, byte[]> files, SortedSet<String> scripts) {
        this.name = name;
        this.files = Collections.unmodifiableSortedMap(files);
        this.scripts = scripts;
    }

    /** The directory that its archive unpacks to. */
    public String name() {
        return name;
    }

    SortedMap<String, byte[]> files() {
        return files;
    }

    /** With another file, which replaces one of that path. */
    Kit with(String path, byte[] content) {
        SortedMap<String, byte[]> more = new TreeMap<>(files);
        more.put(path, content.clone());
        return new Kit(name, more, new TreeSet<>(scripts));
    }

    /** Whether a private key is in it, in the text form in which OpenFL, Gramine and OpenSSL keep them. */
    SortedSet<String> privateKeys() {
        SortedSet<String> found = new TreeSet<>();
        files.forEach((path, content) -> {
            if (path.endsWith(".key") || contains(content, PRIVATE_KEY)) {
                found.add(path);
            }
        });
        return found;
    }

    private static boolean contains(byte[] content, byte[] wanted) {
        for (int at = 0; at + wanted.length <= content.length; at++) {
            if (Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    /** A tar that depends on nothing but the content: paths in order, root's, of 1970, not compressed. */
    public void writeTar(OutputStream out) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        put(tar, "", new byte[0], SCRIPT);
        for (var file : files.entrySet()) {
            boolean executable = file.getKey().endsWith("/") || scripts.contains(file.getKey());
            put(tar, file.getKey(), file.getValue(), executable ? SCRIPT : FILE);
        }
        tar.finish();
        tar.flush();
    }

    private void put(TarArchiveOutputStream tar, String path, byte[] content, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name + "/" + path);
        entry.setMode(mode);
        entry.setSize(content.length);
        entry.setModTime(0);
        entry.setUserName("root");
        entry.setGroupName("root");
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
