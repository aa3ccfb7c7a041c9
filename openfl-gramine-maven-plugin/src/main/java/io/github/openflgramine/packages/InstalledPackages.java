package io.github.openflgramine.packages;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All packages of an image, and the package of each file. */
public final class InstalledPackages {

    private static final Pattern COMPILED = Pattern.compile("(.*/)__pycache__/([^/]+?)\\.[^/.]+(?:\\.opt-[12])?\\.pyc");

    private final @Nullable OperatingSystem system;
    private final List<InstalledPackage> packages;
    private final Map<ImagePath, InstalledPackage> owners = new HashMap<>();

    private InstalledPackages(@Nullable OperatingSystem system, List<InstalledPackage> packages) {
        this.system = system;
        this.packages = packages;
        packages.forEach(one -> one.files().forEach(file -> owners.putIfAbsent(file.path(), one)));
    }

    /**
     * Reads the packages: Debian's first, then Python's, each sorted by name. A Python package that a Debian package
     * contains counts as Debian's.
     *
     * @param searchPath Python's {@code sys.path}
     */
    public static InstalledPackages of(ImageFilesystem image, List<ImagePath> searchPath) {
        List<InstalledPackage> debian = DebianPackages.of(image);
        Set<ImagePath> debianFiles = new HashSet<>();
        debian.forEach(one -> one.files().stream().map(ImageNode::path).forEach(debianFiles::add));
        List<InstalledPackage> packages = new ArrayList<>(debian);
        packages.addAll(PythonPackages.of(image, searchPath, debianFiles));
        packages.sort(Comparator.comparing(InstalledPackage::kind)
                .thenComparing(InstalledPackage::name)
                .thenComparing(InstalledPackage::version)
                .thenComparing(one -> one.architecture().orElse("")));
        return new InstalledPackages(OperatingSystem.of(image).orElse(null), List.copyOf(packages));
    }

    public Optional<OperatingSystem> system() {
        return Optional.ofNullable(system);
    }

    public List<InstalledPackage> all() {
        return packages;
    }

    /**
     * Returns the package that contains a file, or that contains the source from which the file was compiled (PEP
     * 3147).
     *
     * @param file the path of {@link ImageNode#path()}, in which links in parent directories are resolved
     */
    public Optional<InstalledPackage> owner(ImagePath file) {
        Matcher compiled = COMPILED.matcher(file.value());
        return Optional.ofNullable(owners.get(file))
                .or(() -> compiled.matches()
                        ? Optional.ofNullable(owners.get(ImagePath.of(compiled.group(1) + compiled.group(2) + ".py")))
                        : Optional.empty());
    }
}
