package io.github.openflgramine.maven;

import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** The properties of this plugin that the user set in the POM or on the command line, except those about keys or this machine. */
final class ChosenParameters {

    /** Properties that name files of this machine or the location of a key. */
    private static final List<String> LEFT_OUT = List.of(
            "openfl.releaseKey",
            "openfl.releasePublicKey",
            "gramine.signingKey",
            "gramine.signatures",
            "gramine.caBundle",
            "gramine.wheelhouse");

    private ChosenParameters() {}

    /** Returns the values by name. The command line takes precedence. */
    static SortedMap<String, String> of(Properties pom, Properties commandLine) {
        SortedMap<String, String> chosen = new TreeMap<>();
        add(chosen, pom);
        add(chosen, commandLine);
        return chosen;
    }

    private static void add(SortedMap<String, String> chosen, Properties properties) {
        for (String name : properties.stringPropertyNames()) {
            if (KnownParameters.isOurs(name)
                    && !Handover.isOne(name)
                    && LEFT_OUT.stream().noneMatch(name::startsWith)) {
                chosen.put(name, properties.getProperty(name));
            }
        }
    }
}
