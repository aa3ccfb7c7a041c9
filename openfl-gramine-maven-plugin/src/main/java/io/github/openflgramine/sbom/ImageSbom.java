package io.github.openflgramine.sbom;

import io.github.openflgramine.Role;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.gramine.Manifest;
import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.gramine.TrustedFile;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.packages.InstalledPackage;
import io.github.openflgramine.packages.InstalledPackages;
import io.github.openflgramine.product.BuiltImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The packages of a first image, with the number of files of each package that its enclaves may open. */
public record ImageSbom(ImageFilesystem files, InstalledPackages packages) {

    private static final Set<ImagePath> PYTHON = Set.of(PythonInstallation.DESCRIPTION);

    /** Reads the image twice, because the first reading finds the files that describe its packages. */
    public static ImageSbom read(BuiltImage.Source image) throws IOException {
        return read(image, Set.of());
    }

    /**
     * Reads the image twice, and keeps additional files.
     *
     * @param further files whose content the caller needs
     */
    public static ImageSbom read(BuiltImage.Source image, Set<ImagePath> further) throws IOException {
        ImageFilesystem files = image.read(PYTHON).files();
        List<ImagePath> searchPath = PythonInstallation.of(files).searchPath();
        Set<ImagePath> wanted = new HashSet<>(InstalledPackages.descriptions(files, searchPath));
        wanted.addAll(PYTHON);
        wanted.addAll(further);
        ImageFilesystem described = image.read(wanted).files();
        return new ImageSbom(described, InstalledPackages.of(described, searchPath));
    }

    /**
     * Returns the packages with their numbers of trusted files.
     *
     * @param directory contains {@code ROLE.manifest.sgx} of each role
     */
    public List<SbomPackage> sbomWritten(Path directory) throws IOException {
        Map<InstalledPackage, Map<String, Integer>> trusted = new HashMap<>();
        for (Role role : Role.values()) {
            Path file = directory.resolve(role.sgxManifestFile());
            Manifest manifest = Manifest.parse(ManifestSource.text(file, "manifest"), role.sgxManifestFile());
            for (TrustedFile listed : TrustedFile.listedIn(manifest)) {
                files.resolve(ImagePath.of(listed.path()))
                        .flatMap(node -> packages.owner(node.path()))
                        .ifPresent(owner -> trusted.computeIfAbsent(owner, any -> new LinkedHashMap<>())
                                .merge(role.toString(), 1, Integer::sum));
            }
        }
        return packages.all().stream()
                .map(one -> new SbomPackage(one, trusted.getOrDefault(one, Map.of())))
                .toList();
    }
}
