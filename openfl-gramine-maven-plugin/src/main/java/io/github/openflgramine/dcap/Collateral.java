package io.github.openflgramine.dcap;

/**
 * Intel's data for the verification of quotes, in nine parts (Intel SGX Provisioning Certification Service API, version 4). They
 * are not yet verified. Signed parts are kept as the bytes that were signed.
 *
 * @param pckCrlIssuerChain PEM text
 * @param rootCaCrl DER
 * @param pckCrl DER
 * @param tcbInfoIssuerChain PEM text
 * @param tcbInfo JSON text
 * @param tcbInfoSignature r and s, 64 bytes
 * @param qeIdentityIssuerChain PEM text
 * @param qeIdentity JSON text
 * @param qeIdentitySignature r and s, 64 bytes
 */
public record Collateral(
        String pckCrlIssuerChain,
        Octets rootCaCrl,
        Octets pckCrl,
        String tcbInfoIssuerChain,
        Octets tcbInfo,
        Octets tcbInfoSignature,
        String qeIdentityIssuerChain,
        Octets qeIdentity,
        Octets qeIdentitySignature) {

    public Collateral {
        if (tcbInfoSignature.size() != EcdsaP256.SIGNATURE_BYTES
                || qeIdentitySignature.size() != EcdsaP256.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("a signature has another size");
        }
    }
}
