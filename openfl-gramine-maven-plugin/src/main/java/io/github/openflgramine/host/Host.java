package io.github.openflgramine.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine, read from its files.
 *
 * @param root the directory with its {@code /proc}, {@code /sys} and {@code /dev}; always {@code /} except in tests
 */
public record Host(Path root) {

    /** The configuration of Intel's default quote provider library (libsgx-dcap-default-qpl). */
    static final String QUOTE_PROVIDER = "etc/sgx_default_qcnl.conf";

    /** {@code "pccs_url": "https://…"}, or {@code PCCS_URL=https://…} in older versions. */
    private static final Pattern SERVICE = Pattern.compile(
            "^\\s*\"?pccs_url\"?\\s*[:=]\\s*\"?https?://(?:[^/@\"\\s]*@)?([^/\"\\s]+)", Pattern.CASE_INSENSITIVE);

    /** Returns this machine. */
    public static Host here() {
        return new Host(Path.of("/"));
    }

    /** Returns whether Linux lists this processor flag. Linux lists {@code sgx} only if the BIOS has enabled it. */
    public boolean hasFlag(String flag) throws IOException {
        for (String line : lines("proc/cpuinfo")) {
            if (line.startsWith("flags")) {
                return List.of(line.substring(line.indexOf(':') + 1).strip().split(" "))
                        .contains(flag);
            }
        }
        return false;
    }

    /** Returns the processor's name, if known. */
    public Optional<String> processor() throws IOException {
        return ofProcessor("model name");
    }

    /** Returns the version of the processor's microcode, if Linux shows it. */
    public Optional<String> microcode() throws IOException {
        return ofProcessor("microcode");
    }

    private Optional<String> ofProcessor(String name) throws IOException {
        return lines("proc/cpuinfo").stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    /** Returns the device with which aesmd's enclaves use the processor's provisioning key. */
    public Path provisioningDevice() {
        return root.resolve("dev/sgx_provision");
    }

    /**
     * Returns the provisioning service of aesmd's quote provider library, with its host and port alone; empty if the
     * library has no configuration file, or the file names none.
     */
    public Optional<String> provisioningService() throws IOException {
        return lines(QUOTE_PROVIDER).stream()
                .map(SERVICE::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /** Returns the kernel's release, as {@code uname -r} prints it. */
    public String kernelRelease() throws IOException {
        return String.join("", lines("proc/sys/kernel/osrelease"));
    }

    public Optional<KernelVersion> kernel() throws IOException {
        return KernelVersion.parse(kernelRelease());
    }

    /** Returns whether the processor has SGX, even if the BIOS has disabled it; empty if unknown. */
    public Optional<Boolean> processorHasSgx() {
        return Cpuid.ask(cpuid(), Cpuid::hasSgx);
    }

    /** Returns whether the processor has SGX2; empty if unknown. */
    public Optional<Boolean> hasSgx2() {
        return Cpuid.ask(cpuid(), Cpuid::hasSgx2);
    }

    /**
     * Returns the size of the enclave page cache in bytes, as reported by Linux 5.17 and newer, or by the processor to
     * root; empty if unknown.
     */
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
