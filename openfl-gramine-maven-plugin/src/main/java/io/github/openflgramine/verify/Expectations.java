package io.github.openflgramine.verify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a receiver was told, by another way than the image came, as the properties have it. Without any of them an image
 * can only be found to agree with itself.
 *
 * @param measurements the maker's measurements.json
 * @param mrsigner of every enclave
 * @param mrenclave of the one enclave of a manifest
 * @param aggregatorMrenclave of an image's aggregator
 * @param collaboratorMrenclave of an image's collaborator
 * @param provenance the release's signed statement
 * @param releasePublicKey by which the statement has to be signed
 */
public record Expectations(
        Optional<Path> measurements,
        Optional<String> mrsigner,
        Optional<String> mrenclave,
        Optional<String> aggregatorMrenclave,
        Optional<String> collaboratorMrenclave,
        Optional<Path> provenance,
        Optional<Path> releasePublicKey) {

    /** What can be given, for a message to those who gave nothing. */
    static final String OF_IMAGE =
            "gramine.measurements, or gramine.aggregatorMrenclave and gramine.collaboratorMrenclave, or gramine.mrsigner";

    static final String OF_MANIFEST = "gramine.mrenclave, or gramine.mrsigner, or gramine.measurements";

    private static final String MRENCLAVE = "gramine.mrenclave";
    private static final String AGGREGATOR = "gramine.aggregatorMrenclave";
    private static final String COLLABORATOR = "gramine.collaboratorMrenclave";

    /** Without a statement of provenance. */
    Expectations(
            Optional<Path> measurements,
            Optional<String> mrsigner,
            Optional<String> mrenclave,
            Optional<String> aggregatorMrenclave,
            Optional<String> collaboratorMrenclave) {
        this(
                measurements,
                mrsigner,
                mrenclave,
                aggregatorMrenclave,
                collaboratorMrenclave,
                Optional.empty(),
                Optional.empty());
    }

    /** Of the enclaves of an image, by their names. */
    public Map<String, List<ExpectedValue>> ofImage() throws IOException {
        refuse(
                mrenclave,
                MRENCLAVE + " is given, but an image has two enclaves, each with its own MRENCLAVE.",
                "Give -D%s=… or -D%s=… or both, or -Dgramine.measurements=….".formatted(AGGREGATOR, COLLABORATOR));
        Map<String, List<ExpectedValue>> expected = new LinkedHashMap<>();
        expected.put(Role.AGGREGATOR.toString(), of(Role.AGGREGATOR.toString(), aggregatorMrenclave, AGGREGATOR));
        expected.put(
                Role.COLLABORATOR.toString(), of(Role.COLLABORATOR.toString(), collaboratorMrenclave, COLLABORATOR));
        return expected;
    }

    /** Of a manifest's one enclave; in measurements.json it is looked for under the manifest's name. */
    Map<String, List<ExpectedValue>> ofManifest(String name) throws IOException {
        for (Optional<String> role : List.of(aggregatorMrenclave, collaboratorMrenclave)) {
            refuse(
                    role,
                    "%s or %s is given, but a manifest has one enclave.".formatted(AGGREGATOR, COLLABORATOR),
                    "Give its MRENCLAVE as -D" + MRENCLAVE + "=….");
        }
        return Map.of(name, of(name, mrenclave, MRENCLAVE));
    }

    /**
     * Of the enclave that a quote has to be of.
     *
     * @param role which of an image's enclaves; without one {@code gramine.mrenclave} and {@code gramine.mrsigner} count
     */
    List<ExpectedValue> ofQuote(Optional<Role> role) throws IOException {
        if (role.isPresent()) {
            return ofImage().getOrDefault(role.get().toString(), List.of());
        }
        if (Stream.of(measurements, provenance, aggregatorMrenclave, collaboratorMrenclave)
                .anyMatch(Optional::isPresent)) {
            throw new GraminizeException(
                    "Values of an image's two enclaves are expected, but not said of which the quote is.",
                    "Add -Dopenfl.role=aggregator or -Dopenfl.role=collaborator.");
        }
        return of("", mrenclave, MRENCLAVE);
    }

    /**
     * What measurements.json says of the image as a whole and is otherwise: no measurement covers it.
     *
     * @param about what the image says, under the same names
     * @param ids the ids that it has in other engines
     */
    Map<String, Object> outside(Map<String, Object> about, List<String> ids) throws IOException {
        Map<String, Object> outside = new LinkedHashMap<>();
        if (measurements.isPresent()) {
            ExpectedMeasurements expected = ExpectedMeasurements.read(measurements.get());
            for (String field : List.of(Verify.IMAGE_ID, Verify.GRAMINE)) {
                String found = String.valueOf(about.getOrDefault(field, ""));
                expected.ofImage(field)
                        .filter(value -> !found.isEmpty() && !value.equals(found) && !ids.contains(value))
                        .ifPresent(value -> outside.put(field, differing(value, found)));
            }
        }
        return outside;
    }

    private static Map<String, String> differing(String expected, String found) {
        Map<String, String> differing = new LinkedHashMap<>();
        differing.put("expected", expected);
        differing.put("found", found);
        return differing;
    }

    private List<ExpectedValue> of(String enclave, Optional<String> digest, String property) throws IOException {
        List<ExpectedValue> expected = new ArrayList<>();
        digest.ifPresent(hex -> expected.add(ExpectedValue.digest(ExpectedValue.MRENCLAVE, hex, property)));
        mrsigner.ifPresent(hex -> expected.add(ExpectedValue.digest(ExpectedValue.MRSIGNER, hex, "gramine.mrsigner")));
        if (measurements.isPresent()) {
            expected.addAll(ExpectedMeasurements.read(measurements.get()).of(enclave));
        }
        ExpectedProvenance.read(provenance, releasePublicKey)
                .ifPresent(statement -> expected.addAll(statement.of(enclave)));
        return expected;
    }

    private static void refuse(Optional<String> given, String problem, String remedy) {
        given.ifPresent(any -> {
            throw new GraminizeException(problem, remedy);
        });
    }
}
