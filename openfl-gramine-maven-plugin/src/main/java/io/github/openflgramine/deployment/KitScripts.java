package io.github.openflgramine.deployment;

import io.github.openflgramine.files.ContextDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The templates of a kit's own files.
 *
 * @param scripts templates of the scripts by name
 */
record KitScripts(SortedMap<String, String> scripts, String readme) {

    /** Templates in {@code deployment/} that are joined into each script. A variable set in one part is available in later parts. */
    private static final Map<String, List<String>> PARTS = Map.of(
            "start",
            List.of(
                    "start/help",
                    "shared/kit",
                    "shared/engine",
                    "shared/container",
                    "shared/logs",
                    "start/arguments",
                    "start/data",
                    "start/files",
                    "shared/user",
                    "shared/asked",
                    "shared/image",
                    "start/device",
                    "start/writable",
                    "start/check",
                    "start/container",
                    "start/run"),
            "stop",
            List.of("stop/help", "shared/kit", "shared/engine", "shared/container", "shared/logs", "stop/run"),
            "status",
            List.of("status/help", "shared/kit", "shared/engine", "shared/container", "status/run"),
            "verify",
            List.of("verify/help", "shared/kit", "shared/engine", "shared/user", "shared/jar", "verify/run"),
            "request",
            List.of(
                    "request/help",
                    "shared/kit",
                    "shared/engine",
                    "shared/user",
                    "shared/asked",
                    "shared/image",
                    "request/run"),
            "import",
            List.of(
                    "import/help",
                    "shared/kit",
                    "shared/engine",
                    "shared/user",
                    "shared/asked",
                    "shared/jar",
                    "shared/image",
                    "import/run"));

    /** The scripts of a collaborator whose key is in a file: an attested one gets its certificate by enrolling. */
    private static final Set<String> CERTIFICATES = Set.of("request", "import");

    KitScripts {
        scripts = Collections.unmodifiableSortedMap(new TreeMap<>(scripts));
    }

    /** Returns the names of all scripts that a kit can have. */
    static Set<String> names() {
        return PARTS.keySet();
    }

    static KitScripts read() throws IOException {
        SortedMap<String, String> scripts = new TreeMap<>();
        for (var script : PARTS.entrySet()) {
            StringBuilder text = new StringBuilder();
            for (String part : script.getValue()) {
                text.append(template(part + ".ftl"));
            }
            scripts.put(script.getKey(), text.toString());
        }
        return new KitScripts(scripts, template("README.md.ftl"));
    }

    /** Returns the scripts without those that make and import certificates. */
    KitScripts withoutCertificates() {
        SortedMap<String, String> others = new TreeMap<>(scripts);
        others.keySet().removeAll(CERTIFICATES);
        return new KitScripts(others, readme);
    }

    private static String template(String name) throws IOException {
        return new String(
                ContextDirectory.resource("/io/github/openflgramine/deployment/" + name), StandardCharsets.UTF_8);
    }
}
