package io.github.openflgramine.adopt;

import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.BundledFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that a workspace of OpenFL's lacks. They are the archetype's own, so that both ways lead to the same. */
final class AdoptedFiles {

    private static final String BUNDLED = "io/github/openflgramine/archetype";
    private static final String POM = "pom.xml";

    private AdoptedFiles() {}

    /**
     * Adds the files that are missing and returns them. A file that exists is not touched.
     *
     * @param name the workspace's name
     * @param enclaveSize the enclave's size in the POM
     */
    static List<Path> add(Path directory, String name, String enclaveSize) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        BundledFiles.below(BUNDLED)
                .forEach((file, content) -> files.put(file, new String(content, StandardCharsets.UTF_8)));
        files.computeIfPresent(POM, (file, text) -> pom(text, name, enclaveSize));
        files.put(".workspace", "current_plan_name: default\n");
        files.put("requirements.txt", "# The Python packages that src/ imports, apart from OpenFL.\n");
        List<Path> added = new ArrayList<>();
        for (var file : files.entrySet()) {
            Path target = directory.resolve(file.getKey());
            if (Files.notExists(target)) {
                AtomicFiles.write(target, file.getValue());
                added.add(target);
            }
        }
        return added;
    }

    private static String pom(String template, String name, String enclaveSize) {
        return template.replace("${groupId}", "org.example")
                .replace("${artifactId}", name)
                .replace("${version}", "1.0.0-SNAPSHOT")
                .replace("@enclaveSize@", enclaveSize)
                .replaceFirst(" *<!--@properties.xml@-->\n", "");
    }
}
