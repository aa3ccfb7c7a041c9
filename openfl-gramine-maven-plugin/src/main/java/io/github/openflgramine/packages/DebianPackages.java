package io.github.openflgramine.packages;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The packages in dpkg's database (dpkg(1), deb-control(5)). Empty if the image has no such database. */
final class DebianPackages {

    static final ImagePath STATUS = ImagePath.of("/var/lib/dpkg/status");

    private static final ImagePath INFO = ImagePath.of("/var/lib/dpkg/info");
    private static final String LIST = ".list";

    private DebianPackages() {}

    /**
     * Reads the packages. A package's files are in {@code NAME.list}, or in {@code NAME:ARCHITECTURE.list} if several
     * architectures may be installed.
     */
    static List<InstalledPackage> of(ImageFilesystem image) {
        List<InstalledPackage> packages = new ArrayList<>();
        for (Map<String, String> fields : paragraphs(image)) {
            // "want flag status": files of half-installed and removed packages are normally not there.
            if (fields.getOrDefault("Status", "").endsWith(" installed") && fields.containsKey("Package")) {
                packages.add(read(fields, image));
            }
        }
        return packages;
    }

    private static InstalledPackage read(Map<String, String> fields, ImageFilesystem image) {
        String name = fields.getOrDefault("Package", "");
        Optional<String> architecture = Optional.ofNullable(fields.get("Architecture"));
        Optional<byte[]> list = architecture
                .flatMap(value -> image.content(INFO.resolve(name + ":" + value + LIST)))
                .or(() -> image.content(INFO.resolve(name + LIST)));
        List<ImageNode> files = list.stream()
                .flatMap(bytes -> new String(bytes, StandardCharsets.UTF_8).lines())
                .filter(line -> line.startsWith("/"))
                .flatMap(line -> image.entry(ImagePath.of(line)).stream())
                .filter(ImageNode::isFile)
                .toList();
        return new InstalledPackage(
                InstalledPackage.Kind.DEBIAN,
                name,
                fields.getOrDefault("Version", ""),
                architecture,
                Optional.empty(),
                false,
                files);
    }

    /** Returns the fields of each paragraph. Only the first line of a field is needed. */
    private static List<Map<String, String>> paragraphs(ImageFilesystem image) {
        List<Map<String, String>> paragraphs = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        String status = image.content(STATUS)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        for (String line : (Iterable<String>) (status + "\n\n").lines()::iterator) {
            int colon = line.indexOf(": ");
            if (line.isBlank()) {
                paragraphs.add(fields);
                fields = new HashMap<>();
            } else if (colon > 0 && !line.startsWith(" ")) {
                fields.putIfAbsent(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return paragraphs;
    }
}
