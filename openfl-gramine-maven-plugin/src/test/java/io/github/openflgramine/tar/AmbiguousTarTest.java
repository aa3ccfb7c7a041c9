package io.github.openflgramine.tar;

import static io.github.openflgramine.tar.TarBuilder.gnu;
import static io.github.openflgramine.tar.TarBuilder.pax;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that Go's archive/tar, libarchive and GNU tar read differently, and one or several of them as another file. */
final class AmbiguousTarTest {

    private static final int BLOCK = TarHeader.BLOCK;

    private static void read(byte[] tar) throws IOException {
        TarStream stream = new TarStream(new ByteArrayInputStream(tar), "x.tar", true);
        while (stream.next() != null) {
            // Only the headers matter.
        }
    }

    private static void assertRefused(byte[] tar, String part) {
        assertThatThrownBy(() -> read(tar))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("x.tar has ")
                .hasMessageContaining(part);
    }

    /** Returns a tar with a field of its first header replaced and the checksum corrected. */
    private static byte[] with(byte[] tar, int at, String field) {
        byte[] changed = tar.clone();
        byte[] bytes = field.getBytes(ISO_8859_1);
        System.arraycopy(bytes, 0, changed, at, bytes.length);
        TarFormatsTest.withChecksum(changed);
        return changed;
    }

    private static byte[] file() {
        return pax().file("a", "1").build();
    }

    @Test
    void a_global_extended_header_is_refused() {
        for (String key : List.of("path", "linkpath", "size", "comment")) {
            byte[] tar =
                    pax().paxRecord(key, "7".getBytes(UTF_8)).file("a", "1").build();

            assertRefused(
                    with(tar, 156, "g"), "a global extended header, PaxHeaders/x; tar programs read that differently");
        }
    }

    @Test
    void a_gnu_header_with_the_prefix_of_a_ustar_header_is_refused() {
        byte[] tar = with(gnu().file("keep", "1").build(), 257, "ustar  \0");

        assertRefused(with(tar, 345, "etc"), "a prefix or other fields after the device numbers of a GNU header");
        assertRefused(with(tar, 345, "14712345670"), "after the device numbers of a GNU header");
    }

    @Test
    void a_header_of_star_with_its_shorter_prefix_is_refused() {
        assertRefused(with(file(), 508, "tar\0"), "bytes after the last field");
    }

    @Test
    void two_names_for_one_entry_are_refused() {
        String name = "n".repeat(120);

        assertRefused(
                pax().paxRecord("path", "b".getBytes(UTF_8))
                        .entry("././@LongLink", (byte) 'L', name.getBytes(UTF_8))
                        .file("a", "1")
                        .build(),
                "has two long names");
        assertRefused(
                pax().entry("././@LongLink", (byte) 'L', name.getBytes(UTF_8))
                        .paxRecord("path", "b".getBytes(UTF_8))
                        .file("a", "1")
                        .build(),
                "has two extended headers");
        assertRefused(
                pax().entry("././@LongLink", (byte) 'L', name.getBytes(UTF_8))
                        .entry("././@LongLink", (byte) 'L', "b".getBytes(UTF_8))
                        .file("a", "1")
                        .build(),
                "has two long names");
        assertRefused(
                pax().entry("././@LongLink", (byte) 'K', name.getBytes(UTF_8))
                        .entry("././@LongLink", (byte) 'K', "b".getBytes(UTF_8))
                        .link("a", "1")
                        .build(),
                "has two long links");
        assertRefused(
                pax().paxRecord("path", "b".getBytes(UTF_8))
                        .paxRecord("mtime", "1".getBytes(UTF_8))
                        .file("a", "1")
                        .build(),
                "has two extended headers");
    }

    @ParameterizedTest
    @CsvSource({
        "10 path=b\\n10 path=c\\n, two records path",
        "10 path=b\\n\\0\\0, a damaged record",
        "010 path=b\\n, a damaged record",
        "+10 path=b\\n, a damaged record",
        "8 path=\\n, an invalid record path",
        "10 size=+1\\n, an invalid size",
        "12 size= 001\\n, an invalid size",
        "10 uid=-1\\n, an invalid record uid",
        "18 gid=4294967295\\n, an invalid record gid",
        "11 mtime=x\\n, an invalid record mtime",
        "17 hdrcharset=KOI\\n, an invalid record hdrcharset",
        "12 PATH=abc\\n, 'the record PATH, which some of them do not know'",
        "25 LIBARCHIVE.xattr.a=b\\n, the record LIBARCHIVE.xattr.a",
        "33 SCHILY.xattr.user.overlay.o=y\\n, the record SCHILY.xattr.user.overlay.o",
        "39 SCHILY.xattr.trusted.overlay.opaque=y\\n, the record SCHILY.xattr.trusted.overlay.opaque",
        "9 =abcd\\n, a damaged record"
    })
    void records_that_not_all_readers_take_as_the_same_are_refused(String records, String part) {
        String text = records.replace("\\n", "\n").replace("\\0", "\0");
        String fixed = withLength(text);

        assertRefused(
                pax().entry("x", (byte) 'x', fixed.getBytes(UTF_8))
                        .file("a", "1")
                        .build(),
                part.replace("an invalid size", "impossible size"));
    }

    /** Corrects the length of the only record; records that are wrong on purpose are kept. */
    private static String withLength(String text) {
        if (!text.matches("[1-9][0-9]* [^\n]*\n")) {
            return text;
        }
        String rest = text.substring(text.indexOf(' '));
        int digits = String.valueOf(rest.length() + 2).length();
        return (rest.length() + digits) + rest;
    }

    @Test
    void attributes_of_files_that_engines_write_are_accepted() throws IOException {
        for (String key : List.of("security.capability", "user.note", "system.posix_acl_access", "security.selinux")) {
            read(pax().paxRecord("SCHILY.xattr." + key, new byte[] {1, 0, 2})
                    .file("a", "1")
                    .build());
        }
    }

    @Test
    void a_size_in_an_extended_header_that_is_not_the_headers_is_refused() throws IOException {
        assertRefused(
                pax().paxRecord("size", "512".getBytes(UTF_8)).file("a", "1").build(), "an impossible size");
        assertRefused(
                pax().paxRecord("size", "512".getBytes(UTF_8)).file("a", "").build(), "an impossible size");
        read(pax().paxRecord("size", "1".getBytes(UTF_8)).file("a", "1").build());
    }

    @Test
    void numbers_in_other_forms_are_refused() {
        assertRefused(with(file(), 124, "\0" + "0000000001"), "an impossible size");
        assertRefused(with(file(), 124, " ".repeat(12)), "an impossible size");
        assertRefused(with(file(), 124, "0000001\0" + "0002"), "an impossible size");
        assertRefused(with(file(), 124, "\u00ff".repeat(12)), "an impossible size");
        assertRefused(with(file(), 100, "0x00644\0"), "an invalid mode");
        assertRefused(with(file(), 100, "7777777\0"), "an invalid mode");
        assertRefused(with(file(), 108, "-000001\0"), "an invalid owner");
        assertRefused(with(file(), 116, "\u0080\0\0\0\u00ff\u00ff\u00ff\u00ff"), "an invalid owner");
        assertRefused(with(file(), 136, "yesterday..."), "an invalid time");
        assertRefused(with(file(), 329, "9\0"), "an invalid device number");
    }

    @Test
    void large_owners_and_times_before_1970_are_accepted() throws IOException {
        read(with(file(), 108, "\u0080\0\0\0\0\u00ff\u00ff\u00ff"));
        read(with(file(), 136, "\u00ff".repeat(12)));
        read(with(file(), 100, "100644 \0"));
    }

    @Test
    void magics_that_only_some_readers_know_are_refused() {
        for (String magic : List.of("ustar\0\0\0", "ustar\00001", "ustar \0\0", "USTAR\00000", "\0\0\0\0\0\0\0x")) {
            assertRefused(with(file(), 257, magic), "an unknown magic");
        }
        byte[] oldest = with(file(), 257, "\0".repeat(8));
        assertRefused(with(oldest, 345, "etc"), "fields of a ustar header, but without its magic");
    }

    @Test
    void a_header_of_the_oldest_form_is_read() throws IOException {
        byte[] tar = file();
        Arrays.fill(tar, 257, BLOCK, (byte) 0);
        TarFormatsTest.withChecksum(tar);

        read(tar);
    }

    @Test
    void bytes_after_the_end_of_a_name_are_refused() {
        assertRefused(with(file(), 0, "a\0b"), "bytes after the NUL that ends a text");
        assertRefused(with(file(), 345, "\0etc"), "bytes after the NUL that ends a text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "4", "5", "6"})
    void content_of_an_entry_that_has_none_is_refused(String type) {
        byte[] tar = with(file(), 156, type);

        assertRefused(type.matches("[12]") ? with(tar, 157, "b") : tar, "a with content, which its type has not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "V", "M", "N", "D", "X", "A", "E"})
    void types_that_only_some_readers_know_are_refused(String type) {
        assertRefused(with(file(), 156, type), "a with the unknown type '" + type + "'");
    }

    @Test
    void a_file_with_the_name_of_a_directory_is_refused() {
        for (String type : List.of("0", "1", "2", "6")) {
            byte[] tar = with(pax().file("a", "").build(), 0, "a/");
            byte[] typed = with(tar, 156, type);

            assertRefused(
                    type.matches("[12]") ? with(typed, 157, "b") : typed,
                    "a/ as a file, although its name is a directory's");
        }
        assertRefused(pax().file("a/.", "").build(), "although its name is a directory's");
    }

    @Test
    void the_oldest_form_of_a_directory_is_refused_also_behind_another_name() {
        byte[] tar = with(pax().file("a", "").build(), 0, "a/");
        byte[] renamed = pax().paxRecord("path", "b".getBytes(UTF_8)).build();
        byte[] both = Arrays.copyOf(renamed, 1024 + tar.length);
        System.arraycopy(with(tar, 156, "\0"), 0, both, 1024, tar.length);

        assertRefused(with(tar, 156, "\0"), "the type of the oldest files and the name of a directory");
        assertRefused(both, "the type of the oldest files and the name of a directory");
    }

    @Test
    void a_link_without_a_target_and_a_directory_with_one_are_refused() {
        assertRefused(with(pax().file("a", "").build(), 156, "2"), "a as a link without a target");
        assertRefused(with(pax().directory("a").build(), 157, "b"), "a/ with a link's target, although it is no link");
    }

    @Test
    void a_plain_files_link_is_ignored_as_all_readers_do_and_docker_writes_it() throws IOException {
        byte[] named =
                pax().paxRecord("linkpath", "b".getBytes(UTF_8)).file("a", "1").build();

        for (byte[] tar :
                List.of(with(file(), 157, "b"), with(pax().file("a/.wh.b", "").build(), 157, "a"), named)) {
            TarEntry entry = new TarStream(new ByteArrayInputStream(tar), "x.tar", true).next();

            assertThat(entry.type()).isEqualTo(TarEntry.Type.FILE);
            assertThat(entry.linkName()).isEmpty();
        }
    }

    @Test
    void an_extended_header_at_the_end_is_refused() {
        byte[] tar = pax().paxRecord("path", "b".getBytes(UTF_8)).build();

        assertThatThrownBy(() -> read(tar))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("x.tar ends after an extended header that belongs to no entry");
    }

    @Test
    void entries_behind_the_end_or_behind_a_block_of_zeros_are_refused() throws IOException {
        byte[] first = file();
        byte[] both = Arrays.copyOf(first, 2 * first.length);
        System.arraycopy(first, 0, both, first.length, first.length);
        byte[] hidden = Arrays.copyOf(first, 2 * first.length);
        System.arraycopy(first, 0, hidden, 3 * BLOCK, 2 * BLOCK);

        assertRefused(both, "more data after its end at byte 1536");
        assertRefused(hidden, "more data after its end at byte 1536");
        read(Arrays.copyOf(first, first.length + 77 * BLOCK + 3));
    }
}
