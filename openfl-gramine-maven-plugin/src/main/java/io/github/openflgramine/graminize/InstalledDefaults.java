package io.github.openflgramine.graminize;

import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.PlanDefaults;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The defaults of plans in the OpenFL that an image has, which may be another one than the plugin's table is about. */
final class InstalledDefaults {

    private static final String PACKAGE = "openfl";
    private static final String FILES = "plan/defaults";

    private InstalledDefaults() {}

    /** Returns the plan as the image's OpenFL will have it. */
    static Plan applied(Plan plan, ImageLayout layout) {
        if (!plan.effective().namesDefaults()) {
            return plan;
        }
        Map<String, String> files = new TreeMap<>();
        packages(layout.image(), layout.python()).ifPresent(packages -> {
            ImagePath directory = packages.resolve(PlanDefaults.DIRECTORY).resolve(FILES);
            for (ImageNode file : layout.image().children(directory)) {
                layout.image()
                        .content(file.path())
                        .ifPresent(bytes ->
                                files.put(FILES + "/" + file.path().name(), new String(bytes, StandardCharsets.UTF_8)));
            }
        });
        return plan.withDefaults(PlanDefaults.ofInstallation(files));
    }

    /** Returns the directory from which Python imports OpenFL, in which OpenFL looks for its files. */
    private static Optional<ImagePath> packages(ImageFilesystem image, PythonInstallation python) {
        return python.searchPath().stream()
                .filter(directory -> image.resolve(directory.resolve(PACKAGE)).isPresent())
                .findFirst();
    }
}
