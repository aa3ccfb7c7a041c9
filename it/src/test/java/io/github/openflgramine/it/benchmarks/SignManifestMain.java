package io.github.openflgramine.it.benchmarks;

import io.github.openflgramine.Passphrase;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.sgx.SigningKeyReader;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.signing.DeclaredEnclave;
import io.github.openflgramine.signing.SignManifest;
import io.github.openflgramine.signing.Signing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Runs {@code sign-manifest} in a JVM without Maven. Arguments: MANIFEST ROOTFS KEY OUTPUT. */
public final class SignManifestMain {

    private SignManifestMain() {}

    public static void main(String[] arguments) throws IOException {
        BuildLog log = new BuildLog(System.out::println, System.err::println);
        new SignManifest(log, new ProductionGate(false, log))
                .sign(new SignManifest.Request(
                        new DeclaredEnclave(
                                Path.of(arguments[0]),
                                Path.of(arguments[1]),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Optional.of(Path.of(arguments[3])),
                        new Signing(
                                SigningKeyReader.read(Path.of(arguments[2]), Passphrase.none()),
                                SigstructDate.parse("2026-11-23").orElseThrow())));
    }
}
