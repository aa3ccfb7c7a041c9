package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mvn archetype:generate} in the directory of a parent project. */
final class ArchetypeInParentTest {

    private static final String PARENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <project>
                <modelVersion>4.0.0</modelVersion>
                <!-- größer -->
                <groupId>org.example.parent</groupId>
                <artifactId>parent</artifactId>
                <version>7</version>
                <packaging>pom</packaging>%s
                <properties>
                    <gramine.enclaveSize>1G</gramine.enclaveSize>
                </properties>
            </project>
            """;

    private Path directory;
    private Path pom;

    @BeforeEach
    void parent() throws IOException {
        directory = MavenBuild.workDirectory(ArchetypeInParentTest.class);
        pom = Files.writeString(directory.resolve("pom.xml"), PARENT.formatted(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"numpy", "torch_cnn_histology"})
    void a_workspace_becomes_a_module_that_the_parent_s_build_checks(String template) throws IOException {
        Path child = MavenBuild.generate(directory, "child", template);

        assertThat(Files.readString(pom)).contains("<module>child</module>", "größer");
        assertThat(Files.readString(child.resolve("pom.xml")))
                .containsPattern("(?s)<parent>.*<artifactId>parent</artifactId>.*<version>7</version>.*</parent>")
                .contains("<packaging>openfl-workspace</packaging>", "<artifactId>child</artifactId>")
                .doesNotContain("@");
        MavenResult build = MavenBuild.in(directory).run("validate");
        build.assertSuccess();
        assertThat(build.text()).contains(":check (default-check) @ child");
    }

    @Test
    void a_refused_workspace_leaves_neither_a_directory_nor_a_module() throws IOException {
        refuse(directory);

        assertThat(directory.resolve("child")).doesNotExist();
        assertThat(Files.readString(pom)).doesNotContain("module>").contains("größer");
        MavenBuild.in(directory).run("validate").assertSuccess();
    }

    /** Maven cannot start next to a parent that lists a module without a directory. */
    @Test
    void a_refused_workspace_leaves_the_modules_that_were_there() throws IOException {
        String before = PARENT.formatted("\n<modules>\n<module>child</module>\n</modules>");
        Files.writeString(pom, before);

        refuse(Files.createDirectories(directory.resolve("elsewhere")));

        assertThat(directory.resolve("child")).doesNotExist();
        assertThat(pom).hasContent(before);
    }

    private void refuse(Path start) {
        MavenResult refused = MavenBuild.archetype(start)
                .with("outputDirectory", directory.toString())
                .with("artifactId", "child")
                .with("template", "pytorch")
                .run(MavenBuild.GENERATE);
        assertThat(refused.text()).contains("There is no template 'pytorch'.");
    }
}
