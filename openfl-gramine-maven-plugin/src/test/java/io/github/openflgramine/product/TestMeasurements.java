package io.github.openflgramine.product;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.gramine.EnclaveSize;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.sgx.EnclaveAttributes;
import io.github.openflgramine.sgx.EnclaveIdentity;
import io.github.openflgramine.sgx.SigstructDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Measurements of an image that was never built. */
public final class TestMeasurements {

    /** What an engine uses of {@code flowers:1}: two layers, an entry point and a variable. */
    public static final ImageContent CONTENT = new ImageContent(
            Sha256.ofHex("c0".repeat(32)),
            List.of(Sha256.ofHex("d1".repeat(32)), Sha256.ofHex("d2".repeat(32))),
            new TreeMap<>(Map.of("Entrypoint", "[\"/opt/openfl-gramine/start\"]", "Env.PATH", "/usr/bin")));

    private TestMeasurements() {}

    /** Returns measurements of {@code flowers:1}: MRENCLAVE 0a… and 0c…, MRSIGNER 05…, ISVPRODID 7, ISVSVN 2. */
    public static Measurements of(ImageId id, boolean signed, RemoteAttestation attestation) {
        Map<Role, EnclaveMeasurements> roles = new EnumMap<>(Role.class);
        roles.put(Role.AGGREGATOR, enclave("0a", signed, attestation));
        roles.put(Role.COLLABORATOR, enclave("0c", signed, attestation));
        return new Measurements(
                "flowers",
                "flowers:1",
                TestIds.image("first"),
                new SoftwareVersions("1.9", "1.9", "3.11.2"),
                roles,
                Optional.of(id),
                Optional.of(CONTENT),
                Optional.empty());
    }

    private static EnclaveMeasurements enclave(String mrenclave, boolean signed, RemoteAttestation attestation) {
        return new EnclaveMeasurements(
                new EnclaveIdentity(
                        Sha256.ofHex(mrenclave.repeat(32)),
                        new EnclaveAttributes(EnclaveAttributes.MODE64BIT, -1, 3, 0xfffffffffff9ff1bL, 0, -1),
                        7,
                        2,
                        signed ? SigstructDate.parse("2026-11-23").orElseThrow() : SigstructDate.NONE),
                signed ? Optional.of(Sha256.ofHex("05".repeat(32))) : Optional.empty(),
                new EnclaveMeasurements.Settings(
                        EnclaveSize.parse("4G").orElseThrow(),
                        64,
                        attestation,
                        Sha256.ofHex("0e".repeat(32)),
                        14,
                        false,
                        false,
                        false));
    }
}
