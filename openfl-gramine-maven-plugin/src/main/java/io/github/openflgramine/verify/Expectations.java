package io.github.openflgramine.verify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.Role;
import io.github.openflgramine.product.MeasurementsDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values that a receiver expects, from the user's properties. The receiver got them out of band. Without any,
 * verify can only check that an image is consistent.
 *
 * @param measurements the maker's measurements.json
 * @param mrsigner MRSIGNER of every enclave
 * @param mrenclave MRENCLAVE of a manifest's enclave
 * @param aggregatorMrenclave MRENCLAVE of an image's aggregator
 * @param collaboratorMrenclave MRENCLAVE of an image's collaborator
 * @param provenance the release's signed statement
 * @param releasePublicKey the key that must have signed the statement
 */
public record Expectations(
        Optional<Path> measurements,
        Optional<String> mrsigner,
        Optional<String> mrenclave,
        Optional<String> aggregatorMrenclave,
        Optional<String> collaboratorMrenclave,
        Optional<Path> provenance,
        Optional<Path> releasePublicKey) {

    /** The properties that can be set, for messages to users who set none. */
    static final String OF_IMAGE =
            "gramine.measurements, or gramine.aggregatorMrenclave and gramine.collaboratorMrenclave, or gramine.mrsigner";

    static final String OF_MANIFEST = "gramine.mrenclave, or gramine.mrsigner, or gramine.measurements";

    private static final String MRENCLAVE = "gramine.mrenclave";
    private static final String AGGREGATOR = "gramine.aggregatorMrenclave";
    private static final String COLLABORATOR = "gramine.collaboratorMrenclave";

    /** Returns the expected values of an image's enclaves, by enclave name. */
    public Map<String, List<ExpectedValue>> ofImage() throws IOException {
        if (mrenclave.isPresent()) {
            throw new GraminizeException(
                    MRENCLAVE + " is given, but an image has two enclaves, each with its own MRENCLAVE.",
                    "Give -D%s=… or -D%s=… or both, or -Dgramine.measurements=….".formatted(AGGREGATOR, COLLABORATOR));
        }
        Map<String, List<ExpectedValue>> expected = new LinkedHashMap<>();
        expected.put(
                Role.AGGREGATOR.toString(),
                of(Role.AGGREGATOR.toString(), aggregatorMrenclave.orElse(null), AGGREGATOR));
        expected.put(
                Role.COLLABORATOR.toString(),
                of(Role.COLLABORATOR.toString(), collaboratorMrenclave.orElse(null), COLLABORATOR));
        return expected;
    }

    /** Returns the expected values of a manifest's enclave. In measurements.json they are under the manifest's name. */
    Map<String, List<ExpectedValue>> ofManifest(String name) throws IOException {
        if (aggregatorMrenclave.isPresent() || collaboratorMrenclave.isPresent()) {
            throw new GraminizeException(
                    "%s or %s is given, but a manifest has one enclave.".formatted(AGGREGATOR, COLLABORATOR),
                    "Give its MRENCLAVE as -D" + MRENCLAVE + "=….");
        }
        return Map.of(name, of(name, mrenclave.orElse(null), MRENCLAVE));
    }

    /** Returns whether the values are those of an image, which has an enclave for each role. */
    boolean areOfImage() {
        return Stream.of(measurements, provenance, aggregatorMrenclave, collaboratorMrenclave)
                .anyMatch(Optional::isPresent);
    }

    /** Returns the expected values of the enclave that made a quote and has this role in an image. */
    List<ExpectedValue> ofQuote(Role role) throws IOException {
        return ofImage().getOrDefault(role.toString(), List.of());
    }

    /**
     * Returns the expected values of the enclave that made a quote and has no role in an image: {@code
     * gramine.mrenclave} and {@code gramine.mrsigner}.
     */
    List<ExpectedValue> ofQuote() throws IOException {
        if (areOfImage()) {
            throw new GraminizeException(
                    "The expected values are those of an image with two enclaves; which of them made the quote is not given.",
                    "Add -Dopenfl.role=aggregator or -Dopenfl.role=collaborator.");
        }
        return of("", mrenclave.orElse(null), MRENCLAVE);
    }

    /**
     * Returns the values about the whole image that differ from measurements.json. No measurement covers them.
     *
     * @param about the image's values, under the same names
     * @param ids the image's ids in other engines
     */
    Map<String, Object> outside(Map<String, Object> about, List<ImageId> ids) throws IOException {
        Map<String, Object> outside = new LinkedHashMap<>();
        if (measurements.isPresent()) {
            MeasurementsDocument expected =
                    ExpectedMeasurements.read(measurements.get()).document();
            Map<String, Optional<String>> told = new LinkedHashMap<>();
            if (expected.content().isEmpty()) {
                told.put(
                        Verify.IMAGE_ID,
                        expected.imageId().filter(id -> !ids.contains(id)).map(ImageId::toString));
            }
            told.put(Verify.GRAMINE, expected.gramine());
            told.forEach((field, value) -> {
                String found = String.valueOf(about.getOrDefault(field, ""));
                value.filter(expectation -> !found.isEmpty() && !expectation.equals(found))
                        .ifPresent(expectation -> outside.put(field, differing(expectation, found)));
            });
        }
        return outside;
    }

    private static Map<String, String> differing(String expected, String found) {
        Map<String, String> differing = new LinkedHashMap<>();
        differing.put("expected", expected);
        differing.put("found", found);
        return differing;
    }

    /**
     * Returns the expected configurations and layers of an image. A measurements.json before version 3 has none.
     */
    List<ExpectedContent> content() throws IOException {
        List<ExpectedContent> expected = new ArrayList<>();
        if (measurements.isPresent()) {
            ExpectedMeasurements.read(measurements.get()).content().ifPresent(expected::add);
        }
        ExpectedProvenance.read(this).flatMap(ExpectedProvenance::content).ifPresent(expected::add);
        return expected;
    }

    /** Returns why {@link #content} is empty. */
    String contentIsUnknown() throws IOException {
        return measurements.isPresent()
                ? ExpectedMeasurements.read(measurements.get()).contentIsMissing()
                : provenance.isPresent()
                        ? "openfl.provenance was written by an earlier version"
                        : "only gramine.measurements and openfl.provenance describe it";
    }

    private List<ExpectedValue> of(String enclave, @Nullable String digest, String property) throws IOException {
        List<ExpectedValue> expected = new ArrayList<>();
        if (digest != null) {
            expected.add(ExpectedValue.digest(ExpectedValue.MRENCLAVE, digest, property));
        }
        mrsigner.ifPresent(hex -> expected.add(ExpectedValue.digest(ExpectedValue.MRSIGNER, hex, "gramine.mrsigner")));
        if (measurements.isPresent()) {
            expected.addAll(ExpectedMeasurements.read(measurements.get()).of(enclave));
        }
        ExpectedProvenance.read(this).ifPresent(statement -> expected.addAll(statement.of(enclave)));
        return expected;
    }
}
