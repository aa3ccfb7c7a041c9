package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.signing.GivenSignatures;
import io.github.openflgramine.signing.SignatureSource;
import io.github.openflgramine.signing.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The signatures of a build's two enclaves: made with a key, given, or none. {@code check} opens what {@code graminize} will use.
 *
 * @param project the base directory of relative paths
 */
record BuildSigning(
        Path project,
        SigningKeyParameters key,
        SignaturesParameter signatures,
        SigstructParameters sigstruct,
        ProductionParameter production,
        KeyPassphrase passphrases) {

    /** Opens the signatures and checks them as far as possible without an image. The caller closes them. */
    Optional<SignatureSource> open(AbstractGraminizeMojo goal, ProductionGate gate) throws IOException {
        Optional<String> place = key.place();
        Optional<String> given = signatures.directory();
        if (place.isPresent() && given.isPresent()) {
            throw new GraminizeException(
                    "Both gramine.signingKey and gramine.signatures are given; a key makes new signatures, signatures are used as they"
                            + " are.",
                    "Omit one of them, or leave it empty: -Dgramine.signingKey=");
        }
        if (given.isPresent()) {
            return Optional.of(GivenSignatures.read(project.resolve(given.get())));
        }
        SigstructDate date = sigstruct.date(goal);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(key.open(
                place.get(),
                new SigningKeys(project, gate),
                key.passphrase(passphrases, goal.session().getSettings()),
                date));
    }

    boolean isUnsigned() {
        return key.place().or(signatures::directory).isEmpty();
    }

    /** Returns the signing key's file, if it is a file and exists. */
    Optional<Path> keyFile() {
        return key.place().map(project::resolve).filter(Files::isRegularFile);
    }
}
