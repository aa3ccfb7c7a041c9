package io.github.openflgramine.report;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.product.ImagePaths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an image trains: the plan's main settings, and the workspace's files as the image has them.
 *
 * @param plan settings by name; empty if the image has no plan
 * @param files the plan, the requirements, and the code in the order of its paths
 */
public record TrainedContent(Map<String, String> plan, List<CodeFile> files) {

    private static final ImagePath PLAN = ImagePaths.WORKSPACE.resolve("plan/plan.yaml");

    /**
     * A file of the workspace.
     *
     * @param path relative to the workspace
     * @param sha256 64 hexadecimal digits
     */
    public record CodeFile(String path, String size, String sha256) {}

    public TrainedContent {
        files = List.copyOf(files);
    }

    static TrainedContent of(ImageFilesystem image) {
        List<CodeFile> files = new ArrayList<>();
        for (ImagePath single : List.of(PLAN, ImagePaths.WORKSPACE.resolve("requirements.txt"))) {
            image.resolve(single).filter(ImageNode::isFile).ifPresent(file -> files.add(file(file)));
        }
        add(image, ImagePaths.WORKSPACE.resolve("src"), files);
        Map<String, String> plan = image.content(PLAN)
                .map(bytes ->
                        settings(Plan.parse(Path.of("plan/plan.yaml"), new String(bytes, StandardCharsets.UTF_8))))
                .orElse(Map.of());
        return new TrainedContent(plan, files);
    }

    /** Compiled files follow from the others and are left out. */
    private static void add(ImageFilesystem image, ImagePath directory, List<CodeFile> files) {
        for (ImageNode child : image.children(directory)) {
            if (child.isDirectory() && !child.path().name().equals("__pycache__")) {
                add(image, child.path(), files);
            } else if (child.isFile() && !child.path().name().endsWith(".pyc")) {
                files.add(file(child));
            }
        }
    }

    private static CodeFile file(ImageNode file) {
        return new CodeFile(
                file.path().printable().substring(ImagePaths.WORKSPACE.value().length() + 1),
                Sizes.text(file.size()),
                file.sha256().orElseThrow().hex());
    }

    private static Map<String, String> settings(Plan plan) {
        Map<String, String> settings = new LinkedHashMap<>();
        plan.aggregatorAddress()
                .ifPresent(address -> settings.put(
                        "Aggregator",
                        address
                                + (plan.aggregatorPort().isPresent()
                                        ? ":" + plan.aggregatorPort().getAsInt()
                                        : "")));
        settings.put("Rounds", Integer.toString(plan.rounds()));
        template(plan, "task_runner").ifPresent(model -> settings.put("Model", model));
        template(plan, "data_loader").ifPresent(loader -> settings.put("Data", loader));
        Optional.ofNullable(plan.effective().sections().get("tasks"))
                .ifPresent(tasks -> settings.put(
                        "Tasks",
                        tasks.keySet().stream()
                                .map(String::valueOf)
                                .filter(name -> !name.equals("settings") && !name.equals("defaults"))
                                .collect(Collectors.joining(", "))));
        return settings;
    }

    private static Optional<String> template(Plan plan, String section) {
        return Optional.ofNullable(plan.effective().sections().get(section))
                .flatMap(settings -> Optional.ofNullable(settings.get("template")))
                .map(Object::toString);
    }
}
