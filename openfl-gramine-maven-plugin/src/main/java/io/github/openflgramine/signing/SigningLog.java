package io.github.openflgramine.signing;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.SummaryTable;
import io.github.openflgramine.sgx.EnclaveIdentity;
import io.github.openflgramine.sgx.Sigstruct;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Log messages about keys, signed enclaves and offline signing. */
public final class SigningLog extends BuildLog {

    private static final int MOST_LINKS = 10;

    public SigningLog(BuildLog log) {
        super(log);
    }

    /**
     * A signing key was written to a file.
     *
     * @param inPom the file's path for the POM
     */
    public void signingKeyMade(Path file, Sha256 mrsigner, String inPom, boolean encrypted) {
        wrote(file);
        keyMade(mrsigner, inPom);
        info(
                encrypted
                        ? "Every build needs its passphrase. Keep a backup of both in a safe place."
                        : "It has no passphrase. Keep a backup in a safe place. Anyone who has this key can sign as you.");
    }

    /**
     * A signing key was created on a token.
     *
     * @param uri the key's URI for the POM
     */
    public void tokenKeyMade(Sha256 mrsigner, String uri) {
        info("The token made the key, and a certificate that Java finds it by");
        keyMade(mrsigner, uri);
        info("The key cannot be copied from the token. Each build needs the token and its PIN.");
    }

    /** An enclave was measured and signed from the user's own manifest. */
    public void enclaveSigned(MeasuredEnclave enclave, Sigstruct sigstruct) {
        enclave.describe().lines().forEach(this::info);
        EnclaveIdentity identity = sigstruct.identity();
        info("Signature:");
        info("    mr_signer:   " + sigstruct.mrsigner());
        info("    isv_prod_id: " + identity.isvProdId());
        info("    isv_svn:     " + identity.isvSvn());
        info("    date:        " + identity.date());
        if (identity.attributes().isDebug()) {
            warn("sgx.debug is true: the enclave's memory can be read from outside");
        }
    }

    /** Logs links in trusted directories that are not listed, as in Gramine's signer. The list may be empty. */
    public void linksPassedOver(List<ImagePath> links) {
        links.stream()
                .limit(MOST_LINKS)
                .forEach(link -> warn("Link " + link.printable()
                        + " is not listed, as with Gramine's own tools. List it by name if it is needed."));
        if (links.size() > MOST_LINKS) {
            warn("… and " + (links.size() - MOST_LINKS) + " more such links.");
        }
    }

    /**
     * An enclave is ready for offline signing.
     *
     * @param description what the signer should check, by name
     * @param signature where the signature of {@code toBeSigned} is expected
     */
    public void toBeSigned(Map<String, Object> description, Path toBeSigned, Path signature) {
        info("");
        SummaryTable.of(description).lines().forEach(this::info);
        info("");
        info("Sign it with RSA and SHA-256 (PKCS#1 v1.5), for example:");
        info("    " + RawSignature.openssl(signature, toBeSigned));
    }

    /** An offline signature was completed to a SIGSTRUCT. */
    public void signatureAttached(String name, Sigstruct sigstruct) {
        info("%-12s  MRENCLAVE %s".formatted(name, sigstruct.identity().mrenclave()));
        signer(sigstruct);
    }

    private void keyMade(Sha256 mrsigner, String inPom) {
        info("MRSIGNER of this key: " + mrsigner);
        info("In the workspace's POM: <gramine.signingKey>" + inPom + "</gramine.signingKey>");
    }

    /** Logs the signer of an enclave and the date of the signature. */
    public void signer(Sigstruct sigstruct) {
        info("%-12s  MRSIGNER  %s  (%s)"
                .formatted("", sigstruct.mrsigner(), sigstruct.identity().date()));
    }
}
