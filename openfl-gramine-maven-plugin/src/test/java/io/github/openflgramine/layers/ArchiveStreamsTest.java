package io.github.openflgramine.layers;

import static io.github.openflgramine.tar.TarBuilder.pax;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.tar.TarStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The streams that read archives return the same bytes for any sequence of reads and skips. */
final class ArchiveStreamsTest {

    private static final byte[] BYTES = new byte[(1 << 19) + 77];

    static {
        new Random(5).nextBytes(BYTES);
    }

    enum Kind {
        PART_OF_A_FILE,
        READ_AHEAD,
        ENTRY_OF_A_TAR
    }

    @TempDir
    Path temp;

    private InputStream open(Kind kind) throws IOException {
        return switch (kind) {
            case PART_OF_A_FILE -> new FileRegion(surrounded(), 3, BYTES.length);
            case READ_AHEAD -> new ReadAhead(new ByteArrayInputStream(BYTES));
            case ENTRY_OF_A_TAR -> {
                byte[] tar = pax().file("a", BYTES).build();
                TarStream stream = new TarStream(new ByteArrayInputStream(tar), "x.tar", true);
                stream.next();
                yield stream.content();
            }
        };
    }

    private FileChannel surrounded() throws IOException {
        byte[] whole = new byte[BYTES.length + 7];
        System.arraycopy(BYTES, 0, whole, 3, BYTES.length);
        return FileChannel.open(ImageBuilder.write(temp, "part", whole));
    }

    @ParameterizedTest
    @EnumSource
    void byte_by_byte(Kind kind) throws IOException {
        try (InputStream in = open(kind)) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.write(next);
            }
            assertThat(read.toByteArray()).isEqualTo(BYTES);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void in_pieces_of_any_length(Kind kind) throws IOException {
        for (int length : new int[] {1000, 1 << 14, (1 << 14) + 1, 1 << 20}) {
            try (InputStream in = open(kind)) {
                byte[] buffer = new byte[length + 2];
                ByteArrayOutputStream read = new ByteArrayOutputStream();
                for (int count = in.read(buffer, 1, length); count >= 0; count = in.read(buffer, 1, length)) {
                    read.write(buffer, 1, count);
                }
                assertThat(read.toByteArray()).as("%d", length).isEqualTo(BYTES);
                assertThat(in.read(buffer, 0, 0)).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void with_some_of_them_skipped(Kind kind) throws IOException {
        try (InputStream in = open(kind)) {
            int at = 0;
            for (int step : new int[] {1, 100, 1 << 13, 1 << 14, 1 << 15, 1 << 16}) {
                assertThat(in.readNBytes(step)).isEqualTo(Arrays.copyOfRange(BYTES, at, at + step));
                in.skipNBytes(step);
                at += 2 * step;
            }
            assertThat(in.skip(0)).isZero();
            assertThat(in.skip(-1)).isZero();
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(BYTES, at, BYTES.length));
            assertThat(in.skip(1)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "READ_AHEAD")
    void what_is_left_is_known(Kind kind) throws IOException {
        try (InputStream in = open(kind)) {
            assertThat(in.available()).isEqualTo(BYTES.length);
            in.skipNBytes(70);
            assertThat(in.available()).isEqualTo(BYTES.length - 70);
            in.readAllBytes();
            assertThat(in.available()).isZero();
        }
    }

    @Test
    void a_part_of_a_file_knows_where_in_the_file_it_is() throws IOException {
        try (FileChannel channel = surrounded();
                FileRegion in = new FileRegion(channel, 3, BYTES.length)) {
            assertThat(in.position()).isEqualTo(3);
            in.read();
            assertThat(in.position()).isEqualTo(4);
            in.readNBytes(10);
            assertThat(in.position()).isEqualTo(14);
            in.skipNBytes(1 << 16);
            assertThat(in.position()).isEqualTo(14 + (1 << 16));
            in.readNBytes(1 << 15);
            assertThat(in.position()).isEqualTo(14 + (1 << 16) + (1 << 15));
        }
    }

    @Test
    void a_part_that_the_file_no_longer_has_ends_with_the_file() throws IOException {
        byte[] buffer = new byte[1 << 15];
        try (FileChannel channel = surrounded()) {
            assertThat(new FileRegion(channel, channel.size() - 1, 10).readAllBytes())
                    .hasSize(1);
            assertThat(new FileRegion(channel, channel.size(), 10).read()).isEqualTo(-1);
            assertThat(new FileRegion(channel, channel.size(), 10).read(buffer, 0, 5))
                    .isEqualTo(-1);
            assertThat(new FileRegion(channel, channel.size(), 10).read(buffer, 0, buffer.length))
                    .isEqualTo(-1);
        }
    }

    @Test
    void what_fails_ahead_fails_where_it_is_read_after_all_bytes_before_it() throws IOException {
        byte[] before = Arrays.copyOf(BYTES, 1 << 18);
        InputStream failing = new FilterInputStream(new ByteArrayInputStream(before)) {
            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                if (available() == 0) {
                    throw new IOException("the disk is gone");
                }
                return super.read(buffer, from, length);
            }
        };
        try (InputStream in = new ReadAhead(failing)) {
            assertThat(in.readNBytes(before.length)).isEqualTo(before);
            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("the disk is gone");
        }
    }
}
