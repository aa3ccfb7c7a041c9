package io.github.openflgramine.openfl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small workspace in a test's directory. */
public record TestWorkspace(Path root) {

    public static final String PLAN = """
            aggregator:
              settings: {rounds_to_train: 1, init_state_path: save/demo_init.pbuf, persist_checkpoint: false}
            network:
              settings: {agg_addr: auto, agg_port: auto}
            """;

    public static TestWorkspace in(Path root) {
        return new TestWorkspace(root)
                .file(".workspace", "current_plan_name: default\n")
                .file("requirements.txt", "numpy\n")
                .file("plan/plan.yaml", PLAN)
                .file("plan/cols.yaml", "collaborators: [one, two]\n")
                .file("plan/data.yaml", "one,./data/1\n")
                .file("src/taskrunner.py", "print('task')\n");
    }

    public TestWorkspace file(String name, String content) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestWorkspace link(String name, String target) {
        try {
            Path link = root.resolve(name);
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, Path.of(target));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Workspace open() {
        return Workspace.open("demo", root);
    }
}
