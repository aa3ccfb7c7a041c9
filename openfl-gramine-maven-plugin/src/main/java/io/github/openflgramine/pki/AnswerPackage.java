package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The authority's answer to a participant: its certificate and the certificate chain to trust. {@link #read} checks
 * that the certificates are valid under this chain at the given time.
 *
 * @param attested what an attested federation adds
 */
public record AnswerPackage(
        Participant participant, X509Certificate certificate, CertificateChain chain, Attested attested) {

    private static final String CHAIN = "cert_chain.crt";
    private static final Pattern EVIDENCE = Pattern.compile("(?:.*/)?evidence/(.*)");
    private static final Pattern STEM = Pattern.compile("((?:agg|col)_[a-z0-9][a-z0-9._-]*)\\.zip");

    /**
     * What lets a participant judge the others itself.
     *
     * @param aggregator the aggregator's certificate; empty if it is not attested
     * @param evidence the evidence of those who are certified so far, by their files' stems; one character per byte (ISO 8859-1)
     */
    public record Attested(Optional<X509Certificate> aggregator, SortedMap<String, String> evidence) {

        /** In a federation without attested roles. */
        public static final Attested NONE = new Attested(Optional.empty(), new TreeMap<>());

        public Attested {
            evidence = Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
        }

        /** Returns whether nothing is added. */
        public boolean isEmpty() {
            return aggregator.isEmpty() && evidence.isEmpty();
        }

        /** Returns the evidence of a participant, as the bytes of its zip. */
        public Optional<byte[]> evidenceOf(Participant participant) {
            return Optional.ofNullable(evidence.get(participant.fileStem()))
                    .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Returns the file name that {@code fx} uses for the answer. */
    public static String fileName(Participant participant) {
        return "agg_to_" + participant.fileStem() + "_signed_cert.zip";
    }

    /** Returns the zip to send. */
    public byte[] zip() {
        SortedMap<String, String> files = new TreeMap<>();
        files.put(CHAIN, chain.pem());
        attested.aggregator()
                .ifPresent(aggregator ->
                        files.put(leaf(Participant.aggregator(CommonName.of(aggregator))), Pem.encode(aggregator)));
        files.put(leaf(participant), Pem.encode(certificate));
        attested.evidence().forEach((stem, zip) -> files.put("evidence/" + stem + CertPackage.EVIDENCE, zip));
        return CertPackage.of(files).zip();
    }

    private static String leaf(Participant participant) {
        return directory(participant.role()) + participant.fileStem() + ".crt";
    }

    private static String directory(Role role) {
        return RoleProfile.of(role).directory() + "/";
    }

    public static AnswerPackage read(Path zip, Instant now) throws IOException {
        CertPackage content = CertPackage.read(zip);
        String chain = content.only(CHAIN, zip).getValue();
        CertificateChain authorities = CertificateChain.ofPem(chain, zip + "!" + CHAIN);
        Optional<X509Certificate> aggregator = leafOf(Role.AGGREGATOR, content, zip);
        Optional<X509Certificate> collaborator = leafOf(Role.COLLABORATOR, content, zip);
        X509Certificate certificate = collaborator
                .or(() -> aggregator)
                .orElseThrow(() -> CertPackage.refused(zip, "holds no file *client/col_NAME.crt"));
        validate(certificate, authorities.rootFirst(), now, zip);
        if (aggregator.isPresent()) {
            validate(aggregator.get(), authorities.rootFirst(), now, zip);
        }
        return new AnswerPackage(
                new Participant(
                        collaborator.isPresent() ? Role.COLLABORATOR : Role.AGGREGATOR, CommonName.of(certificate)),
                certificate,
                authorities,
                new Attested(aggregator, evidence(content, zip)));
    }

    /** Returns the only certificate in a role's directory. */
    private static Optional<X509Certificate> leafOf(Role role, CertPackage content, Path zip) {
        // Below another directory if the answer's directory was packed again.
        Pattern leaves = Pattern.compile("(.*/)?" + directory(role) + "[^/]*\\.crt");
        List<String> names = content.files().keySet().stream()
                .filter(name -> leaves.matcher(name).matches())
                .toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        Map.Entry<String, String> leaf = content.only(names.size() == 1 ? names.get(0) : ".crt", zip);
        return Optional.of(Pem.certificate(leaf.getValue(), zip + "!" + leaf.getKey()));
    }

    /** Returns the evidence in an answer of any age, whose certificates are not checked. */
    public static SortedMap<String, String> evidence(Path zip) throws IOException {
        return evidence(CertPackage.read(zip), zip);
    }

    private static SortedMap<String, String> evidence(CertPackage content, Path zip) {
        SortedMap<String, String> evidence = new TreeMap<>();
        content.files().forEach((name, text) -> {
            Matcher file = EVIDENCE.matcher(name);
            if (file.matches()) {
                Matcher stem = STEM.matcher(file.group(1));
                if (!stem.matches()) {
                    throw CertPackage.refused(zip, "holds " + name + ", which is not the evidence of a participant");
                }
                evidence.put(stem.group(1), text);
            }
        });
        return evidence;
    }

    private static void validate(X509Certificate leaf, List<X509Certificate> rootFirst, Instant now, Path zip) {
        try {
            ChainValidation.validate(leaf, rootFirst, now);
        } catch (CertPathValidatorException e) {
            throw new GraminizeException(
                    "The certificate in " + zip + " is not valid at " + now + " under its own chain: " + e.getMessage()
                            + ".",
                    "Check that this machine's clock is between "
                            + leaf.getNotBefore().toInstant() + " and "
                            + leaf.getNotAfter().toInstant() + ", or have the request signed again.",
                    e);
        }
    }
}
