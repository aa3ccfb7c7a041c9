package io.github.openflgramine.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A machine for tests, made of the files with which Linux describes one. */
public record FakeHost(Path root) {

    public FakeHost withFlags(String flags) throws IOException {
        return withFile("proc/cpuinfo", """
                processor	: 0
                model name	: Intel(R) Xeon(R) Test
                microcode	: 0xd0003d1
                flags		: fpu vme %s sse2
                """.formatted(flags));
    }

    public FakeHost withKernel(String release) throws IOException {
        return withFile("proc/sys/kernel/osrelease", release + "\n");
    }

    /** Adds EPC in one node, in the format of Linux 5.17 and newer. */
    public FakeHost withEpc(int node, long bytes) throws IOException {
        return withFile("sys/devices/system/node/node" + node + "/x86/sgx_total_bytes", bytes + "\n");
    }

    /** Adds an answer to CPUID to a sparse file. */
    public FakeHost withCpuid(int leaf, int subLeaf, int eax, int ebx, int ecx, int edx) throws IOException {
        Path device = root.resolve("dev/cpu/0/cpuid");
        Files.createDirectories(device.getParent());
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(eax).putInt(ebx).putInt(ecx).putInt(edx).flip();
        try (FileChannel channel = FileChannel.open(
                device, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(bytes, (long) subLeaf << 32 | leaf);
        }
        return this;
    }

    public Host host() {
        return new Host(root);
    }

    /** Adds the configuration of the quote provider library, and the device that aesmd's enclaves need. */
    public FakeHost withQuotes(String service) throws IOException {
        withFile("dev/sgx_provision", "");
        return withFile("etc/sgx_default_qcnl.conf", service);
    }

    private FakeHost withFile(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }
}
