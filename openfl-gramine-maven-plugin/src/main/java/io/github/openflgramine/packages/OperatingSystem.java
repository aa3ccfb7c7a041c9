package io.github.openflgramine.packages;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The distribution of an image (os-release(5)).
 *
 * @param id in lower case, for example {@code debian}
 * @param version for example {@code 12}; empty if it has none
 */
public record OperatingSystem(String id, String version) {

    static final ImagePath RELEASE = ImagePath.of("/etc/os-release");

    /** Reads os-release. Returns empty if the image does not name its distribution. */
    static Optional<OperatingSystem> of(ImageFilesystem image) {
        Map<String, String> values = image.content(RELEASE)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("")
                .lines()
                .filter(line -> line.indexOf('=') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1).replaceAll("^[\"']|[\"']$", ""),
                        (first, second) -> second));
        return Optional.ofNullable(values.get("ID"))
                .map(id -> new OperatingSystem(id, values.getOrDefault("VERSION_ID", "")));
    }
}
