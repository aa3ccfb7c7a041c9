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

/**
 * The packages with a {@code NAME-VERSION.dist-info} directory on {@code sys.path}, which Python's installers create.
 */
final class PythonPackages {

    private static final String DIST_INFO = ".dist-info";
    private static final String METADATA = "METADATA";
    private static final String RECORD = "RECORD";
    /** A longer value is the licence's text, not its name (core metadata, License). */
    private static final int LONGEST_NAME = 100;

    private static final Pattern HEADER = Pattern.compile("([A-Za-z-]+): (.*)");
    private static final Pattern CLASSIFIER = Pattern.compile("License :: (?:.* :: )?(.*)");
    /** The first field of a CSV line, optionally quoted. */
    private static final Pattern FIELD = Pattern.compile("\"((?:[^\"]|\"\")*+)\".*|([^,]*+).*");

    private PythonPackages() {}

    /** Returns the packages that no other package manager, such as Debian's, has installed. */
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

    /** Reads up to the first empty line, after which the description follows. */
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

    /** Resolves the listed paths relative to the parent of the package's dist-info directory. */
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
