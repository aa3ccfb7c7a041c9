package io.github.openflgramine.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** A Maven build in a separate process, with a repository that contains the plugin under test. */
final class MavenBuild {

    /** The plugin's coordinates, to run goals without a project. */
    static final String PLUGIN = "io.github.openfl-gramine:openfl-gramine-maven-plugin:" + setting("it.version");

    static final String GENERATE = "org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate";

    private static final Path REPOSITORY = Path.of(setting("it.repository"));

    private final Path directory;
    private final Properties properties = new Properties();
    private final Properties environment = new Properties();
    private Path localRepository = REPOSITORY;
    private Path mavenHome = Path.of(setting("maven.home"));
    private Optional<String> launcher = Optional.empty();
    private List<String> answers = List.of();

    private MavenBuild(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns a build as a user starts it in this directory, with properties for this machine's engine and base image.
     */
    static MavenBuild in(Path directory) {
        return new MavenBuild(directory)
                .with("gramine.baseImage", setting("it.baseImage"))
                .with("gramine.buildNetwork", "host");
    }

    /** Creates an empty directory for a test class, outside other projects. */
    static Path workDirectory(Class<?> test) {
        try {
            Path directory = Path.of(setting("it.workDirectory"), test.getSimpleName());
            Files.createDirectories(directory.getParent());
            return Files.createTempDirectory(directory.getParent(), test.getSimpleName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Generates a workspace from only a name and a template, and returns its directory. */
    static Path generate(Path directory, String name, String template) {
        archetype(directory)
                .with("artifactId", name)
                .with("template", template)
                .run(GENERATE)
                .assertSuccess();
        return directory.resolve(name);
    }

    /** Returns a build with the archetype's properties, for the goal {@link #GENERATE}. */
    static MavenBuild archetype(Path directory) {
        return new MavenBuild(directory)
                .with("archetypeGroupId", "io.github.openfl-gramine")
                .with("archetypeArtifactId", "openfl-workspace-archetype")
                .with("archetypeVersion", setting("it.version"))
                .with("archetypeCatalog", "internal");
    }

    static String setting(String name) {
        String value = System.getProperty(name, "");
        if (value.isBlank()) {
            throw new IllegalStateException(name + " is not set. Integration tests are started by ./run-tests");
        }
        return value;
    }

    MavenBuild with(String property, String value) {
        properties.setProperty(property, value);
        return this;
    }

    MavenBuild without(String property) {
        properties.remove(property);
        return this;
    }

    MavenBuild withEnvironment(String name, String value) {
        environment.setProperty(name, value);
        return this;
    }

    /**
     * Simulates another machine's Maven: its local repository is initially empty, and its settings have a repository
     * of releases.
     */
    MavenBuild onMachine(Path home, Path releases) {
        try {
            localRepository = Files.createDirectories(home.resolve("repository"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return withEnvironment("XDG_CACHE_HOME", home.resolve("cache").toString())
                .withEnvironment("IT_RELEASES", releases.toUri().toString())
                .withEnvironment("IT_TESTED", REPOSITORY.toUri().toString());
    }

    /** Uses another Maven than the one that runs the tests. */
    MavenBuild withMaven(String version) {
        mavenHome = Path.of(setting("it.mavens"), "apache-maven-" + version);
        return this;
    }

    /** Removes root's right to open every file, for tests in which access to a file must be denied. */
    MavenBuild withoutRootsRights() {
        return System.getProperty("user.name").equals("root")
                ? launchedBy("setpriv --bounding-set -dac_override,-dac_read_search")
                : this;
    }

    /** Starts Maven through another command, to which Maven's words are appended. */
    MavenBuild launchedBy(String words) {
        launcher = Optional.of(words);
        return this;
    }

    /** Answers Maven's questions with these lines. Without it Maven runs in batch mode. */
    MavenBuild answering(String... lines) {
        answers = List.of(lines);
        return this;
    }

    MavenResult run(String... goals) {
        List<String> output = new ArrayList<>();
        InvocationRequest request = new DefaultInvocationRequest();
        request.setBaseDirectory(directory.toFile());
        request.addArgs(List.of(goals));
        request.setBatchMode(answers.isEmpty());
        if (!answers.isEmpty()) {
            request.setInputStream(new ByteArrayInputStream(
                    answers.stream().map(line -> line + "\n").collect(joining()).getBytes(UTF_8)));
        }
        request.setNoTransferProgress(true);
        request.setProperties(properties);
        request.setUserSettingsFile(settings().toFile());
        request.setLocalRepositoryDirectory(localRepository.toFile());
        request.setOutputHandler(line -> {
            output.add(line);
            System.out.println("    | " + line);
        });
        request.setMavenHome(mavenHome.toFile());
        launcher.ifPresent(words -> request.setMavenExecutable(script(words).toFile()));
        surroundings().forEach(request::addShellEnvironment);
        environment.forEach((name, value) -> request.addShellEnvironment((String) name, (String) value));
        try {
            return new MavenResult(new DefaultInvoker().execute(request).getExitCode(), List.copyOf(output));
        } catch (MavenInvocationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the command with which other programs can start Maven. */
    static List<String> command() {
        return List.of(
                setting("maven.home") + "/bin/mvn",
                "--settings=" + settings(),
                "-Dmaven.repo.local=" + REPOSITORY,
                "--no-transfer-progress");
    }

    /** Returns the environment variables that this command needs. */
    static Map<String, String> surroundings() {
        return Map.of(
                "XDG_CACHE_HOME", Path.of(setting("it.workDirectory"), "cache").toString(),
                "IT_DOWNLOADS", Path.of(setting("it.downloads")).toUri().toString());
    }

    private Path script(String words) {
        try {
            Path script = Files.createTempFile(Path.of(setting("it.workDirectory")), "mvn", ".sh");
            Files.writeString(script, "#!/bin/sh\nexec " + words + " '" + mavenHome + "/bin/mvn' \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path settings() {
        try {
            return Path.of(Objects.requireNonNull(MavenBuild.class.getResource("/settings.xml"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
