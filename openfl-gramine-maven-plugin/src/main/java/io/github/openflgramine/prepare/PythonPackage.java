package io.github.openflgramine.prepare;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.BundledFiles;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.python.PythonName;
import io.github.openflgramine.python.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Python package {@code openfl-gramine}, a wheel that is part of this plugin. Workspaces ask for it in requirements.txt. It never
 * comes from an index, so that nobody else can publish what an enclave runs under this name.
 */
public final class PythonPackage {

    static final PythonName NAME = new PythonName("openfl-gramine");

    private static final String DIRECTORY = "io/github/openflgramine/wheel";

    private final String fileName;
    private final byte[] wheel;

    private PythonPackage(String fileName, byte[] wheel) {
        this.fileName = fileName;
        this.wheel = wheel;
    }

    /** Returns the package of this plugin. */
    public static PythonPackage bundled() throws IOException {
        Map.Entry<String, byte[]> file =
                BundledFiles.below(DIRECTORY).entrySet().iterator().next();
        return new PythonPackage(file.getKey(), file.getValue());
    }

    /** Returns the wheel's name (PyPA, "Binary distribution format", "File name convention"). */
    public String fileName() {
        return fileName;
    }

    /** Returns the wheel's bytes. */
    public byte[] wheel() {
        return wheel.clone();
    }

    /** Returns the version, as PEP 440 writes it: {@code 0.1.0}, or {@code 0.1.0.dev0} of a snapshot. */
    public String version() {
        return fileName.split("-", -1)[1];
    }

    /** Writes the wheel to a directory, which is created if it is missing. */
    public void write(Path directory, BuildLog log) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(fileName);
        AtomicFiles.write(file, wheel);
        new PrepareLog(log).wrotePackage(file);
    }

    /** Returns the requirement for exactly this package. */
    String requirement() {
        return NAME + "==" + version();
    }

    /** Returns whether these requirements ask for the package. */
    static boolean isAskedFor(PipRequirements requirements) {
        return requirements.installed().stream().anyMatch(one -> isThis(one) && one.mayApply());
    }

    static boolean isThis(Requirement one) {
        return one.name().filter(NAME::equals).isPresent();
    }

    /**
     * Refuses requirements and constraints for another version, from another place, or with the hash of another file.
     *
     * @throws GraminizeException with the line
     */
    static void require(PipRequirements requirements) throws IOException {
        if (Stream.concat(requirements.installed().stream(), requirements.constraints().stream())
                .anyMatch(PythonPackage::isThis)) {
            PythonPackage own = bundled();
            Stream.concat(requirements.installed().stream(), requirements.constraints().stream())
                    .filter(PythonPackage::isThis)
                    .forEach(own::require);
        }
    }

    private void require(Requirement one) {
        List<String> clauses = one.versions().clauses();
        boolean own = clauses.isEmpty()
                || clauses.equals(List.of("==" + version()))
                || clauses.equals(List.of("===" + version()));
        if (one.kind() != Requirement.Kind.NAMED || !own) {
            String asked =
                    one.kind() == Requirement.Kind.NAMED ? NAME.value() + one.versions() : NAME + " from another place";
            throw new GraminizeException(
                    "%s asks for %s, but an image gets the package of the plugin that builds it:%n    asked for    %s%n    plugin has   %s"
                            .formatted(one.line(), asked, asked, requirement()),
                    "Write " + NAME
                            + " alone, which is the plugin's version; for another version, use that version of the"
                            + " plugin in pom.xml.");
        }
        String expected = "sha256:" + Sha256.digest(wheel).hex();
        if (!one.hashes().isEmpty() && !one.hashes().contains(expected)) {
            throw new GraminizeException(
                    "%s has a hash of another file than the plugin's package %s:%n    line         %s%n    plugin has   %s"
                            .formatted(one.line(), fileName, String.join(" ", one.hashes()), expected),
                    "Correct the hash, or omit it: the package comes from the plugin, never from an index.");
        }
    }
}
