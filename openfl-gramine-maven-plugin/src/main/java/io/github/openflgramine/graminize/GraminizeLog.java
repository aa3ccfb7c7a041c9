package io.github.openflgramine.graminize;

import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.EnclaveSettings;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.SignedRole;
import io.github.openflgramine.signing.SigningLog;
import io.github.openflgramine.trusted.Unlisted;
import java.util.List;
import java.util.Locale;

/** What a build of an image tells: what was read, trusted, measured and made. */
public final class GraminizeLog extends BuildLog {

    private static final int MOST_UNLISTED = 20;

    public GraminizeLog(BuildLog log) {
        super(log);
    }

    /** The image has no list of its files, so all of it has to be read. */
    public void noFileList(String image, String why) {
        info("Reading all of " + image + ", for it has no list of its files. " + why);
    }

    /** The first image is read, the digest of every regular file of it known. */
    public void imageRead(GramineVersion gramine, PythonInstallation python) {
        info("The image has Gramine %s, OpenFL %s, Python %s".formatted(gramine, python.openfl(), python.version()));
    }

    /** A role's enclave is measured, and signed where there is a key. */
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

    /** What of both enclaves' memory is reserved, in bytes. */
    public void enclaveMemory(EnclaveSettings settings, long reserved) {
        info(String.format(
                Locale.ROOT,
                "Enclaves of %s%s; of it %d MB are Gramine's, the manifest and %d threads, %d MB the program's",
                settings.size(),
                settings.edmm() ? ", added as it is used" : ", all of it added at the start",
                reserved / 1_000_000,
                settings.maxThreads(),
                (settings.size().bytes() - reserved) / 1_000_000));
    }

    /** What the manifests trust. */
    public void trusted(TrustedSummary summary) {
        info(String.format(
                Locale.ROOT,
                "Trusted: %d files, %d MB; %d MB of them are %d libraries, of which the largest are",
                summary.files(),
                summary.bytes() / 1_000_000,
                summary.libraryBytes() / 1_000_000,
                summary.libraries()));
        summary.largest()
                .forEach(library -> info(String.format(
                        Locale.ROOT,
                        "    %5.1f MB  %s%s",
                        library.bytes() / 1e6,
                        library.path().printable(),
                        library.wantedBy().map(by -> ", for " + by).orElse(""))));
    }

    /** Files that a run may want, that are there, and that Gramine would deny. */
    public void unlisted(List<Unlisted> files) {
        warn(files.size() + " files are not trusted although a run may want them, so that Gramine would deny them:");
        files.stream()
                .limit(MOST_UNLISTED)
                .forEach(file -> warn("    " + file.path().printable() + ", for " + file.wantedBy()));
        if (files.size() > MOST_UNLISTED) {
            warn("    … and " + (files.size() - MOST_UNLISTED) + " more");
        }
        warn("In gramine/trusted.txt, \"include PATH\" lists a file, \"remove PATH\" takes it out of the image.");
    }

    /** Why files are trusted or not; {@code lines} are a table. */
    public void explained(List<String> lines) {
        lines.forEach(this::info);
    }

    /** The final image is in the engine. */
    public void imageReady(String name, String id, long bytes) {
        info("Image " + name + " (" + id + ", " + bytes / 1_000_000 + " MB)");
    }

    /** A registry has the final image, by this reference with a digest. */
    public void pushed(String reference) {
        info("Pushed; receivers get these bytes with: docker pull " + reference);
    }

    /** The final image stays in this engine: nothing says which registry it belongs to. */
    public void notPushed(String finalImage) {
        info("Not pushed: " + finalImage + " names no registry."
                + " To push it: -Dopenfl.imageName=REGISTRY/NAME, or -Ddocker.push.registry=REGISTRY");
    }
}
