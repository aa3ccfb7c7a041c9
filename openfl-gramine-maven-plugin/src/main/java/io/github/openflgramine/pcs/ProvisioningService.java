package io.github.openflgramine.pcs;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.dcap.Collateral;
import io.github.openflgramine.dcap.QuotedPlatform;
import io.github.openflgramine.dcap.SignedDocument;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * Intel's Provisioning Certification Service (API version 4), or a caching service with the same paths. Requests contain the
 * kind of processor (FMSPC) and the type of its certificate authority, and nothing that identifies a processor.
 */
public final class ProvisioningService implements CollateralService {

    private static final String PROPERTY = "gramine.pccs";
    private static final String PATH = "/sgx/certification/v4";
    private static final String INTEL = "https://api.trustedservices.intel.com" + PATH;

    /** The distribution point in Intel's root certificate. Intel's service has no path for this list; a PCCS has. */
    private static final String INTEL_ROOT_CRL = "https://certificates.trustedservices.intel.com/IntelSGXRootCA.der";

    private static final List<String> PCK_CRL_CHAIN = List.of("SGX-PCK-CRL-Issuer-Chain");
    private static final List<String> TCB_INFO_CHAIN = List.of("TCB-Info-Issuer-Chain", "SGX-TCB-Info-Issuer-Chain");
    private static final List<String> IDENTITY_CHAIN = List.of("SGX-Enclave-Identity-Issuer-Chain");

    /** Larger than any list or document of Intel's. All four together fit into a collateral file. */
    private static final int LARGEST = 1 << 20;

    private final HttpsGet https;
    private final String base;
    private final URI rootCrl;

    private ProvisioningService(Connection connection, String base, String rootCrl) throws IOException {
        https = new HttpsGet(connection);
        this.base = base;
        this.rootCrl = URI.create(rootCrl);
    }

    /** Returns Intel's service. */
    public static ProvisioningService intel(Connection connection) throws IOException {
        return new ProvisioningService(connection, INTEL, INTEL_ROOT_CRL);
    }

    /**
     * Returns a caching service.
     *
     * @param url the value of gramine.pccs: {@code https://HOST[:PORT]}, with or without the path of version 4
     * @throws GraminizeException if it is another URL
     */
    public static ProvisioningService caching(String url, Connection connection) throws IOException {
        String base = base(url);
        return new ProvisioningService(connection, base, base + "/rootcacrl");
    }

    private static String base(String url) {
        try {
            URI given = new URI(url.strip()).parseServerAuthority();
            String path = String.valueOf(given.getRawPath()).replaceFirst("/+$", "");
            if ("https".equalsIgnoreCase(given.getScheme())
                    && given.getHost() != null
                    && given.getRawUserInfo() == null
                    && given.getRawQuery() == null
                    && given.getRawFragment() == null
                    && (path.isEmpty() || path.equals(PATH))) {
                return "https://" + given.getRawAuthority() + PATH;
            }
        } catch (URISyntaxException e) {
            // The same message as for other URLs.
        }
        // A URL may contain a password, so it is not repeated.
        throw new GraminizeException(
                PROPERTY + " is not the URL of a PCCS; expected https://HOST:PORT, if need be with " + PATH + ".",
                "Correct it. Credentials belong into settings.xml (gramine.pccsServer).");
    }

    @Override
    public Collateral fetch(QuotedPlatform platform) {
        Answer pckCrl = get("/pckcrl?ca=%s&encoding=der".formatted(platform.authority()));
        Answer root = https.get(rootCrl, LARGEST);
        Answer tcb = get("/tcb?fmspc=" + platform.fmspc().hex());
        Answer identity = get("/qe/identity");
        SignedDocument tcbInfo = document(tcb, "tcbInfo");
        SignedDocument qeIdentity = document(identity, "enclaveIdentity");
        return new Collateral(
                pckCrl.chain(PCK_CRL_CHAIN),
                RevocationListText.der(root),
                RevocationListText.der(pckCrl),
                tcb.chain(TCB_INFO_CHAIN),
                tcbInfo.document(),
                tcbInfo.signature(),
                identity.chain(IDENTITY_CHAIN),
                qeIdentity.document(),
                qeIdentity.signature());
    }

    private Answer get(String resource) {
        return https.get(URI.create(base + resource), LARGEST);
    }

    private static SignedDocument document(Answer answer, String name) {
        byte[] json = answer.json();
        try {
            return SignedDocument.read(json, name, "The answer of " + answer.url());
        } catch (GraminizeException e) {
            throw new GraminizeException(e.problem(), Answer.REMEDY, e);
        }
    }

    /** Returns the URL, for messages. */
    @Override
    public String toString() {
        return base;
    }
}
