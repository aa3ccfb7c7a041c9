package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Packs a workspace in a separate JVM, because locale and charset are fixed when a JVM starts. */
final class ZipInAnotherJvm {

    private ZipInAnotherJvm() {}

    /** Returns the zip's digest, or the error. */
    static String digest(Path root, String locale, String option) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ZipInAnotherJvm.class.getName(),
                        root.toString())
                .redirectErrorStream(true);
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out.strip();
    }

    public static void main(String[] arguments) throws IOException {
        try {
            ByteArrayOutputStream zip = new ByteArrayOutputStream();
            WorkspaceArchive.of(Workspace.open("demo", Path.of(arguments[0]))).writeZip(zip);
            System.out.println(Sha256.digest(zip.toByteArray()).hex());
        } catch (GraminizeException e) {
            System.out.println(e.getMessage());
        }
    }
}
