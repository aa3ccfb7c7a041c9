package io.github.openflgramine.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader of dynamic sections that takes stock of an image, run in Python on ELF files made here. */
final class ElfReaderTest {

    private static final int DYNAMIC = 64 + 2 * 56;
    private static final int STRINGS = DYNAMIC + 6 * 16;
    private static final long ADDRESS = 0x400000;

    private static final String READ_ALL = """
            import json, os, sys
            sys.path.insert(0, sys.argv[1])
            import elf
            for name in sorted(os.listdir(sys.argv[2])):
                print(json.dumps(elf.dynamic(os.path.join(sys.argv[2], name)), sort_keys=True))
            """;

    @TempDir
    Path scratch;

    private int files;

    @Test
    void finds_what_is_needed_and_where_it_is_looked_for() throws Exception {
        put(sound(15));
        put(sound(29));

        assertThat(read())
                .containsExactly(
                        "{\"needed\": [\"libc.so.6\", \"libz.so.1\"], \"rpath\": [\"$ORIGIN/lib\", \"/opt/lib\"]}",
                        "{\"needed\": [\"libc.so.6\", \"libz.so.1\"], \"runpath\": [\"$ORIGIN/lib\", \"/opt/lib\"]}");
    }

    @Test
    void what_is_no_elf_file_for_x86_64_needs_nothing() throws Exception {
        put("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
        put(new byte[0]);
        put(new byte[64]);
        put(with(4, 1)); // ELF32
        put(with(5, 2)); // big-endian
        put(with(18, 183)); // AArch64

        assertThat(read()).hasSize(6).containsOnly("null");
    }

    @Test
    void what_points_beyond_its_end_is_damaged() throws Exception {
        put(withLong(32, Long.MAX_VALUE)); // program headers
        put(withLong(32, -1));
        put(withLong(64 + 56 + 8, Long.MAX_VALUE)); // the dynamic section's place
        put(withLong(64 + 56 + 32, 1L << 62)); // and its size
        put(withLong(DYNAMIC + 8, 0)); // a table of strings at no loaded address
        put(withLong(DYNAMIC + 16 + 8, Long.MAX_VALUE)); // a name
        put(with(54, 8)); // program headers of eight bytes

        assertThat(read()).hasSize(7).containsOnly("null");
    }

    @Test
    void whatever_is_cut_off_or_turned_over_ends_without_an_error() throws Exception {
        byte[] sound = sound(29);
        for (int length = 0; length < sound.length; length++) {
            put(java.util.Arrays.copyOf(sound, length));
        }
        Random random = new Random(4711);
        for (int i = 0; i < 300; i++) {
            byte[] content = sound(29);
            for (int turned = 0; turned < 8; turned++) {
                content[random.nextInt(STRINGS)] = (byte) random.nextInt(256);
            }
            put(content);
        }

        assertThat(read()).hasSize(sound.length + 300);
    }

    /** Header, one segment for the whole file, the dynamic section, its strings. */
    private static byte[] sound(int pathTag) {
        String strings = "\0libc.so.6\0libz.so.1\0$ORIGIN/lib:/opt/lib\0";
        ByteBuffer elf = ByteBuffer.allocate(STRINGS + strings.length()).order(ByteOrder.LITTLE_ENDIAN);
        elf.putInt(0x464c457f).put(new byte[] {2, 1, 1}).position(16);
        elf.putShort((short) 3)
                .putShort((short) 62)
                .putInt(1)
                .putLong(0)
                .putLong(64)
                .putLong(0)
                .putInt(0);
        elf.putShort((short) 64).putShort((short) 56).putShort((short) 2).position(64);
        programHeader(elf, 1, 0, elf.capacity());
        programHeader(elf, 2, DYNAMIC, 6 * 16);
        elf.putLong(5).putLong(ADDRESS + STRINGS);
        elf.putLong(1).putLong(strings.indexOf("libc"));
        elf.putLong(1).putLong(strings.indexOf("libz"));
        elf.putLong(pathTag).putLong(strings.indexOf("$"));
        elf.putLong(0).putLong(0);
        elf.putLong(1).putLong(strings.length() * 2L); // behind DT_NULL nothing counts
        elf.put(strings.getBytes(StandardCharsets.UTF_8));
        return elf.array();
    }

    private static void programHeader(ByteBuffer elf, int type, long offset, long size) {
        elf.putInt(type).putInt(4).putLong(offset).putLong(ADDRESS + offset).putLong(0);
        elf.putLong(size).putLong(size).putLong(8);
    }

    private static byte[] with(int offset, int value) {
        byte[] content = sound(29);
        content[offset] = (byte) value;
        return content;
    }

    private static byte[] withLong(int offset, long value) {
        byte[] content = sound(29);
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putLong(offset, value);
        return content;
    }

    private void put(byte[] content) throws Exception {
        Path folder = Files.createDirectories(scratch.resolve("elf"));
        Files.write(folder.resolve("%06d".formatted(files++)), content);
    }

    private List<String> read() throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", "-I", "-B", "-c", READ_ALL));
        command.add(ChildProcess.SCRIPTS.resolve("finish").toAbsolutePath().toString());
        command.add(scratch.resolve("elf").toString());
        ChildProcess run = ChildProcess.run(scratch, Map.of(), command);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out().lines().toList();
    }
}
