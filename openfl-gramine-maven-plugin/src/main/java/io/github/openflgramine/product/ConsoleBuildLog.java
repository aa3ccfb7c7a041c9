package io.github.openflgramine.product;

import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.EnclaveSettings;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.graminize.TrustedSummary;
import io.github.openflgramine.host.HostFinding;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.prepare.ImageLock;
import io.github.openflgramine.run.ActorColours;
import io.github.openflgramine.sgx.EnclaveIdentity;
import io.github.openflgramine.sgx.Sigstruct;
import io.github.openflgramine.signing.RawSignature;
import io.github.openflgramine.trusted.Unlisted;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Words for what happens, as lines for a console. */
public final class ConsoleBuildLog implements BuildLog {

    private static final int MOST_LINKS = 10;
    private static final int MOST_CHANGES = 20;
    private static final int MOST_UNLISTED = 20;

    private final ActorColours colours;
    private final Consumer<String> info;
    private final Consumer<String> warn;

    public ConsoleBuildLog(Consumer<String> info, Consumer<String> warn) {
        this.colours = new ActorColours(ActorColours.wanted());
        this.info = info;
        this.warn = warn;
    }

    @Override
    public void wrote(Path file) {
        info.accept("Wrote " + file);
    }

    @Override
    public void engine(String address) {
        info.accept("Docker engine at " + address);
    }

    @Override
    public void packed(Path archive, int files, long bytes) {
        info.accept("Packed the workspace: " + files + " files, " + bytes + " bytes, " + archive.getFileName());
    }

    @Override
    public void noFileList(String image, String why) {
        info.accept("Reading all of " + image + ", for it has no list of its files. " + why);
    }

    @Override
    public void imageRead(GramineVersion gramine, PythonInstallation python) {
        info.accept(
                "The image has Gramine %s, OpenFL %s, Python %s".formatted(gramine, python.openfl(), python.version()));
    }

    @Override
    public void measured(Role role, SignedRole signed) {
        FinalManifest manifest = signed.enclave().manifest();
        info.accept(String.format(
                Locale.ROOT,
                "%-12s  MRENCLAVE %s  (%d trusted files, manifest of %d KB)",
                role,
                signed.enclave().mrenclave(),
                manifest.trustedFiles().size(),
                manifest.length() / 1024));
        signed.sigstruct().ifPresent(this::signer);
    }

    private void signer(Sigstruct sigstruct) {
        info.accept("%-12s  MRSIGNER  %s  (%s)"
                .formatted("", sigstruct.mrsigner(), sigstruct.identity().date()));
    }

    @Override
    public void enclaveMemory(EnclaveSettings settings, long reserved) {
        info.accept(String.format(
                Locale.ROOT,
                "Enclaves of %s%s; of it %d MB are Gramine's, the manifest and %d threads, %d MB the program's",
                settings.size(),
                settings.edmm() ? ", added as it is used" : ", all of it added at the start",
                reserved / 1_000_000,
                settings.maxThreads(),
                (settings.size().bytes() - reserved) / 1_000_000));
    }

    @Override
    public void trusted(TrustedSummary summary) {
        info.accept(String.format(
                Locale.ROOT,
                "Trusted: %d files, %d MB; %d MB of them are %d libraries, of which the largest are",
                summary.files(),
                summary.bytes() / 1_000_000,
                summary.libraryBytes() / 1_000_000,
                summary.libraries()));
        summary.largest()
                .forEach(library -> info.accept(String.format(
                        Locale.ROOT,
                        "    %5.1f MB  %s%s",
                        library.bytes() / 1e6,
                        library.path().printable(),
                        library.wantedBy().map(by -> ", for " + by).orElse(""))));
    }

    @Override
    public void unlisted(List<Unlisted> files) {
        warn.accept(
                files.size() + " files are not trusted although a run may want them, so that Gramine would deny them:");
        files.stream()
                .limit(MOST_UNLISTED)
                .forEach(file -> warn.accept("    " + file.path().printable() + ", for " + file.wantedBy()));
        if (files.size() > MOST_UNLISTED) {
            warn.accept("    … and " + (files.size() - MOST_UNLISTED) + " more");
        }
        warn.accept(
                "In gramine/trusted.txt, \"include PATH\" lists a file, \"remove PATH\" takes it out of the image.");
    }

    @Override
    public void explained(List<String> lines) {
        lines.forEach(info);
    }

    @Override
    public void insecureSettings(int count) {
        warn.accept("Good enough for a trial: gramine.production=true refuses "
                + (count == 1 ? "what one warning above is about" : "what " + count + " warnings above are about")
                + ".");
    }

    @Override
    public void imageReady(String name, String id, long bytes) {
        info.accept("Image " + name + " (" + id + ", " + bytes / 1_000_000 + " MB)");
    }

    @Override
    public void pushed(String reference) {
        info.accept("Pushed; receivers get these bytes with: docker pull " + reference);
    }

    @Override
    public void notPushed(String finalImage) {
        info.accept("Not pushed: " + finalImage + " names no registry."
                + " To push it: -Dopenfl.imageName=REGISTRY/NAME, or -Ddocker.push.registry=REGISTRY");
    }

    @Override
    public void warning(String what, String remedy) {
        warn.accept(what + " " + remedy);
    }

    @Override
    public void initializing(String image) {
        info.accept("Initialising the plan in " + image);
    }

    @Override
    public void aggregatorAt(String address, int port) {
        info.accept("The aggregator will be reached at " + address + ":" + port);
    }

    @Override
    public void requestMade(Path request, String sha384) {
        wrote(request);
        info.accept("SHA-384 of the request, to be compared by its signer: " + sha384);
    }

    @Override
    public void temporaryImage(String name, String aggregator, int rounds, OptionalInt collaborators) {
        info.accept("Made " + name + " for this run alone: the workspace's image, but a plan with the aggregator at "
                + aggregator + " and rounds: " + rounds
                + (collaborators.isPresent() ? ", collaborators: " + collaborators.getAsInt() : ""));
    }

    @Override
    public void loading(Path archive, String id) {
        info.accept("Loading " + archive + " (" + id + ")");
    }

    @Override
    public void federation(String image, String mode, List<String> collaborators, int rounds) {
        info.accept("Federation of " + String.join(", ", collaborators) + ", rounds: " + rounds + ", mode " + mode
                + ", image " + image);
        warnOf(mode);
    }

    private void warnOf(String mode) {
        if (!mode.equals("sgx")) {
            info.accept("Mode " + mode + " has no enclave: code and data are not protected");
        }
    }

    @Override
    public void starting(String actor, String image, String mode) {
        info.accept("Starting " + actor + ", mode " + mode + ", image " + image);
        warnOf(mode);
    }

    @Override
    public void actorStarted(String actor) {
        info.accept("Started " + actor);
    }

    @Override
    public void hostChecked(List<HostFinding> findings) {
        int width = findings.stream()
                .mapToInt(finding -> finding.what().length())
                .max()
                .orElse(0);
        for (HostFinding finding : findings) {
            String state = switch (finding.state()) {
                case GOOD -> "ok  ";
                case DOUBTFUL -> "?   ";
                case BAD -> "FAIL";
            };
            String name = finding.what() + " ".repeat(width - finding.what().length());
            info.accept(state + "  " + name + "  " + finding.found());
            if (!finding.remedy().isEmpty()) {
                info.accept(" ".repeat(state.length() + width + 4) + finding.remedy());
            }
        }
    }

    @Override
    public void actorRestarted(String actor, int status, int time, int most) {
        warn.accept(
                actor + " has ended with status " + status + " and is started again (" + time + " of " + most + ")");
    }

    @Override
    public void actorEnded(String actor, int status) {
        info.accept("Ended " + actor + ", status " + status);
    }

    @Override
    public void actorDetached(String actor, String follow, String stop) {
        info.accept("Started " + actor + ", which goes on by itself");
        info.accept("What it says:  " + follow);
        info.accept("To end it:     " + stop);
    }

    @Override
    public void actorSays(String actor, int width, String line) {
        info.accept(colours.prefix(actor, width) + line);
    }

    @Override
    public void firstRound(Duration took, int rounds, Duration left, LocalDateTime end) {
        String what = "The first round took " + words(took) + ", with the actors' start";
        info.accept(
                left.isZero()
                        ? what
                        : what + "; the last of " + rounds + " should be over in " + words(left) + ", "
                                + end.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)));
    }

    /** To the minute, and to the second below two of them. */
    private static String words(Duration duration) {
        long minutes = Math.round(duration.toSeconds() / 60.0);
        if (duration.toSeconds() < 120) {
            return duration.toSeconds() + " s";
        }
        return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    @Override
    public void denied(List<String> table) {
        warn.accept("Gramine denies files that are neither trusted nor allowed. Actors wanted:");
        table.forEach(line -> warn.accept("    " + line));
    }

    @Override
    public void model(Path file) {
        info.accept("The trained model is " + file);
    }

    @Override
    public void rounds(List<String> table, Path csv, Path chart) {
        info.accept("");
        table.forEach(info);
        info.accept("");
        info.accept("Wrote " + csv);
        info.accept("Wrote " + chart);
    }

    @Override
    public void accuracy(int round, String metric, double value) {
        info.accept(String.format(Locale.ROOT, "Accuracy of round %d: %.4f (%s)", round, value, metric));
    }

    @Override
    public void signingKeyMade(Path file, Sha256 mrsigner, String inPom, boolean encrypted) {
        wrote(file);
        keyMade(mrsigner, inPom);
        info.accept(
                encrypted
                        ? "Each build needs its passphrase again. Keep a copy of both in a safe place."
                        : "It has no passphrase. Keep a copy in a safe place: who has it signs in your name.");
    }

    @Override
    public void tokenKeyMade(Sha256 mrsigner, String uri) {
        info.accept("The token has made the key and a certificate by which Java finds it");
        keyMade(mrsigner, uri);
        info.accept("The key cannot be copied from the token. Each build needs the token and its PIN.");
    }

    private void keyMade(Sha256 mrsigner, String inPom) {
        info.accept("MRSIGNER of this key: " + mrsigner);
        info.accept("In the workspace's POM: <gramine.signingKey>" + inPom + "</gramine.signingKey>");
    }

    @Override
    public void locked(int packages, List<ImageLock.Difference> changes) {
        info.accept("Locked: " + packages + " packages, the base image and Gramine's PAL."
                + " Builds with -Dgramine.locked accept nothing else.");
        changes.stream()
                .limit(MOST_CHANGES)
                .map(change -> "    %s: %s, now %s"
                        .formatted(
                                change.field(),
                                change.here().orElse("none"),
                                change.there().orElse("none")))
                .forEach(info);
        if (changes.size() > MOST_CHANGES) {
            info.accept("    and " + (changes.size() - MOST_CHANGES) + " more changes");
        }
    }

    @Override
    public void note(String what) {
        info.accept(what);
    }

    @Override
    public void enclaveSigned(MeasuredEnclave enclave, Sigstruct sigstruct) {
        enclave.describe().lines().forEach(info);
        EnclaveIdentity identity = sigstruct.identity();
        info.accept("Signature:");
        info.accept("    mr_signer:   " + sigstruct.mrsigner());
        info.accept("    isv_prod_id: " + identity.isvProdId());
        info.accept("    isv_svn:     " + identity.isvSvn());
        info.accept("    date:        " + identity.date());
        if (identity.attributes().isDebug()) {
            warn.accept("sgx.debug is true: everything in this enclave can be read from outside.");
        }
    }

    @Override
    public void linksPassedOver(List<ImagePath> links) {
        links.stream()
                .limit(MOST_LINKS)
                .forEach(link -> warn.accept("Not listed, as in Gramine's own list: the link " + link.printable()
                        + ". Declare it by its name if it is needed."));
        if (links.size() > MOST_LINKS) {
            warn.accept("… and " + (links.size() - MOST_LINKS) + " more such links.");
        }
    }

    @Override
    public void toBeSigned(Map<String, Object> description, Path toBeSigned, Path signature) {
        info.accept("");
        SummaryTable.of(description).lines().forEach(info);
        info.accept("");
        info.accept("To be signed with RSA and SHA-256 (PKCS#1 v1.5), for example by");
        info.accept("    " + RawSignature.openssl(signature, toBeSigned));
    }

    @Override
    public void signatureAttached(String name, Sigstruct sigstruct) {
        info.accept("%-12s  MRENCLAVE %s".formatted(name, sigstruct.identity().mrenclave()));
        signer(sigstruct);
    }

    @Override
    public void nextStep(String what, String command) {
        info.accept(what + ":");
        info.accept("    " + command);
    }

    @Override
    public void verifying(String subject) {
        info.accept("Verifying " + subject + ": hashing every file");
    }

    @Override
    public void gramine(GramineVersion version) {
        info.accept("Gramine " + version);
        if (version.isStandIn()) {
            warn.accept("NO GRAMINE: stand-in, no protection");
        }
    }

    @Override
    public void debugEnclave(String name) {
        warn.accept("The " + name + " is a debug enclave: everything in it can be read from outside.");
    }

    @Override
    public void sbomWritten(Path file, Map<String, Long> packages) {
        info.accept("Software bill of materials: "
                + packages.entrySet().stream()
                        .map(kind -> kind.getKey().toLowerCase(Locale.ROOT) + " packages " + kind.getValue())
                        .collect(Collectors.joining(", "))
                + "; " + file.getFileName());
    }

    @Override
    public void provenance(Path file, Optional<String> keyId) {
        if (keyId.isPresent()) {
            info.accept("Provenance, signed by the key " + keyId.get() + "; " + file.getFileName());
        } else {
            warn.accept("Provenance, not signed: " + file.getFileName()
                    + " proves nothing to anybody. Sign it: openfl.releaseKey");
        }
    }

    @Override
    public void kitsSigned(Optional<String> keyId) {
        if (keyId.isPresent()) {
            info.accept("The kits' checksums are signed by the key " + keyId.get());
        } else {
            warn.accept("The kits are not signed: nobody can tell who made them. Sign them: openfl.releaseKey");
        }
    }

    @Override
    public void kitAttached(String participant, String coordinates) {
        info.accept("The kit of " + participant + " is fetched with: mvn dependency:copy -Dartifact=" + coordinates);
    }
}
