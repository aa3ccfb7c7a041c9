package io.github.openflgramine.dcap;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes collateral as {@link CollateralReader} reads it. */
public final class CollateralWriter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CollateralWriter() {}

    /** Returns the whole file. */
    public static byte[] write(Collateral collateral) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(CollateralReader.PCK_CRL_ISSUER_CHAIN, collateral.pckCrlIssuerChain());
        parts.put(CollateralReader.ROOT_CA_CRL, collateral.rootCaCrl().hex());
        parts.put(CollateralReader.PCK_CRL, collateral.pckCrl().hex());
        parts.put(CollateralReader.TCB_INFO_ISSUER_CHAIN, collateral.tcbInfoIssuerChain());
        parts.put(CollateralReader.TCB_INFO, ascii(collateral.tcbInfo()));
        parts.put(
                CollateralReader.TCB_INFO_SIGNATURE,
                collateral.tcbInfoSignature().hex());
        parts.put(CollateralReader.QE_IDENTITY_ISSUER_CHAIN, collateral.qeIdentityIssuerChain());
        parts.put(CollateralReader.QE_IDENTITY, ascii(collateral.qeIdentity()));
        parts.put(
                CollateralReader.QE_IDENTITY_SIGNATURE,
                collateral.qeIdentitySignature().hex());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(parts);
    }

    private static String ascii(Octets text) {
        return new String(text.bytes(), StandardCharsets.US_ASCII);
    }
}
