package io.github.openflgramine.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.files.BundledFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.run.ProgramRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at the Python code of a workspace. The program that judges it is the one that runs in each image's build. It reads
 * the code, and does not run it, in a container without a network.
 */
final class WorkspaceCode {

    private static final String DIRECTORY = "openfl-gramine-adopt";
    private static final String BUNDLED = "io/github/openflgramine/python/";
    private static final String FINDINGS = "findings.json";
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private WorkspaceCode() {}

    /**
     * Returns the findings in {@code src/}.
     *
     * @param image an image with Python 3.10 or newer
     * @throws GraminizeException if the engine has no such image, or its Python cannot run the program
     */
    static List<Finding> findings(Path workspace, Engine engine, String image) throws IOException {
        Optional<EngineImage> found = engine.image(image);
        if (found.isEmpty()) {
            throw new GraminizeException(
                    "the Docker engine at " + engine.address() + " does not have the image " + image + ".",
                    "docker pull " + image);
        }
        ContainerRequest request = ContainerRequest.of(found.get().id())
                .user("0:0")
                .withoutPrivileges()
                .workingDir(ImagePath.of(DIRECTORY))
                .entrypoint("/bin/sh", "-c", "exec python3 -I -B \"$@\"", "python3")
                .command("/" + DIRECTORY)
                .build();
        try (ProgramRun run = ProgramRun.of(engine, request, DIRECTORY, given(workspace), TIMEOUT)) {
            if (run.failure().isPresent()) {
                throw new GraminizeException(
                        "python3 of the image " + image + " " + run.failure().get() + ".",
                        "Give an image with Python 3.10 or newer that the engine has:"
                                + " -Dgramine.baseImage=python:3.11-slim");
            }
            return parse(run);
        }
    }

    private static Map<String, Content> given(Path workspace) throws IOException {
        Map<String, Content> given = BundledFiles.contents(BUNDLED + "adopt");
        BundledFiles.contents(BUNDLED + "image/finish/source")
                .forEach((file, content) -> given.put("source/" + file, content));
        given.put("workspace/src/", Content.of(""));
        try (Stream<Path> files = Files.walk(workspace.resolve("src"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".py"))
                    .toList()) {
                given.put("workspace/" + workspace.relativize(file), Content.of(file));
            }
        }
        return given;
    }

    private static List<Finding> parse(ProgramRun run) throws IOException {
        try (InputStream content = run.file(FINDINGS).orElseThrow(() -> new IOException("no " + FINDINGS))) {
            List<Finding> findings = new ArrayList<>();
            for (JsonNode found : new ObjectMapper().readTree(Content.whole(content, FINDINGS))) {
                findings.add(new Finding(
                        found.path("file").asText() + " line "
                                + found.path("line").asInt(),
                        found.path("problem").asText(),
                        found.path("remedy").asText()));
            }
            return findings;
        }
    }
}
