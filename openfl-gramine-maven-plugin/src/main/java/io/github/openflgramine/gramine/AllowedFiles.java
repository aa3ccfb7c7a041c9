package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code sgx.allowed_files}: what the host may give and change. An entry covers the path itself and all below it, and counts
 * before {@code sgx.trusted_files}, so that a trusted file below an allowed folder is not checked.
 */
public final class AllowedFiles {

    private static final String SCHEME = "file:";

    private final List<Entry> entries;

    private record Entry(String uri, ImagePath path, String where) {}

    private AllowedFiles(List<Entry> entries) {
        this.entries = entries;
    }

    /** Of a manifest whose schema has been checked. */
    static AllowedFiles of(Manifest manifest) {
        List<Entry> entries = new ArrayList<>();
        List<?> declared = (List<?>) manifest.get("sgx", "allowed_files").orElse(List.of());
        for (int i = 0; i < declared.size(); i++) {
            String uri = (String) declared.get(i);
            if (uri.startsWith(SCHEME + "/")) {
                entries.add(new Entry(
                        uri,
                        ImagePath.of(uri.substring(SCHEME.length())),
                        manifest.at(List.of("sgx", "allowed_files", i))));
            }
        }
        return new AllowedFiles(entries);
    }

    public boolean covers(ImagePath path) {
        return covering(path).isPresent();
    }

    private Optional<Entry> covering(ImagePath path) {
        return entries.stream().filter(entry -> path.startsWith(entry.path())).findFirst();
    }

    /**
     * Refuses entries that would leave trusted files unchecked.
     *
     * @throws GraminizeException naming the first of each
     */
    void requireNoneOf(List<ImagePath> trusted) {
        for (ImagePath file : trusted) {
            covering(file).ifPresent(entry -> {
                throw new GraminizeException(
                        "sgx.allowed_files lists %s (%s), which covers the trusted file %s: Gramine would not check it."
                                .formatted(entry.uri(), entry.where(), file.printable()),
                        "Allow only the folders that the host fills, or leave that file out of sgx.trusted_files.");
            });
        }
    }
}
