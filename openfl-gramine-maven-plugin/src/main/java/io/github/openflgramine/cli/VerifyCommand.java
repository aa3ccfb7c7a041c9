package io.github.openflgramine.cli;

import io.github.openflgramine.deployment.KitCheck;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.release.ReleasePublicKey;
import io.github.openflgramine.verify.Verdict;
import io.github.openflgramine.verify.Verify;
import io.github.openflgramine.verify.VerifySubject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code verify}: compares a received image, manifest or kit with what its maker published. */
@Command(
        name = "verify",
        description = {
            "Verifies that what you received is what its maker published: hashes every listed file, measures every enclave, checks the"
                    + " signatures, and compares the results with the expected values.",
            "Give one of --file, --image, --manifest (with --rootfs) and --kit."
        })
@SuppressWarnings("NullAway.Init")
final class VerifyCommand extends JarCommand {

    @Mixin
    private ReceivedOptions received;

    @Mixin
    private RootfsOptions files;

    @Option(
            names = "--sig",
            descriptionKey = "gramine.sig",
            paramLabel = "FILE",
            description = "The manifest's SIGSTRUCT. Default: NAME.sig next to it.")
    private @Nullable Path sig;

    @Option(
            names = "--kit",
            descriptionKey = "openfl.kit",
            paramLabel = "FILE",
            description =
                    "A participant's kit, as an archive or an unpacked directory. Its files are compared with their signed"
                            + " checksums.")
    private @Nullable Path kit;

    @Mixin
    private ExpectationOptions expected;

    @Option(
            names = "--allow-absent",
            descriptionKey = "gramine.allowAbsent",
            arity = "0..1",
            fallbackValue = "true",
            description = "Accept that listed files are absent, because they will be mounted where the enclave runs.")
    private boolean allowAbsent;

    @Option(
            names = "--enclaves-only",
            descriptionKey = "gramine.enclavesOnly",
            arity = "0..1",
            fallbackValue = "true",
            description = "Compare only the enclaves of an image that you built again from the same sources.")
    private boolean enclavesOnly;

    @Mixin
    private FormatOption format;

    VerifyCommand(Surroundings here) {
        super(here);
    }

    @Override
    ResultFormat format() {
        return format.format();
    }

    @Override
    void run(BuildLog log) throws IOException {
        VerifySubject subject = new VerifySubject(
                received.file(),
                received.image(),
                Optional.ofNullable(files.manifest),
                Optional.ofNullable(sig),
                files.rootfs,
                Optional.ofNullable(kit));
        if (subject.kit().isPresent()) {
            verifyKit(subject.kit().get());
            return;
        }
        Verdict verdict = subject.verify(
                new Verify(log),
                new Verify.Request(expected.expectations(), files.version(), files.libpal(), allowAbsent, enclavesOnly),
                this::engine);
        result().print(verdict.summary());
        judge(verdict::requireAgreement);
    }

    private void verifyKit(Path file) throws IOException {
        @Nullable ReleasePublicKey key = expected.releasePublicKey().orElse(null);
        judge(() -> result().print(KitCheck.check(file, key)));
    }
}
