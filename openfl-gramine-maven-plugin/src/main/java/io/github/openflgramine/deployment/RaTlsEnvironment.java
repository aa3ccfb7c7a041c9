package io.github.openflgramine.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What Gramine's verifying libraries compare a quote with ({@code ra_tls_verify_dcap.so}, {@code secret_prov_verify_dcap.so};
 * Gramine's documentation, "Attestation and Secret Provisioning"): digests in hexadecimal, numbers in decimal. All four, since a
 * variable that is not there has been taken for {@code any}.
 */
final class RaTlsEnvironment {

    private RaTlsEnvironment() {}

    /**
     * Lines {@code NAME=VALUE}, for a shell, Docker's {@code --env-file} or systemd; empty for an enclave without a signature,
     * which no processor starts.
     *
     * @param role its part of measurements.json
     */
    public static Optional<String> of(JsonNode role) {
        if (!role.path("mrsigner").isTextual()) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("RA_TLS_MRENCLAVE", role.path("mrenclave").asText());
        variables.put("RA_TLS_MRSIGNER", role.path("mrsigner").asText());
        variables.put("RA_TLS_ISV_PROD_ID", role.path("isv_prod_id").asText());
        variables.put("RA_TLS_ISV_SVN", role.path("isv_svn").asText());
        return Optional.of(variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
                .collect(Collectors.joining()));
    }
}
