package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import java.util.Set;

/** Reads a collateral file: one JSON object with the nine parts as strings; CRLs and signatures are hexadecimal. */
public final class CollateralReader {

    /** The maximum size of a file, in bytes. */
    public static final int LARGEST = 8 << 20;

    private static final String WHAT = "Collateral";
    static final String PCK_CRL_ISSUER_CHAIN = "pck_crl_issuer_chain";
    static final String ROOT_CA_CRL = "root_ca_crl";
    static final String PCK_CRL = "pck_crl";
    static final String TCB_INFO_ISSUER_CHAIN = "tcb_info_issuer_chain";
    static final String TCB_INFO = "tcb_info";
    static final String TCB_INFO_SIGNATURE = "tcb_info_signature";
    static final String QE_IDENTITY_ISSUER_CHAIN = "qe_identity_issuer_chain";
    static final String QE_IDENTITY = "qe_identity";
    static final String QE_IDENTITY_SIGNATURE = "qe_identity_signature";

    private CollateralReader() {}

    /**
     * Reads the whole file.
     *
     * @throws GraminizeException if it is not strict JSON with exactly these parts, or is larger than 8 MiB
     */
    public static Collateral read(byte[] bytes) {
        StrictJson json = StrictJson.read(bytes, LARGEST, WHAT);
        json.requireOnly(Set.of(
                PCK_CRL_ISSUER_CHAIN,
                ROOT_CA_CRL,
                PCK_CRL,
                TCB_INFO_ISSUER_CHAIN,
                TCB_INFO,
                TCB_INFO_SIGNATURE,
                QE_IDENTITY_ISSUER_CHAIN,
                QE_IDENTITY,
                QE_IDENTITY_SIGNATURE));
        return new Collateral(
                json.text(PCK_CRL_ISSUER_CHAIN),
                json.hex(ROOT_CA_CRL),
                json.hex(PCK_CRL),
                json.text(TCB_INFO_ISSUER_CHAIN),
                json.ascii(TCB_INFO),
                json.hex(TCB_INFO_SIGNATURE, EcdsaP256.SIGNATURE_BYTES),
                json.text(QE_IDENTITY_ISSUER_CHAIN),
                json.ascii(QE_IDENTITY),
                json.hex(QE_IDENTITY_SIGNATURE, EcdsaP256.SIGNATURE_BYTES));
    }
}
