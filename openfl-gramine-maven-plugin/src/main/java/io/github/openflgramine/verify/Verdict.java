package io.github.openflgramine.verify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.gramine.Difference;
import io.github.openflgramine.product.SummaryTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The result of {@code verify}: for people, for programs, and as the end of a build.
 *
 * @param subject what was verified
 * @param about the image's values that are only read: name, id, Gramine's version
 * @param enclaves the result for each enclave
 * @param image the result for the rest of the image; empty for a manifest with its files
 * @param outside values that no enclave's measurement covers
 */
public record Verdict(
        String subject,
        Map<String, Object> about,
        List<EnclaveVerdict> enclaves,
        Optional<ImageVerdict> image,
        Map<String, Object> outside) {

    static final String AS_EXPECTED = "as expected";
    static final String ENCLAVES_AS_EXPECTED = "enclaves as expected";
    static final String CONSISTENT = "consistent";
    static final String DIFFERENT = "different";

    /** Returns the whole result, with or without differences. */
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("verified", subject);
        summary.putAll(about);
        Map<String, Object> roles = new LinkedHashMap<>();
        enclaves.forEach(enclave -> roles.put(enclave.name(), enclave.summary()));
        summary.put("roles", roles);
        image.ifPresent(whole -> summary.put("whole_image", whole.summary()));
        if (!outside.isEmpty()) {
            summary.put("outside_the_measurement", outside);
        }
        summary.put("compared_with", sources());
        summary.put("verdict", outcome());
        if (agrees()) {
            summary.put("proves", proof());
        }
        return summary;
    }

    /** Returns whether there are no differences. */
    boolean agrees() {
        return enclaves.stream().allMatch(EnclaveVerdict::agrees)
                && image.stream().allMatch(ImageVerdict::agrees);
    }

    private String outcome() {
        if (!agrees()) {
            return DIFFERENT;
        }
        if (!unexpected().isEmpty()) {
            return CONSISTENT;
        }
        return image.stream().allMatch(ImageVerdict::isCompared) ? AS_EXPECTED : ENCLAVES_AS_EXPECTED;
    }

    /** Returns the enclaves for which no value was expected. */
    private List<String> unexpected() {
        return enclaves.stream()
                .filter(enclave -> enclave.expected().isEmpty())
                .map(EnclaveVerdict::name)
                .toList();
    }

    private List<String> sources() {
        Set<String> sources = new LinkedHashSet<>();
        enclaves.forEach(enclave -> enclave.expected().forEach(value -> sources.add(value.source())));
        image.ifPresent(whole -> sources.addAll(whole.sources()));
        return List.copyOf(sources);
    }

    private String proof() {
        List<String> sentences = new ArrayList<>();
        if (!enclaves.stream().allMatch(EnclaveVerdict::signed)) {
            sentences.add("Not signed: runs under gramine-direct only, without SGX.");
        }
        if (!unexpected().isEmpty()) {
            String of = unexpected().size() == enclaves.size() ? "It" : "The " + String.join(", ", unexpected());
            sentences.add(of + " is consistent; who built it is not checked.");
            sentences.add("Give the values that you received from its builder out of band: "
                    + (enclaves.size() == 1 ? Expectations.OF_MANIFEST : Expectations.OF_IMAGE) + ".");
        } else if (enclaves.stream().allMatch(enclave -> enclave.isExpected(ExpectedValue.MRENCLAVE))) {
            sentences.add("Every enclave is the expected one, and every listed file matches.");
        } else {
            sentences.add("It was signed by the expected signer. Only an expected MRENCLAVE identifies the build.");
        }
        image.filter(whole -> unexpected().isEmpty())
                .ifPresent(whole -> sentences.add(
                        whole.isCompared()
                                ? "Configuration and layers are the expected ones, so the rest of the image is as built."
                                : "What runs outside of the enclaves was not compared (" + whole.reason() + ")."));
        if (!enclaves.stream().allMatch(enclave -> enclave.accepted().isEmpty())) {
            sentences.add("Missing files were accepted.");
        }
        return String.join(" ", sentences);
    }

    /**
     * Checks that there are no differences.
     *
     * @throws GraminizeException with the first difference
     */
    public void requireAgreement() {
        if (agrees()) {
            return;
        }
        List<EnclaveVerdict> wrong =
                enclaves.stream().filter(enclave -> !enclave.agrees()).toList();
        List<Difference> ofImage = image.map(ImageVerdict::differences).orElse(List.of());
        int count = ofImage.size()
                + wrong.stream()
                        .mapToInt(enclave -> enclave.differences().size())
                        .sum();
        throw new GraminizeException(
                "%s is not as expected. %s%s"
                        .formatted(
                                subject,
                                wrong.isEmpty()
                                        ? "Outside of the enclaves: " + describe(ofImage.get(0))
                                        : wrong.get(0).name() + ": "
                                                + describe(wrong.get(0)
                                                        .differences()
                                                        .get(0)),
                                count == 1
                                        ? "\nIt is the only difference."
                                        : "\nIt is the first of %d differences, shown above.".formatted(count)),
                remedy(wrong, ofImage));
    }

    private static String remedy(List<EnclaveVerdict> wrong, List<Difference> ofImage) {
        if (wrong.isEmpty()) {
            return "Do not start it. Get it again. If you built it yourself from the same sources, compare only the enclaves:"
                    + " -Dgramine.enclavesOnly";
        }
        return ofImage.isEmpty() && wrong.stream().allMatch(EnclaveVerdict::lacksFilesOnly)
                ? "If the host provides the missing files, accept them: -Dgramine.allowAbsent"
                : "Do not start it. Get it again, and compare with the values received from its builder out of band.";
    }

    private static String describe(Difference difference) {
        StringBuilder text = new StringBuilder(SummaryTable.printable(difference.what()));
        if (difference.expected().isEmpty()) {
            return text.append('.').toString();
        }
        text.append(':');
        difference.expected().ifPresent(value -> text.append("\n  expected  ").append(SummaryTable.printable(value)));
        difference.found().ifPresent(value -> text.append("\n  found     ").append(SummaryTable.printable(value)));
        difference.suspect().ifPresent(value -> text.append("\n  suspect   ").append(SummaryTable.printable(value)));
        return text.toString();
    }
}
