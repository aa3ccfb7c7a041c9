package io.github.openflgramine.packages;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The packages of which Python's installers have left a {@code NAME-VERSION.dist-info} on {@code sys.path}. */
final class PythonPackages {

    private static final String DIST_INFO = ".dist-info";
    private static final String METADATA = "METADATA";
    private static final String RECORD = "RECORD";
    /** Longer ones are the licence's text (core metadata, License). */
    private static final int LONGEST_NAME = 100;

    private static final Pattern HEADER = Pattern.compile("([A-Za-z-]+): (.*)");
    private static final Pattern CLASSIFIER = Pattern.compile("License :: (?:.* :: )?(.*)");
    /** The first field of a line of CSV, in quotes where it needs them. */
    private static final Pattern FIELD = Pattern.compile("\"((?:[^\"]|\"\")*+)\".*|([^,]*+).*");

    private PythonPackages() {}

    /** Those that another package manager has not brought, as Debian's does. */
    static List<InstalledPackage> of(ImageFilesystem image, List<ImagePath> searchPath, Set<ImagePath> ofOthers) {
        return directories(image, searchPath)
                .filter(directory -> !ofOthers.contains(directory.resolve(METADATA)))
                .flatMap(directory -> read(directory, image).stream())
                .toList();
    }

    private static Stream<ImagePath> directories(ImageFilesystem image, List<ImagePath> searchPath) {
        return searchPath.stream()
                .flatMap(directory -> image.children(directory).stream())
                .filter(ImageNode::isDirectory)
                .map(ImageNode::path)
                .filter(path -> path.name().endsWith(DIST_INFO))
                .distinct();
    }

    private static Optional<InstalledPackage> read(ImagePath directory, ImageFilesystem image) {
        Map<String, List<String>> headers = headers(text(directory.resolve(METADATA), image));
        Optional<String> name = first(headers, "Name");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> expression = first(headers, "License-Expression");
        return Optional.of(new InstalledPackage(
                InstalledPackage.Kind.PYTHON,
                name.get(),
                first(headers, "Version").orElse(""),
                Optional.empty(),
                expression.or(() -> licence(headers)),
                expression.isPresent(),
                files(directory, image)));
    }

    /** Up to the first empty line: then comes the description. */
    private static Map<String, List<String>> headers(String metadata) {
        return metadata.lines()
                .takeWhile(line -> !line.isEmpty())
                .map(HEADER::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.groupingBy(
                        header -> header.group(1),
                        Collectors.mapping(header -> header.group(2).strip(), Collectors.toList())));
    }

    private static Optional<String> licence(Map<String, List<String>> headers) {
        return first(headers, "License")
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST_NAME && !text.equals("UNKNOWN"))
                .or(() -> headers.getOrDefault("Classifier", List.of()).stream()
                        .map(CLASSIFIER::matcher)
                        .filter(Matcher::matches)
                        .map(classifier -> classifier.group(1))
                        .findFirst());
    }

    private static Optional<String> first(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Their paths count from the directory that holds the record's. */
    private static List<ImageNode> files(ImagePath directory, ImageFilesystem image) {
        Function<String, Optional<ImageNode>> file =
                path -> image.entry(directory.parent().resolve(path)).filter(ImageNode::isFile);
        return text(directory.resolve(RECORD), image)
                .lines()
                .map(FIELD::matcher)
                .filter(Matcher::matches)
                .map(field -> field.group(1) != null ? field.group(1).replace("\"\"", "\"") : field.group(2))
                .filter(path -> !path.isEmpty())
                .flatMap(path -> file.apply(path).stream())
                .toList();
    }

    private static String text(ImagePath file, ImageFilesystem image) {
        return image.content(file)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }
}
