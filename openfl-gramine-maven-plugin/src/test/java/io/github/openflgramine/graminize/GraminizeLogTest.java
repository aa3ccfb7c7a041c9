package io.github.openflgramine.graminize;

import io.github.openflgramine.ImageReference;
import io.github.openflgramine.LogText;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.product.StartCost;
import io.github.openflgramine.trusted.EmptiedLibraries;
import io.github.openflgramine.trusted.Unlisted;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class GraminizeLogTest {

    private static final Sha256 DIGEST = Sha256.of(new byte[32]);

    @Test
    void reads_as_before() throws IOException {
        LogText.assertReads(getClass(), GraminizeLog::new, log -> {
            log.noFileList("demo:1.0-first", "There is no files.mtree.");
            log.imageRead(GramineVersion.V1_9, python());
            log.imageRead(GramineVersion.parse("1.9+standin"), python());
            log.trusted(new TrustedSummary(
                    3869,
                    302_900_000,
                    358,
                    223_400_000,
                    List.of(
                            new StartCost.Library(
                                    "/usr/lib/python3/dist-packages/grpc/cygrpc.so", 12_893_320, 25_700_000, "grpc"),
                            new StartCost.Library(
                                    "/usr/lib/x86_64-linux-gnu/libcrypto.so.3", 4_742_424, 9_400_000, ""))));
            log.largest(List.of(
                    new StartCost.Library("/usr/lib/x86_64-linux-gnu/libcrypto.so.3", 4_742_424, 9_400_000, "")));
            log.start(new StartCost(
                    List.of(
                            new StartCost.Library(
                                    "/usr/lib/python3/dist-packages/grpc/cygrpc.so", 12_893_320, 25_700_000, "grpc"),
                            new StartCost.Library(
                                    "/usr/lib/x86_64-linux-gnu/libcrypto.so.3", 4_742_424, 9_400_000, "")),
                    918,
                    22_300_000,
                    1_500_000_000));
            log.startChanged(new StartCost.Change(
                    305_000_000,
                    411_000_000,
                    List.of(new StartCost.Library("/usr/lib/libopenblas.so.0", 25_000_000, 50_000_000, "numpy"))));
            log.startChanged(new StartCost.Change(411_000_000, 305_000_000, List.of()));
            log.stripped(List.of());
            log.rearranged(0);
            log.rearranged(12);
            log.stripped(List.of(175_600_000L, 15_000_000L));
            log.emptied(EmptiedLibraries.NONE);
            log.emptied(new EmptiedLibraries(
                    List.of(
                            new EmptiedLibraries.Replaced(
                                    ImagePath.of("/usr/lib/x86_64-linux-gnu/liblmdb.so.0.0.0"), 88_048, "00"),
                            new EmptiedLibraries.Replaced(
                                    ImagePath.of("/usr/lib/x86_64-linux-gnu/libopencv_core.so.4.6.0"),
                                    3_603_200,
                                    "00")),
                    List.of(new EmptiedLibraries.LeftOut(
                            ImagePath.of("/usr/lib/x86_64-linux-gnu/libtbb.so.12"), 339_824)),
                    Stream.concat(
                                    IntStream.range(0, 10)
                                            .mapToObj(i -> new EmptiedLibraries.SetAside(
                                                    ImagePath.of("/usr/lib/lib" + i + ".so"),
                                                    List.of("has a constructor"))),
                                    Stream.of(new EmptiedLibraries.SetAside(
                                            ImagePath.of("/usr/lib/libxml2.so.2"),
                                            List.of(
                                                    "has a destructor",
                                                    "exports attribute, named in /usr/bin/python3.11"))))
                            .toList(),
                    new TreeMap<>(Map.of(ImagePath.of("/usr/lib/libavif.so.15"), "is used by /usr/lib/libgd.so.3")),
                    List.of("libnone_*.so*", "libother.so.1"),
                    List.of("libzmq.so.5.2.4")));
            log.unlisted(IntStream.range(0, 21)
                    .mapToObj(
                            i -> new Unlisted(ImagePath.of("/usr/lib/python3/dist-packages/p" + i + ".pyc"), "openfl"))
                    .toList());
            log.explained(List.of("a table", "  of rules"));
            log.sealedToIsvSvn(List.of("save", "local_state"), 2);
            log.pushed(new ImageReference("registry.example.org/team/demo", DIGEST));
            log.notPushed("demo:1.0");
        });
    }

    private static PythonInstallation python() {
        return new PythonInstallation(ImagePath.of("/usr/bin/python3.11"), "3.11.2", "1.9", List.of());
    }
}
