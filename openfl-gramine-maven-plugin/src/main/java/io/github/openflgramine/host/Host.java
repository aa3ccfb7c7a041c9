package io.github.openflgramine.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A machine by its files.
 *
 * @param root where its {@code /proc}, {@code /sys} and {@code /dev} are; {@code /} but in tests
 */
public record Host(Path root) {

    /** The machine that this runs on. */
    public static Host here() {
        return new Host(Path.of("/"));
    }

    /** Whether Linux lists this among the processor's flags; it lists {@code sgx} only where the BIOS has enabled it. */
    public boolean hasFlag(String flag) throws IOException {
        for (String line : lines("proc/cpuinfo")) {
            if (line.startsWith("flags")) {
                return List.of(line.substring(line.indexOf(':') + 1).strip().split(" "))
                        .contains(flag);
            }
        }
        return false;
    }

    /** The processor's name, if it says one. */
    public Optional<String> processor() throws IOException {
        return lines("proc/cpuinfo").stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    /** As {@code uname -r} says it. */
    public String kernelRelease() throws IOException {
        return String.join("", lines("proc/sys/kernel/osrelease"));
    }

    public Optional<KernelVersion> kernel() throws IOException {
        return KernelVersion.parse(kernelRelease());
    }

    /** Whether the processor has SGX, even if the BIOS keeps it off; empty where nobody says. */
    public Optional<Boolean> processorHasSgx() {
        return Cpuid.ask(cpuid(), Cpuid::hasSgx);
    }

    /** Whether the processor has SGX2; empty where nobody says. */
    public Optional<Boolean> hasSgx2() {
        return Cpuid.ask(cpuid(), Cpuid::hasSgx2);
    }

    /** Bytes of enclave page cache: Linux says it from 5.17 on, the processor says it to root; empty where nobody does. */
    public OptionalLong epcBytes() throws IOException {
        long bytes = 0;
        Path nodes = root.resolve("sys/devices/system/node");
        if (Files.isDirectory(nodes)) {
            try (DirectoryStream<Path> each = Files.newDirectoryStream(nodes, "node*")) {
                for (Path node : each) {
                    Path total = node.resolve("x86/sgx_total_bytes");
                    bytes += Files.exists(total)
                            ? Long.parseLong(Files.readString(total).strip())
                            : 0;
                }
            }
        }
        if (bytes > 0) {
            return OptionalLong.of(bytes);
        }
        return Cpuid.ask(cpuid(), Cpuid::epcBytes).filter(sum -> sum > 0).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    private Path cpuid() {
        return root.resolve("dev/cpu/0/cpuid");
    }

    private List<String> lines(String file) throws IOException {
        Path path = root.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }
}
