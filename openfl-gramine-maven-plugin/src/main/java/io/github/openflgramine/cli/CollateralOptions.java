package io.github.openflgramine.cli;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.pcs.Connection;
import io.github.openflgramine.pcs.Login;
import io.github.openflgramine.pcs.ProvisioningService;
import io.github.openflgramine.verify.CollateralSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The source of Intel's collateral for quotes. */
final class CollateralOptions {

    @Option(
            names = "--collateral",
            descriptionKey = "gramine.collateral",
            paramLabel = "FILE",
            description =
                    "Intel's collateral for the quote, one JSON file. Default: what is kept with the quote while it is valid;"
                            + " otherwise it is fetched and kept.")
    private @Nullable Path collateral;

    @Option(
            names = "--offline",
            description = "Fetch nothing. Without it, https_proxy and no_proxy are used as other programs use them.")
    private boolean offline;

    @Option(
            names = "--pccs",
            descriptionKey = "gramine.pccs",
            paramLabel = "URL",
            description = "The caching service (PCCS) from which collateral is fetched. Default: Intel's service.")
    private @Nullable String pccs;

    @Option(
            names = "--pccs-user",
            paramLabel = "NAME",
            description =
                    "The user name for the PCCS. The environment variable OPENFL_GRAMINE_PCCS_PASSWORD has the password.")
    private @Nullable String pccsUser;

    @Option(
            names = "--pccs-certificate",
            descriptionKey = "gramine.pccsCertificate",
            paramLabel = "FILE",
            description =
                    "The certificate (PEM) of the PCCS or its authority, to be trusted instead of Java's authorities.")
    private @Nullable Path pccsCertificate;

    CollateralSource source(Surroundings here) throws IOException {
        if (pccs == null && (pccsUser != null || pccsCertificate != null)) {
            throw new GraminizeException(
                    (pccsUser != null ? "--pccs-user" : "--pccs-certificate") + " is given without --pccs.",
                    "Give the URL of the PCCS: --pccs=https://HOST:PORT.");
        }
        Optional<Path> file = Optional.ofNullable(collateral);
        if (file.isPresent() || offline) {
            return new CollateralSource(
                    file,
                    platform -> {
                        throw new GraminizeException(
                                "No usable collateral is kept with the quote, and --offline is given.",
                                "Omit --offline, or give the collateral: --collateral=FILE.");
                    },
                    false);
        }
        Connection connection = new Connection(
                ProxyVariables.proxy(here), login(here), Optional.ofNullable(pccsCertificate), Connection.TIMEOUT);
        return new CollateralSource(
                Optional.empty(),
                pccs == null ? ProvisioningService.intel(connection) : ProvisioningService.caching(pccs, connection),
                false);
    }

    private Optional<Login> login(Surroundings here) {
        if (pccsUser == null) {
            return Optional.empty();
        }
        Passphrase password = Passphrase.of(here.environment().get(OptionWords.PCCS_PASSWORD));
        if (!password.isPresent()) {
            throw new GraminizeException(
                    "--pccs-user is given without a password.",
                    "Set the environment variable " + OptionWords.PCCS_PASSWORD + ".");
        }
        return Optional.of(new Login(pccsUser, password));
    }
}
