package io.github.openflgramine.graminize;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.EnclaveSettings;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.SignedRole;
import io.github.openflgramine.product.StartCost;
import io.github.openflgramine.signing.SigningLog;
import io.github.openflgramine.trusted.EmptiedLibraries;
import io.github.openflgramine.trusted.Unlisted;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Log messages about reading, trusting, measuring and building. */
public final class GraminizeLog extends BuildLog {

    private static final int MOST_UNLISTED = 20;
    private static final int MOST_IN_DOUBT = 10;
    private static final int MOST_LIBRARIES = 5;

    public GraminizeLog(BuildLog log) {
        super(log);
    }

    /** The image has no file list, so the whole image is read. */
    public void noFileList(String image, String why) {
        info(image + " has no file list; reading the whole image. " + why);
    }

    /** The whole first image is read, because its file list will be compared with its files before anything is signed. */
    public void hashing(String image) {
        info("Hashing all files of " + image + ", because its file list was made by its own build.");
    }

    /** Without a key, the digests in the manifests are those of the image's own file list. */
    public void notHashed() {
        info("The digests are those of the image's own file list, which its build made. A build with a key, or with"
                + " gramine.production, hashes the files itself.");
    }

    /** The first image was read; the digest of every regular file is known. */
    public void imageRead(GramineVersion gramine, PythonInstallation python) {
        info("The image has Gramine %s, OpenFL %s, Python %s".formatted(gramine, python.openfl(), python.version()));
    }

    /** Directories are sealed by an enclave whose security version rises. */
    void sealedToIsvSvn(List<String> directories, int isvSvn) {
        warn(
                "gramine.encryptedMounts seals %s/ to gramine.isvSvn=%d and to the processor's microcode. After either is raised, nobody can"
                                .formatted(String.join("/, ", directories), isvSvn)
                        + " read what was written before. Keep models under a provisioned key instead: save=NAME");
    }

    /** A role's enclave was measured, and signed if there is a key. */
    public void measured(Role role, SignedRole signed) {
        FinalManifest manifest = signed.enclave().manifest();
        info(String.format(
                Locale.ROOT,
                "%-12s  MRENCLAVE %s  (%d trusted files, manifest of %d KB)",
                role,
                signed.enclave().mrenclave(),
                manifest.trustedFiles().size(),
                manifest.length() / 1024));
        signed.sigstruct().ifPresent(new SigningLog(this)::signer);
    }

    /** Logs how much of each enclave's memory is reserved, in bytes. */
    public void enclaveMemory(EnclaveSettings settings, long reserved) {
        info(String.format(
                Locale.ROOT,
                "Enclave size %s, %s: %d MB for Gramine, the manifest and %d threads; %d MB for the program",
                settings.size(),
                settings.edmm() ? "added on demand" : "added at start-up",
                reserved / 1_000_000,
                settings.maxThreads(),
                (settings.size().bytes() - reserved) / 1_000_000));
    }

    /** Logs what the manifests trust. */
    public void trusted(TrustedSummary summary) {
        info(String.format(
                Locale.ROOT,
                "Trusted: %d files, %d MB, including %d MB in %d libraries",
                summary.files(),
                summary.bytes() / 1_000_000,
                summary.libraryBytes() / 1_000_000,
                summary.libraries()));
    }

    /** Logs the largest libraries that the manifests trust, where it is not known which of them a start opens. */
    void largest(List<StartCost.Library> libraries) {
        info("The largest libraries:");
        libraries.forEach(library -> info("    " + sized(library)));
    }

    /** Logs what the start of an enclave costs. */
    void start(StartCost cost) {
        info(String.format(
                Locale.ROOT,
                "A collaborator's start opens %d libraries with %.1f MB and %d other files with %.1f MB, an aggregator's no more."
                        + " Gramine hashes %.0f MB then, about %.1f s of CPU time (this machine: SHA-256 at %.1f GB/s). The largest libraries:",
                cost.libraries().size(),
                cost.libraryBytes() / 1e6,
                cost.files(),
                cost.fileBytes() / 1e6,
                cost.hashed() / 1e6,
                cost.seconds(),
                cost.sha256Speed() / 1e9));
        cost.libraries().stream().limit(MOST_LIBRARIES).forEach(library -> info("    " + sized(library)));
    }

    /** Logs that a start costs more or less than that of the last build with other enclaves. */
    void startChanged(StartCost.Change change) {
        String compared = String.format(
                Locale.ROOT,
                "A start hashes %.0f MB %s than with the previous enclaves (%.0f MB, now %.0f MB).",
                Math.abs(change.now() - change.before()) / 1e6,
                change.now() > change.before() ? "more" : "less",
                change.before() / 1e6,
                change.now() / 1e6);
        if (change.now() < change.before()) {
            info(compared);
            return;
        }
        warn(compared + (change.added().isEmpty() ? "" : " New libraries:"));
        change.added().stream().limit(MOST_LIBRARIES).forEach(library -> warn("    " + sized(library)));
    }

    private static String sized(StartCost.Library library) {
        return String.format(
                Locale.ROOT,
                "%5.1f MB  %s%s",
                library.bytes() / 1e6,
                library.path(),
                library.importer().isEmpty() ? "" : ", for " + library.importer());
    }

    /** Logs how many bytes libraries lost. */
    void stripped(Collection<Long> bytes) {
        if (!bytes.isEmpty()) {
            info(String.format(
                    Locale.ROOT,
                    "Removed from %d libraries %.1f MB that no loader reads",
                    bytes.size(),
                    bytes.stream().mapToLong(Long::longValue).sum() / 1e6));
        }
    }

    /** Logs how many libraries the build rearranged. */
    void rearranged(int libraries) {
        if (libraries > 0) {
            info(
                    "Moved the first segment of " + libraries
                            + " libraries to the end of their files, so that Gramine hashes nearly every byte of them once less");
        }
    }

    /** Logs which libraries the build replaced by empty ones, and which it could not. */
    void emptied(EmptiedLibraries libraries) {
        if (!libraries.replaced().isEmpty()) {
            info(String.format(
                    Locale.ROOT,
                    "Replaced by empty libraries, because the loader finds nothing in them that is used: %d, so that nothing opens %d libraries with %.1f MB any more",
                    libraries.replaced().size(),
                    libraries.replaced().size() + libraries.without().size(),
                    libraries.bytes() / 1e6));
            libraries.replaced().forEach(library -> info("    " + library.path().printable()));
        }
        setAside(libraries.setAside());
        if (!libraries.kept().isEmpty()) {
            info("Not replaced, although gramine.emptyUnusedLibraries names them:");
            libraries.kept().forEach((library, reason) -> info("    " + library.printable() + " " + reason));
        }
        if (!libraries.unmatched().isEmpty()) {
            info("The image has no library that gramine.emptyUnusedLibraries names with "
                    + String.join(", ", libraries.unmatched()));
        }
        if (!libraries.inDoubt().isEmpty()) {
            info("Not replaced, because no program can decide whether code needs them or what only they bring in: "
                    + String.join(", ", libraries.inDoubt())
                    + ". If your federation does not need them, name them in gramine.emptyUnusedLibraries.");
        }
    }

    private void setAside(List<EmptiedLibraries.SetAside> libraries) {
        if (libraries.isEmpty()) {
            return;
        }
        info(libraries.size()
                + " libraries that are no longer brought in may be needed in ways that no program can decide. Set aside, because"
                + " gramine.emptyUnusedLibraries names them or what brings them in:");
        libraries.stream()
                .sorted(Comparator.comparingInt(library -> -library.doubts().size()))
                .limit(MOST_IN_DOUBT)
                .forEach(library -> info("    " + library.path().printable() + " "
                        + library.doubts().get(0)
                        + (library.doubts().size() > 1
                                ? "; and " + (library.doubts().size() - 1) + " more"
                                : "")));
        if (libraries.size() > MOST_IN_DOUBT) {
            info("    … and " + (libraries.size() - MOST_IN_DOUBT)
                    + " more; all are in the report (mvn openfl-gramine:report)");
        }
    }

    /** Logs files in the image that may be needed at run time but to which Gramine would deny access. */
    public void unlisted(List<Unlisted> files) {
        warn(
                files.size() == 1
                        ? "1 file may be needed at run time but is not trusted; Gramine will deny access to it:"
                        : files.size()
                                + " files may be needed at run time but are not trusted; Gramine will deny access to them:");
        files.stream()
                .limit(MOST_UNLISTED)
                .forEach(file -> warn("    " + file.path().printable() + ", for " + file.wantedBy()));
        if (files.size() > MOST_UNLISTED) {
            warn("    … and " + (files.size() - MOST_UNLISTED) + " more");
        }
        warn("In gramine/trusted.txt, \"include PATH\" trusts a file, \"remove PATH\" removes it from the image.");
    }

    /** Logs a table that explains why files are trusted or not. */
    public void explained(List<String> lines) {
        lines.forEach(this::info);
    }

    /** The final image was checked and has its name. */
    public void named(String name, ImageId id) {
        info("Image " + name + " is the measured first image with its manifests (" + id + ")");
    }

    /** The image's archive was complete and has its final name. */
    public void archived(Path archive, Sha256 digest) {
        info("Wrote " + archive + ", SHA-256 " + digest);
    }

    /** The archive of an earlier build has the same image and is complete. */
    public void archiveKept(Path archive) {
        info("Kept " + archive + ": it has this image, and its SHA-256 is the noted one");
    }

    /** A registry has the final image under this reference with a digest. */
    public void pushed(ImageReference reference) {
        info("Pull exactly this image with: docker pull " + reference);
    }

    /** The final image was not pushed, because its name has no registry. */
    public void notPushed(String finalImage) {
        info("Not pushed: the name " + finalImage + " has no registry."
                + " To push it: -Dopenfl.imageName=REGISTRY/NAME, or -Ddocker.push.registry=REGISTRY");
    }
}
