package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** What is in a released jar. */
final class JarContents implements AutoCloseable {

    private final JarFile jar;

    JarContents(Path file) throws IOException {
        jar = new JarFile(file.toFile());
    }

    List<String> names() {
        return jar.stream().map(ZipEntry::getName).toList();
    }

    String text(String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            throw new NoSuchFileException(jar.getName() + " has no " + name);
        }
        return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Returns the libraries whose {@code pom.properties} are in the jar, as GROUP:ARTIFACT:VERSION. */
    List<String> libraries() throws IOException {
        List<String> libraries = new ArrayList<>();
        for (String name : names()) {
            if (name.endsWith("/pom.properties")) {
                Properties of = new Properties();
                of.load(jar.getInputStream(jar.getEntry(name)));
                libraries.add(String.join(
                        ":", of.getProperty("groupId"), of.getProperty("artifactId"), of.getProperty("version")));
            }
        }
        return libraries;
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
