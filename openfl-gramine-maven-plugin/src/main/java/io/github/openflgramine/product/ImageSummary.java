package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.gramine.ManifestSummary;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.sgx.SigstructReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A summary of an image: its labels, and the manifest and SIGSTRUCT of each role. */
public final class ImageSummary {

    private ImageSummary() {}

    /**
     * Returns the summary of an image's files.
     *
     * @param id the image's id; null if it has none
     * @param directory a copy of the image's {@link ImagePaths#PRODUCT}
     */
    public static Map<String, Object> of(
            String image, @Nullable String id, Map<String, String> labels, ImageFilesystem files, ImagePath directory) {
        Map<String, Object> roles = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            Map<String, Object> summary = role(role, files, directory);
            if (!summary.isEmpty()) {
                roles.put(role.toString(), summary);
            }
        }
        if (roles.isEmpty()) {
            throw new GraminizeException(
                    "Image %s has no manifest in %s, so it was not built by openfl-gramine."
                            .formatted(image, ImagePaths.PRODUCT),
                    "Give an image built by mvn install, or its archive.");
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("image", image);
        if (id != null) {
            summary.put("id", id);
        }
        summary.put("labels", new TreeMap<>(labels));
        summary.put("roles", roles);
        return summary;
    }

    private static Map<String, Object> role(Role role, ImageFilesystem files, ImagePath directory) {
        Map<String, Object> summary = new LinkedHashMap<>();
        files.content(directory.resolve(role.sigFile()))
                .ifPresent(sig -> summary.put(
                        "sigstruct",
                        SigstructSummary.of(SigstructReader.read(sig, ImagePaths.PRODUCT + "/" + role.sigFile()))));
        files.content(directory.resolve(role.sgxManifestFile()))
                .or(() -> files.content(directory.resolve(role.manifestFile())))
                .ifPresent(manifest -> summary.put(
                        "manifest",
                        ManifestSummary.of(ManifestSource.utf8(manifest, role.manifestFile()), role.manifestFile())));
        return summary;
    }
}
