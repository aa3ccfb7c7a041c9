package io.github.openflgramine.deployment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.deployment.KitBytes.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Archives that a tar program may unpack to other files than those of the released kit. */
final class KitAttackTest extends DeploymentFixture {

    private static final String NAME = "flowers-north";
    private static final String START = NAME + "/start";
    private static final Part EVIL = KitBytes.part(START, "#!/bin/sh\necho evil\n");
    private static final String STOP = NAME + "/stop";

    private byte[] released;

    @BeforeEach
    void release() throws IOException {
        deploy(Optional.empty(), key());
        released = Files.readAllBytes(kit(NAME));
    }

    @Test
    void an_attackers_start_that_a_tar_program_unpacks_is_refused() throws Exception {
        Map<String, byte[]> attacks = new LinkedHashMap<>();
        attacks.put("a name twice", kit(bytes -> bytes.atEnd(EVIL)));
        attacks.put("a name twice, one after the other", kit(bytes -> bytes.before(STOP, EVIL)));
        attacks.put(
                "a name written otherwise", kit(bytes -> bytes.atEnd(KitBytes.part(NAME + "/./start", "#!evil\n"))));
        attacks.put("a name with a dot before", kit(bytes -> bytes.atEnd(KitBytes.part("./" + START, "#!evil\n"))));
        attacks.put("a hidden name", kit(bytes -> bytes.atEnd(KitBytes.part(NAME + "//start", "#!evil\n"))));
        for (char type : "VDMNXSI?A\0\1".toCharArray()) {
            attacks.put(
                    "the content of type " + (int) type,
                    kit(bytes -> bytes.before(STOP, KitBytes.ofType(type, NAME + "/x", EVIL.bytes()))));
            attacks.put(
                    "a member of type " + (int) type,
                    kit(bytes -> bytes.atEnd(KitBytes.ofType(type, START, EVIL.content()))));
        }
        attacks.put(
                "after a wrong checksum",
                kit(bytes -> bytes.before(STOP, withoutChecksum(KitBytes.part(NAME + "/x", EVIL.bytes())), EVIL)));
        attacks.put(
                "in a header with a wrong checksum",
                kit(bytes -> bytes.before(STOP, withoutChecksum(KitBytes.part(NAME + "/x", EVIL.bytes())))));
        attacks.put(
                "under the name of an extended header",
                kit(bytes -> bytes.atEnd(
                        KitBytes.ofType('x', NAME + "/p", record("path", START)),
                        KitBytes.part(NAME + "/z", EVIL.content()))));
        attacks.put(
                "under the name of a global header",
                kit(bytes -> bytes.before(STOP, KitBytes.ofType('g', NAME + "/p", record("path", START)))));
        attacks.put(
                "under a long name of GNU's",
                kit(bytes -> bytes.atEnd(
                        KitBytes.ofType('L', "././@LongLink", (START + "\0").getBytes(US_ASCII)),
                        KitBytes.part(NAME + "/z", EVIL.content()))));
        attacks.put(
                "behind a size in an extended header",
                kit(bytes -> bytes.before(
                        STOP,
                        KitBytes.ofType('x', NAME + "/p", record("size", "0")),
                        KitBytes.part(NAME + "/z", EVIL.bytes()))));
        attacks.put(
                "behind a size in a global header",
                kit(bytes -> bytes.before(
                        STOP,
                        KitBytes.ofType('g', NAME + "/p", record("size", "0")),
                        KitBytes.part(NAME + "/z", EVIL.bytes()))));
        attacks.put("behind the end", concatenated(released, EVIL.bytes(), new byte[1024]));
        attacks.put("a link", kit(bytes -> bytes.atEnd(link('2', "README.md"))));
        attacks.put("a hard link", kit(bytes -> bytes.atEnd(link('1', NAME + "/README.md"))));
        attacks.put(
                "in a prefix",
                kit(bytes -> bytes.atEnd(KitBytes.part("start", EVIL.content()).with(345, NAME.getBytes(US_ASCII)))));
        attacks.put("compressed", gzip(kit(bytes -> bytes.atEnd(EVIL))));
        attacks.put("compressed in two members", concatenated(gzip(released), gzip(EVIL.bytes())));
        attacks.put("compressed with something behind", concatenated(gzip(released), EVIL.bytes()));

        List<String> unpacked = new ArrayList<>();
        for (var attack : attacks.entrySet()) {
            Path file = Files.write(directory.resolve("attack.tar"), attack.getValue());
            for (var key : Arrays.asList(publicKey(), null)) {
                assertThat(catchThrowable(() -> KitCheck.check(file, key)))
                        .as(attack.getKey())
                        .isInstanceOf(GraminizeException.class)
                        .hasMessageStartingWith("openfl.kit=" + file);
            }
            if (unpacks(file, "tar", "--extract", "--file")
                    || unpacks(file, "python3", "-c", "import sys, tarfile; tarfile.open(sys.argv[1]).extractall()")) {
                unpacked.add(attack.getKey());
            }
        }
        assertThat(unpacked)
                .contains(
                        "a name twice",
                        "a member of type " + (int) 'V',
                        "a member of type " + (int) 'D',
                        "in a header with a wrong checksum",
                        "after a wrong checksum",
                        "under the name of an extended header");
    }

    @Test
    void a_change_of_any_field_of_any_header_is_refused_also_where_no_signature_covers_it() throws IOException {
        int tried = 0;
        int[] fields = {
            0, 50, 99, 100, 106, 108, 116, 124, 134, 136, 146, 148, 154, 155, 156, 157, 257, 262, 263, 265, 297, 329,
            337, 345, 499, 500, 511
        };
        for (Part part : KitBytes.of(released).parts()) {
            for (int field : fields) {
                for (int value : new int[] {0, ' ', '/', '0', '1', '7', 'x', 0x80, 0xff}) {
                    byte[] changed = kit(bytes -> bytes.change(part.name(), one -> one.with(field, (byte) value)));
                    if (!Arrays.equals(changed, released)) {
                        assertRefused(changed, part.name() + " at " + field + ": " + value);
                        tried++;
                    }
                }
            }
        }
        assertThat(tried).isGreaterThan(3000);
    }

    @Test
    void modes_directories_their_order_and_the_kits_name_are_signed_too() throws IOException {
        byte[] mode = "0000644\0".getBytes(US_ASCII);
        assertRefused(
                kit(bytes -> bytes.change(START, part -> part.with(100, mode))), "a start that is not executable");
        assertRefused(
                kit(bytes -> bytes.change(NAME + "/README.md", part -> part.with(100, "0004755\0".getBytes(US_ASCII)))),
                "set-user-ID");
        assertRefused(kit(bytes -> bytes.atEnd(KitBytes.part(NAME + "/zone/", ""))), "another directory");
        assertRefused(kit(bytes -> bytes.remove(NAME + "/logs/")), "a directory less");
        assertRefused(kit(bytes -> bytes.remove(NAME + "/")), "no directory first");
        assertRefused(renamed("flowers-south"), "another name");
        assertRefused(renamed("..."), "a hidden name");
        assertRefused(renamed("-C"), "an option");
        assertRefused(
                kit(bytes -> {
                    Part readme = bytes.parts().remove(bytes.indexOf(NAME + "/README.md"));
                    return bytes.atEnd(readme);
                }),
                "another order");
        byte[] padded = released.clone();
        padded[padded.length - 1025] ^= 1;
        assertRefused(padded, "bytes that fill the last block");
        assertRefused(Arrays.copyOf(released, released.length - 512), "half an end");
        assertRefused(Arrays.copyOf(released, released.length + 512), "more of an end");
    }

    private byte[] renamed(String name) throws IOException {
        KitBytes other = KitBytes.of(released);
        other.parts().replaceAll(part -> KitBytes.part(part.name().replaceFirst(NAME, name), part.content()));
        return other.bytes();
    }

    private void assertRefused(byte[] kit, String what) throws IOException {
        Path file = Files.write(directory.resolve("attack.tar"), kit);
        assertThat(catchThrowable(() -> KitCheck.check(file, publicKey())))
                .as(what)
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("openfl.kit=" + file);
    }

    private byte[] kit(UnaryOperator<KitBytes> change) {
        try {
            return change.apply(KitBytes.of(released)).bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether a program unpacks another start than the released one, or something outside the kit. */
    private boolean unpacks(Path file, String... words) throws Exception {
        Path place = Files.createTempDirectory(directory, "place");
        List<String> command = new ArrayList<>(List.of(words));
        command.add(file.toString());
        Process process = new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        process.waitFor();
        Path start = place.resolve(START);
        return Files.isDirectory(start)
                || (Files.isRegularFile(start)
                        && !new String(Files.readAllBytes(start), UTF_8)
                                .equals(files(NAME).get("start")));
    }

    private static Part withoutChecksum(Part part) {
        byte[] header = part.header().clone();
        header[148] ^= 1;
        return part.withHeader(header);
    }

    private static Part link(char type, String target) {
        return KitBytes.ofType(type, START, new byte[0]).with(157, target.getBytes(US_ASCII));
    }

    private static byte[] record(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int length = rest.length() + 2;
        return (length + rest).getBytes(US_ASCII);
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
