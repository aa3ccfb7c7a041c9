package io.github.openflgramine.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The records of an extended header (POSIX.1-2008, "pax Extended Header"). Values stay bytes: engines write names that
 * are not UTF-8, although POSIX requires them to be marked.
 */
final class PaxRecords {

    private static final Set<String> KEYS = Set.of(
            "path",
            "linkpath",
            "size",
            "uid",
            "gid",
            "uname",
            "gname",
            "mtime",
            "atime",
            "ctime",
            "comment",
            "hdrcharset",
            "LIBARCHIVE.creationtime");

    /** Attributes that decide neither which files there are nor what is in them. */
    private static final Pattern ATTRIBUTE = Pattern.compile("SCHILY\\.xattr\\.(security\\.(capability|selinux|ima|evm)"
            + "|system\\.posix_acl_(access|default)|user\\.(?!overlay\\.|fuseoverlayfs\\.).+)");

    private static final Pattern TIME = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

    /** Records of GNU tar's sparse files, which are refused by name. Some occur several times. */
    private static final String SPARSE = "GNU.sparse.";

    private final Map<String, byte[]> values = new HashMap<>();
    private String problem = "";

    private PaxRecords(byte[] data) {
        int at = 0;
        while (at < data.length && problem.isEmpty()) {
            at = add(data, at);
        }
    }

    /** Returns a header without records. */
    static PaxRecords none() {
        return new PaxRecords(new byte[0]);
    }

    static PaxRecords of(byte[] data) {
        PaxRecords records = new PaxRecords(data);
        return records.values.isEmpty() && records.problem.isEmpty() ? records.with("no records") : records;
    }

    /** Returns what keeps readers from reading these records in the same way; empty if all of them do. */
    Optional<String> ambiguity() {
        return Optional.of(problem).filter(text -> !text.isEmpty());
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    Optional<byte[]> bytes(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Returns a number, or -1 if it is none; empty if there is no such record. */
    Optional<Long> number(String key) {
        return bytes(key)
                .map(value -> DecimalNumber.parse(new String(value, StandardCharsets.ISO_8859_1))
                        .orElse(-1L));
    }

    /** Returns whether the records describe a sparse file, in any of GNU tar's formats. */
    boolean areOfSparseFile() {
        return values.keySet().stream().anyMatch(key -> key.startsWith(SPARSE));
    }

    private PaxRecords with(String what) {
        problem = what;
        return this;
    }

    /** Adds the record at this place and returns the place after it. */
    private int add(byte[] data, int at) {
        int space = indexOf(data, ' ', at, Math.min(data.length, at + 20));
        Optional<Long> length = space <= at || data[at] == '0'
                ? Optional.empty()
                : DecimalNumber.parse(new String(data, at, space - at, StandardCharsets.ISO_8859_1));
        int end = length.filter(bytes -> bytes <= data.length - at)
                .map(bytes -> at + bytes.intValue())
                .orElse(-1);
        int equals = end < 0 ? -1 : indexOf(data, '=', space, end);
        if (equals <= space + 1 || data[end - 1] != '\n') {
            problem = "a damaged record";
            return data.length;
        }
        String key = new String(data, space + 1, equals - space - 1, StandardCharsets.ISO_8859_1);
        byte[] value = Arrays.copyOfRange(data, equals + 1, end - 1);
        if (values.put(key, value) != null && !key.startsWith(SPARSE)) {
            problem = "two records " + NameBytes.printable(key);
        } else {
            problem = problem(key, value);
        }
        return end;
    }

    private static String problem(String key, byte[] value) {
        String shown = NameBytes.printable(key);
        if (key.startsWith(SPARSE)) {
            return "";
        }
        if (!KEYS.contains(key) && !ATTRIBUTE.matcher(key).matches()) {
            return "the record " + shown + ", which some of them do not know";
        }
        String text = new String(value, StandardCharsets.ISO_8859_1);
        boolean valid = switch (key) {
            case "mtime", "atime", "ctime" -> TIME.matcher(text).matches();
            case "uid", "gid" -> TarHeader.isId(DecimalNumber.parse(text).orElse(-1L));
            case "hdrcharset" -> text.equals("BINARY") || text.equals("ISO-IR 10646 2000 UTF-8");
            case "path", "linkpath", "uname", "gname" -> !text.isEmpty() && text.indexOf('\0') < 0;
            default -> !text.isEmpty();
        };
        return valid ? "" : "an invalid record " + shown;
    }

    private static int indexOf(byte[] data, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (data[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
