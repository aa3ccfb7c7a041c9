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
import io.github.openflgramine.trusted.EmptiedLibraries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The packages of a first image, with the number of files of each package that its enclaves may open. */
public record ImageSbom(ImageFilesystem files, InstalledPackages packages) {

    /** Reads the packages of an image. */
    public static ImageSbom of(ImageFilesystem image) {
        return new ImageSbom(
                image, InstalledPackages.of(image, PythonInstallation.of(image).searchPath()));
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
        EmptiedLibraries libraries = EmptiedLibraries.in(files);
        var emptied = byOwner(libraries.replaced(), EmptiedLibraries.Replaced::path);
        var setAside = byOwner(libraries.setAside(), EmptiedLibraries.SetAside::path);
        return packages.all().stream()
                .map(one -> new SbomPackage(
                        one,
                        trusted.getOrDefault(one, Map.of()),
                        emptied.getOrDefault(one, List.of()),
                        setAside.getOrDefault(one, List.of())))
                .toList();
    }

    private <T> Map<InstalledPackage, List<T>> byOwner(List<T> libraries, Function<T, ImagePath> path) {
        Map<InstalledPackage, List<T>> owned = new HashMap<>();
        for (T library : libraries) {
            packages.owner(path.apply(library))
                    .ifPresent(owner -> owned.computeIfAbsent(owner, any -> new ArrayList<>())
                            .add(library));
        }
        return owned;
    }
}
