package io.github.openflgramine.openfl;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an initial model was made of, noted next to it ({@code save/NAME_init.pbuf.made-of}): the digests of the plan's
 * sections that decide about the model, and of the code. A model without a note, or with another content than the
 * note's, is one of the user's own, of which nothing is known.
 */
public final class InitialModelNote {

    private static final String ENDING = ".made-of";
    private static final String MODEL = "model";
    private static final String CODE = "src";
    private static final List<String> SECTIONS = List.of("compression_pipeline", "data_loader", "task_runner");

    private InitialModelNote() {}

    /** Returns the text of the note about a model. */
    public static String of(Path model, Plan plan, WorkspaceArchive workspace) throws IOException {
        StringBuilder text = new StringBuilder(
                "# What plan-initialize made " + model.getFileName() + " of. If this changes, check says so.\n");
        text.append(MODEL + " ").append(Sha256.digest(model).hex()).append('\n');
        made(plan, workspace).forEach((name, digest) -> text.append(name + " " + digest + "\n"));
        return text.toString();
    }

    /** Returns the file of the note about a model. */
    public static Path file(Path model) {
        return model.resolveSibling(model.getFileName() + ENDING);
    }

    /** Returns what has changed since the model was made: sections of the plan, and {@code src}. */
    public static List<String> changes(Path model, Plan plan, WorkspaceArchive workspace) throws IOException {
        Path file = file(model);
        if (!Files.isRegularFile(model) || !Files.isRegularFile(file)) {
            return List.of();
        }
        Map<String, String> noted = new LinkedHashMap<>();
        Content.of(file)
                .text()
                .lines()
                .map(line -> line.split(" ", 2))
                .filter(words -> words.length == 2)
                .forEach(words -> noted.put(words[0], words[1]));
        if (!Sha256.digest(model).hex().equals(noted.get(MODEL))) {
            return List.of();
        }
        List<String> changed = new ArrayList<>();
        made(plan, workspace).forEach((name, digest) -> {
            if (!digest.equals(noted.get(name))) {
                changed.add(name);
            }
        });
        return List.copyOf(changed);
    }

    private static Map<String, String> made(Plan plan, WorkspaceArchive workspace) throws IOException {
        Map<String, String> made = new LinkedHashMap<>();
        for (String section : SECTIONS) {
            Object content = plan.effective().sections().getOrDefault(section, Map.of());
            made.put(section, PlanHash.of(Map.of(section, content)));
        }
        MessageDigest code = Sha256.newMessageDigest();
        for (var entry : workspace.entries().entrySet()) {
            if (entry.getKey().startsWith(CODE + "/")) {
                code.update((entry.getKey() + "\0").getBytes(StandardCharsets.UTF_8));
                try (InputStream content = entry.getValue().open()) {
                    code.update(Sha256.digest(content).bytes());
                }
            }
        }
        made.put(CODE, Sha256.of(code.digest()).hex());
        return made;
    }
}
