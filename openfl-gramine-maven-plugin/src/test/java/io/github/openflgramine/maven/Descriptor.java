package io.github.openflgramine.maven;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;

/** This plugin's descriptor, read as Maven reads it. */
final class Descriptor {

    static final Path FILE = Path.of("target/classes/META-INF/maven/plugin.xml");

    private Descriptor() {}

    static PluginDescriptor read() throws Exception {
        try (Reader text = Files.newBufferedReader(FILE)) {
            return new PluginDescriptorBuilder().build(text);
        }
    }
}
