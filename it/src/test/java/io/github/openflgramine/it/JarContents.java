package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** What is in a released jar. */
final class JarContents implements AutoCloseable {

    /** A library whose {@code pom.properties} are in the jar. */
    record Library(String group, String artifact, String version) implements Comparable<Library> {

        @Override
        public int compareTo(Library other) {
            return toString().compareTo(other.toString());
        }
    }

    private final JarFile jar;

    JarContents(Path file) throws IOException {
        jar = new JarFile(file.toFile());
    }

    List<String> names() {
        return jar.stream().map(ZipEntry::getName).toList();
    }

    String text(String name) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }

    TreeSet<Library> libraries() throws IOException {
        TreeSet<Library> libraries = new TreeSet<>();
        for (String name : names()) {
            if (name.endsWith("/pom.properties")) {
                Properties of = new Properties();
                of.load(jar.getInputStream(jar.getEntry(name)));
                libraries.add(new Library(
                        of.getProperty("groupId"), of.getProperty("artifactId"), of.getProperty("version")));
            }
        }
        return libraries;
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
