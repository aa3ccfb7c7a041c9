package io.github.openflgramine.deployment;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.product.EnclaveMeasurements;
import io.github.openflgramine.sgx.EnclaveIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The values with which Gramine's verifying libraries compare a quote ({@code ra_tls_verify_dcap.so}, {@code
 * secret_prov_verify_dcap.so}; Gramine's documentation, "Attestation and Secret Provisioning"): digests in hexadecimal,
 * numbers in decimal. All four are set, because a missing variable has been treated as {@code any}.
 */
final class RaTlsEnvironment {

    private RaTlsEnvironment() {}

    /**
     * Returns lines {@code NAME=VALUE}, for a shell, Docker's {@code --env-file} or systemd. Returns empty for an
     * unsigned enclave, which no processor starts.
     */
    public static Optional<String> of(EnclaveMeasurements enclave) {
        return enclave.mrsigner().map(mrsigner -> of(enclave.identity(), mrsigner));
    }

    private static String of(EnclaveIdentity identity, Sha256 mrsigner) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("RA_TLS_MRENCLAVE", identity.mrenclave());
        variables.put("RA_TLS_MRSIGNER", mrsigner);
        variables.put("RA_TLS_ISV_PROD_ID", identity.isvProdId());
        variables.put("RA_TLS_ISV_SVN", identity.isvSvn());
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
