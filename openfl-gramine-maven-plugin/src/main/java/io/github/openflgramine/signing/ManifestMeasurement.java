package io.github.openflgramine.signing;

import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.gramine.EnclaveSigner;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.Manifest;
import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.InsecureSettings;
import io.github.openflgramine.product.ProductionGate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Completes a manifest from a root file system and measures its enclave. Needs neither Docker nor a project. */
final class ManifestMeasurement {

    private final SigningLog log;
    private final ProductionGate gate;

    ManifestMeasurement(BuildLog log, ProductionGate gate) {
        this.log = new SigningLog(log);
        this.gate = gate;
    }

    MeasuredEnclave measure(DeclaredEnclave enclave) throws IOException {
        String name = enclave.manifest().getFileName().toString();
        String text = ManifestSource.text(enclave.manifest(), "gramine.manifest");
        // Reports mistakes in the manifest before reading a large root file system.
        Manifest declared = Manifest.parse(text, name);
        gate.pass(InsecureSettings.of(declared));
        GramineVersion given = enclave.version().map(GramineVersion::parse).orElse(null);

        try (RootFilesystem files = RootFilesystem.open(enclave)) {
            byte[] pal = files.libpal(enclave.libpal().orElse(null));
            EnclaveSigner signer = signer(files, given, enclave);
            FinalManifest complete = signer.complete(declared);
            gate.pass(InsecureSettings.ofUnchecked(complete.uncheckedFiles()));
            log.linksPassedOver(complete.linksPassedOver().stream().distinct().toList());
            return signer.measure(complete, pal);
        }
    }

    /** On this machine relative paths start in the manifest's directory, where Gramine's signer is run. */
    private EnclaveSigner signer(RootFilesystem files, @Nullable GramineVersion given, DeclaredEnclave enclave) {
        EnclaveSigner signer = new EnclaveSigner(files.files(), files.version(given, log), files.offsets(log));
        return files.files().isOwnRoot()
                ? signer.startingIn(ImagePath.of(
                        enclave.directory().toAbsolutePath().normalize().toString()))
                : signer;
    }
}
