package io.github.openflgramine.it.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Describes the machine of the figures. */
final class Machine {

    private Machine() {}

    static String describe() throws IOException, InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%d cores of %s, %d GB of memory, load %.1f, Linux %s%n%s %s, %s",
                Runtime.getRuntime().availableProcessors(),
                processor(),
                system.getTotalMemorySize() >> 30,
                system.getSystemLoadAverage(),
                System.getProperty("os.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                openssl());
    }

    private static String processor() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("an unknown kind");
        }
    }

    private static String openssl() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("openssl", "version").start();
        String version = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return version.replaceAll("\\s+\\(.*", "").strip();
    }
}
