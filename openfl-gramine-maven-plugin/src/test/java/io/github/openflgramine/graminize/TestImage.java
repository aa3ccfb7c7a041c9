package io.github.openflgramine.graminize;

import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.layers.ImageReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory with the minimum files of a first image, including the reference vectors' libpal.so and offsets. */
public record TestImage(Path directory) {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/rootfs.tar");
    private static final ImagePath LIBPAL = ImagePath.of("/usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so");
    private static final String OPENFL = "/lib/python3.11/site-packages/openfl/__pycache__/__init__.cpython-311.pyc";
    private static final ImagePath OFFSETS = ImagePath.of("/usr/lib/python3/dist-packages/_graminelibos_offsets.py");

    /** Creates an image whose Python is {@code PREFIX/bin/python3.11}. */
    public static TestImage withPython(Path directory, String prefix) {
        return withPython(directory, prefix, "[]");
    }

    /** Creates an image that also has findings about the workspace's code, as JSON. */
    static TestImage withPython(Path directory, String prefix, String findings) {
        ImageFilesystem golden = new ImageReader().readRootFilesystem(GOLDEN).filesystem();
        return new TestImage(directory)
                .file(LIBPAL.value(), golden.content(LIBPAL).orElseThrow())
                .file(OFFSETS.value(), golden.content(OFFSETS).orElseThrow())
                .file("/usr/lib/x86_64-linux-gnu/gramine/libsysdb.so", "libos")
                .file("/usr/lib/x86_64-linux-gnu/gramine/runtime/glibc/libc.so.6", "libc")
                .file("/usr/lib/x86_64-linux-gnu/libffi.so.8", "libffi")
                .file("/usr/share/zoneinfo/UTC", "UTC")
                .file("/etc/nsswitch.conf", "hosts: files dns\n")
                .file("/var/lib/dpkg/status", "Package: gramine\nStatus: install ok installed\nVersion: 1.9\n")
                .file(prefix + "/bin/python3.11", "python")
                .file(prefix + "/lib/libpython3.11.so.1.0", "libpython")
                .file(prefix + "/lib/python3.11/os.py", "os")
                .file(prefix + "/lib/python3.11/__pycache__/os.cpython-311.pyc", "os, compiled")
                .file(prefix + "/lib/python3.11/site-packages/openfl/__init__.py", "openfl")
                .file(prefix + OPENFL, "openfl, compiled")
                .file("/opt/openfl-gramine/actor.py", "actor")
                .file("/opt/openfl-gramine/launcher/__init__.py", "launcher")
                .file("/opt/openfl-gramine/python.json", """
                        {"interpreter": "%1$s/bin/python3.11", "version": "3.11.2", "openfl": "1.9",
                         "sys_path": ["%1$s/lib/python3.11", "%1$s/lib/python3.11/site-packages"]}
                        """.formatted(prefix))
                .file("/opt/openfl-gramine/inventory.json", """
                        {"libraries": {"%1$s/bin/python3.11": {"needed": ["libc.so.6", "libffi.so.8", "libpython3.11.so.1.0"]}},
                         "modules": {"%1$s%2$s": "actor.py"}, "removed": {}, "findings": %3$s}
                        """.formatted(prefix, OPENFL, findings))
                .file("/workspace/.workspace", "")
                .file("/workspace/plan/plan.yaml", "aggregator: {}\n")
                .file("/workspace/plan/cols.yaml", "")
                .file("/workspace/plan/data.yaml", "")
                .file("/workspace/src/taskrunner.py", "task");
    }

    public TestImage file(String path, String content) {
        return file(path, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private TestImage file(String path, byte[] content) {
        try {
            Path file = directory.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ImageFilesystem read() {
        return image().filesystem();
    }

    public Image image() {
        return new ImageReader().readRootFilesystem(directory);
    }
}
