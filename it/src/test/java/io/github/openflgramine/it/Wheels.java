package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Creates directories of wheels for {@code gramine.wheelhouse}. */
final class Wheels {

    private Wheels() {}

    /**
     * Downloads the wheels of a workspace's requirements.txt, under its constraints.txt if it has one, with this machine's
     * pip: for the base image's Python, and with binaries that run on Debian 12. The directory has the plugin's own already.
     */
    static void download(Path workspace, Path directory) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", "-m", "pip", "download", "--quiet", "--dest"));
        command.addAll(List.of(directory.toString(), "--only-binary=:all:", "--python-version=3.11"));
        for (String manylinux : List.of("2014", "_2_17", "_2_27", "_2_28", "_2_31", "_2_34")) {
            command.add("--platform=manylinux" + manylinux + "_x86_64");
        }
        try (Stream<Path> own = Files.list(directory)) {
            own.map(Path::toString).filter(wheel -> wheel.endsWith(".whl")).forEach(command::add);
        }
        command.add("--requirement=requirements.txt");
        if (Files.exists(workspace.resolve("constraints.txt"))) {
            command.add("--constraint=constraints.txt");
        }
        Process pip = new ProcessBuilder(command)
                .directory(workspace.toFile())
                .inheritIO()
                .start();
        if (pip.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + " failed");
        }
    }

    /**
     * Downloads PyPI's torchvision for Debian's PyTorch, which is older than the one it names: its data sets and transforms
     * run with it. The requirement is removed, as pip would download CUDA for it.
     */
    static void torchvision(Path directory) throws IOException, InterruptedException {
        Path wheel = directory.resolve("torchvision-0.15.1-cp311-cp311-manylinux1_x86_64.whl");
        if (Files.exists(wheel)) {
            return;
        }
        downloadAlone(directory, "torchvision==0.15.1");
        try (FileSystem zip = FileSystems.newFileSystem(wheel)) {
            Path metadata = zip.getPath("torchvision-0.15.1.dist-info/METADATA");
            Files.writeString(metadata, Files.readString(metadata).replaceAll("Requires-Dist: torch[ =(][^\n]*\n", ""));
        }
    }

    /** Downloads one wheel without those that it requires. */
    static void downloadAlone(Path directory, String requirement) throws IOException, InterruptedException {
        Process pip = new ProcessBuilder(List.of(
                        "python3",
                        "-m",
                        "pip",
                        "download",
                        "--quiet",
                        "--no-deps",
                        "--only-binary=:all:",
                        "--python-version=3.11",
                        "--platform=manylinux1_x86_64",
                        "--platform=manylinux2014_x86_64",
                        "--dest=" + directory,
                        requirement))
                .inheritIO()
                .start();
        if (pip.waitFor() != 0) {
            throw new AssertionError("pip download " + requirement + " failed");
        }
    }

    /** Writes a minimal wheel with one module. The bytes are always the same. */
    static void write(Path directory, String name, String version) throws IOException {
        write(directory, name, version, "");
    }

    /** Writes such a wheel with more code in its module. */
    static void write(Path directory, String name, String version, String code) throws IOException {
        String info = name + "-" + version + ".dist-info/";
        Map<String, String> files = new LinkedHashMap<>();
        files.put(name + "/__init__.py", "VERSION = \"" + version + "\"\n" + code);
        files.put(info + "METADATA", "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
        files.put(info + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        files.put(info + "RECORD", String.join(",,\n", files.keySet()) + ",,\n" + info + "RECORD,,\n");
        Path wheel = directory.resolve(name + "-" + version + "-py3-none-any.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            for (var file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(LocalDateTime.of(2020, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
