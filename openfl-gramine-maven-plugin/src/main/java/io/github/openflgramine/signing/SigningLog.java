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

/** What a signer reads: keys that were made, enclaves that were signed or are to be signed. */
public final class SigningLog extends BuildLog {

    private static final int MOST_LINKS = 10;

    public SigningLog(BuildLog log) {
        super(log);
    }

    /**
     * A key that signs enclaves is in its file.
     *
     * @param inPom the file as the POM should name it
     */
    public void signingKeyMade(Path file, Sha256 mrsigner, String inPom, boolean encrypted) {
        wrote(file);
        keyMade(mrsigner, inPom);
        info(
                encrypted
                        ? "Each build needs its passphrase again. Keep a copy of both in a safe place."
                        : "It has no passphrase. Keep a copy in a safe place: who has it signs in your name.");
    }

    /**
     * A key that signs enclaves is on its token.
     *
     * @param uri the key as the POM should name it
     */
    public void tokenKeyMade(Sha256 mrsigner, String uri) {
        info("The token has made the key and a certificate by which Java finds it");
        keyMade(mrsigner, uri);
        info("The key cannot be copied from the token. Each build needs the token and its PIN.");
    }

    /** An enclave of no role, from a manifest of the user's own, is measured and signed. */
    public void enclaveSigned(MeasuredEnclave enclave, Sigstruct sigstruct) {
        enclave.describe().lines().forEach(this::info);
        EnclaveIdentity identity = sigstruct.identity();
        info("Signature:");
        info("    mr_signer:   " + sigstruct.mrsigner());
        info("    isv_prod_id: " + identity.isvProdId());
        info("    isv_svn:     " + identity.isvSvn());
        info("    date:        " + identity.date());
        if (identity.attributes().isDebug()) {
            warn("sgx.debug is true: everything in this enclave can be read from outside.");
        }
    }

    /** Links in trusted directories that Gramine's signer does not list either; there may be none. */
    public void linksPassedOver(List<ImagePath> links) {
        links.stream()
                .limit(MOST_LINKS)
                .forEach(link -> warn("Not listed, as in Gramine's own list: the link " + link.printable()
                        + ". Declare it by its name if it is needed."));
        if (links.size() > MOST_LINKS) {
            warn("… and " + (links.size() - MOST_LINKS) + " more such links.");
        }
    }

    /**
     * An enclave is ready to be signed elsewhere.
     *
     * @param description all that a signer wants to see, by name
     * @param signature where the signature of the file {@code toBeSigned} will be looked for
     */
    public void toBeSigned(Map<String, Object> description, Path toBeSigned, Path signature) {
        info("");
        SummaryTable.of(description).lines().forEach(this::info);
        info("");
        info("To be signed with RSA and SHA-256 (PKCS#1 v1.5), for example by");
        info("    " + RawSignature.openssl(signature, toBeSigned));
    }

    /** A signature that was made elsewhere has become a SIGSTRUCT. */
    public void signatureAttached(String name, Sigstruct sigstruct) {
        info("%-12s  MRENCLAVE %s".formatted(name, sigstruct.identity().mrenclave()));
        signer(sigstruct);
    }

    private void keyMade(Sha256 mrsigner, String inPom) {
        info("MRSIGNER of this key: " + mrsigner);
        info("In the workspace's POM: <gramine.signingKey>" + inPom + "</gramine.signingKey>");
    }

    /** The signer of an enclave, and the date it signed. */
    public void signer(Sigstruct sigstruct) {
        info("%-12s  MRSIGNER  %s  (%s)"
                .formatted("", sigstruct.mrsigner(), sigstruct.identity().date()));
    }
}
