package io.github.openflgramine.build;

import io.github.openflgramine.gramine.EnclaveSigner;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.Manifest;
import io.github.openflgramine.gramine.MeasuredEnclave;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Completes and measures one manifest over one root file system. Nothing of Docker's and no project is needed. */
final class ManifestMeasurement {

    private final BuildLog log;
    private final ProductionGate gate;

    ManifestMeasurement(BuildLog log, ProductionGate gate) {
        this.log = log;
        this.gate = gate;
    }

    /**
     * Measures an enclave.
     *
     * @param manifest {@code NAME.manifest}, as written by hand or rendered
     * @param rootfs a folder, or a tar of one, or an image's archive, both also with gzip
     * @param libpal in place of the root file system's own
     * @param version in place of the one that dpkg's status in the root file system names
     */
    MeasuredEnclave measure(Path manifest, Path rootfs, Optional<Path> libpal, Optional<String> version)
            throws IOException {
        String name = manifest.getFileName().toString();
        String text = ManifestSource.text(manifest, "gramine.manifest");
        // What is wrong with the text is said before a root file system of gigabytes is read.
        Manifest declared = Manifest.parse(text, name);
        gate.pass(Weaknesses.of(declared));
        Optional<GramineVersion> given = version.map(GramineVersion::parse);

        RootFilesystem files = RootFilesystem.open(rootfs);
        byte[] pal = files.libpal(libpal);
        EnclaveSigner signer = new EnclaveSigner(files.files(), files.version(given, log), files.offsets(log));
        FinalManifest complete = signer.complete(declared);
        log.linksPassedOver(complete.linksPassedOver().stream().distinct().toList());
        return signer.measure(complete, pal);
    }
}
