package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.DecimalNumber;
import io.github.openflgramine.tar.NameBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The list of an image's files that the last step of its build writes to the image ({@code filelist.py}): mtree(5) in
 * the nested form, with every byte of a name other than letters and plain characters as vis(3)'s {@code \ooo}. Only a
 * complete list is accepted.
 *
 * <pre>
 *  #mtree
 *  /set type=file
 *  . type=dir
 *  NAME size=BYTES sha256digest=HEX
 *  NAME type=link link=TARGET
 *  NAME type=dir
 *  ..
 *  ..
 * </pre>
 */
final class FileList {

    static final ImagePath PLACE = ImagePath.of("/opt/openfl-gramine/files.mtree");

    /** Limit of paths in Linux (PATH_MAX). */
    private static final int LONGEST_PATH = 4096;

    private static final Set<String> OTHERS = Set.of("type=char", "type=block", "type=fifo", "type=socket");

    private final String where;
    private final EntryLimit limit = new EntryLimit();
    private final List<LayerEntry> entries = new ArrayList<>();
    private final Set<ImagePath> paths = new HashSet<>();
    private final Deque<ImagePath> open = new ArrayDeque<>();
    private int line;

    private FileList(String where) {
        this.where = where;
    }

    /**
     * Returns all entries, each directory before its content.
     *
     * @param where the list's name in messages
     */
    static List<LayerEntry> parse(byte[] list, String where) {
        FileList parsed = new FileList(where);
        Iterator<String> lines =
                new String(list, StandardCharsets.ISO_8859_1).lines().iterator();
        while (lines.hasNext()) {
            parsed.add(lines.next());
        }
        if (parsed.entries.isEmpty() || !parsed.open.isEmpty()) {
            throw parsed.damaged("is the last, but directories are still open");
        }
        return parsed.entries;
    }

    private void add(String text) {
        line++;
        if (line == 1 && !text.equals("#mtree")) {
            throw damaged("is not #mtree");
        }
        if (text.equals("..")) {
            if (open.pollLast() == null) {
                throw damaged("closes a directory that was never opened");
            }
        } else if (!text.startsWith("#") && !text.equals("/set type=file")) {
            add(entry(text.split(" ", -1)));
        }
    }

    private void add(LayerEntry entry) {
        limit.count(where);
        if (!paths.add(entry.path())) {
            throw damaged("has " + entry.path().printable() + " for the second time");
        }
        entries.add(entry);
        if (entry.kind() == LayerEntry.Kind.DIRECTORY) {
            open.addLast(entry.path());
        } else if (open.isEmpty()) {
            throw damaged("makes the root something other than a directory");
        }
    }

    private LayerEntry entry(String[] words) {
        ImagePath path = path(words[0]);
        String first = words.length > 1 ? words[1] : "";
        String second = words.length > 2 ? words[2] : "";
        if (words.length == 2 && first.equals("type=dir")) {
            return LayerEntry.of(LayerEntry.Kind.DIRECTORY, path);
        }
        if (words.length == 2 && OTHERS.contains(first)) {
            return LayerEntry.of(LayerEntry.Kind.OTHER, path);
        }
        if (words.length == 3 && first.equals("type=link") && second.startsWith("link=")) {
            return LayerEntry.link(path, unescaped(second.substring("link=".length())));
        }
        if (words.length == 3 && first.startsWith("size=") && second.startsWith("sha256digest=")) {
            return LayerEntry.file(
                    path,
                    DecimalNumber.parse(first.substring("size=".length()))
                            .orElseThrow(() -> damaged("has an invalid size")),
                    digest(second.substring("sha256digest=".length())));
        }
        throw damaged("does not say what it should of " + path.printable());
    }

    private ImagePath path(String word) {
        if (entries.isEmpty() && word.equals(".")) {
            return ImagePath.ROOT;
        }
        String name = unescaped(word);
        if (open.isEmpty() || Set.of("", ".", "..").contains(name) || name.indexOf('/') >= 0) {
            throw damaged("names what is in no directory: \"" + NameBytes.printable(name) + "\"");
        }
        if (open.getLast().value().length() + name.length() > LONGEST_PATH) {
            throw damaged("has a path of more than " + LONGEST_PATH + " bytes");
        }
        return open.getLast().child(name);
    }

    private String unescaped(String word) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(word.length());
        int from = 0;
        for (int at = word.indexOf('\\'); at >= 0; at = word.indexOf('\\', from)) {
            bytes.writeBytes(word.substring(from, at).getBytes(StandardCharsets.ISO_8859_1));
            bytes.write(escape(word, at));
            from = at + 4;
        }
        bytes.writeBytes(word.substring(from).getBytes(StandardCharsets.ISO_8859_1));
        return NameBytes.decode(bytes.toByteArray());
    }

    /** Parses three octal digits after a backslash. No name contains NUL. */
    private int escape(String word, int at) {
        int value = 0;
        for (int i = at + 1; i <= at + 3; i++) {
            int digit = i < word.length() ? word.charAt(i) - '0' : -1;
            if (digit < 0 || digit > 7) {
                throw damaged("has a backslash without three octal digits");
            }
            value = value * 8 + digit;
        }
        if (value == 0 || value > 0xff) {
            throw damaged("has an escape for no byte of a name");
        }
        return value;
    }

    private Sha256 digest(String hex) {
        try {
            return Sha256.ofHex(hex);
        } catch (IllegalArgumentException e) {
            throw damaged("has an invalid digest");
        }
    }

    private GraminizeException damaged(String what) {
        return new GraminizeException(where + " is damaged: line " + line + " " + what + ".", "Build the image again.");
    }
}
