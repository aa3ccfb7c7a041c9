package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that the files in a {@link CertDirectory} work for an actor's mutual TLS. OpenFL's collaborators retry
 * forever with a certificate that cannot work.
 */
public final class CredentialsCheck {

    /** The tags of dNSName and iPAddress in GeneralName (RFC 5280, 4.2.1.6). */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    private final CertDirectory certificates;

    public CredentialsCheck(CertDirectory certificates) {
        this.certificates = certificates;
    }

    /** Returns the participants of this role that have a certificate here, sorted by name. */
    public List<Participant> certified(Role role) throws IOException {
        List<Participant> found = new ArrayList<>();
        for (String name : names(role)) {
            found.add(new Participant(role, name));
        }
        return List.copyOf(found);
    }

    /**
     * Checks that chain, certificate and key exist, belong together, name this participant and are valid at this time.
     *
     * @throws GraminizeException if they do not
     */
    public void check(Participant participant, Instant now) throws IOException {
        requireFiles(
                participant,
                certificates.chain(),
                certificates.certificate(participant),
                certificates.key(participant));
        Path file = certificates.certificate(participant);
        Path key = certificates.key(participant);
        if (!Keys.match(
                Pem.privateKey(Pem.read(key), key.toString()),
                Pem.certificate(Pem.read(file), file.toString()).getPublicKey())) {
            throw new GraminizeException(
                    file + " does not match the key " + key + ".",
                    "Restore the matching pair, or have the latest request signed.");
        }
        checkCertificate(participant, now);
    }

    /**
     * Checks the same of a participant whose key is sealed in its enclave.
     *
     * @throws GraminizeException if chain or certificate do not work
     */
    public void checkSealed(Participant participant, Instant now) throws IOException {
        requireFiles(participant, certificates.chain(), certificates.certificate(participant));
        checkCertificate(participant, now);
    }

    private void checkCertificate(Participant participant, Instant now) throws IOException {
        Path file = certificates.certificate(participant);
        X509Certificate certificate = Pem.certificate(Pem.read(file), file.toString());
        List<X509Certificate> chain = Pem.certificates(
                Pem.read(certificates.chain()), certificates.chain().toString());
        requireName(participant, certificate, file);
        try {
            ChainValidation.validate(certificate, chain, now);
        } catch (CertPathValidatorException e) {
            throw invalid(certificate, file, now, e);
        }
    }

    private void requireFiles(Participant participant, Path... files) throws IOException {
        List<Path> missing = Stream.of(files).filter(Files::notExists).toList();
        if (missing.isEmpty()) {
            return;
        }
        List<String> others = names(participant.role());
        String instead = others.isEmpty() || !missing.contains(certificates.certificate(participant))
                ? ""
                : " (here is the certificate of " + String.join(", ", others) + ")";
        throw new GraminizeException(
                "The " + participant + " lacks "
                        + missing.stream().map(Path::toString).collect(Collectors.joining(" and ")) + instead + ".",
                participant.role() == Role.AGGREGATOR
                        ? "Create them: mvn openfl-gramine:aggregator-generate-cert-request, then aggregator-certify."
                        : "Create the key with mvn openfl-gramine:collaborator-generate-cert-request and import the"
                                + " authority's answer with collaborator-certify -Dopenfl.import=….");
    }

    private static void requireName(Participant participant, X509Certificate certificate, Path file) {
        String name = CommonName.of(certificate);
        if (!name.equals(participant.name())) {
            throw new GraminizeException(
                    file + " is not the certificate of " + participant + ".\n    certificate  " + name
                            + "\n    expected     " + participant.name() + "\n",
                    "Issue it again with the right name.");
        }
        try {
            int kind = participant.isIpAddress() ? IP_ADDRESS : DNS_NAME;
            if (participant.role() == Role.AGGREGATOR
                    && alternatives(certificate).noneMatch(each -> each.equals(List.of(kind, name)))) {
                throw new GraminizeException(
                        file + " does not name " + name + " as TLS compares it (subjectAltName, "
                                + (kind == IP_ADDRESS ? "iPAddress" : "dNSName")
                                + "), so every collaborator refuses it.",
                        kind == IP_ADDRESS
                                ? "fx cannot issue one for an address: use mvn openfl-gramine:aggregator-generate-cert-request"
                                        + " and aggregator-certify, or a host name in the plan."
                                : "Issue it again.");
            }
            List<String> usage = certificate.getExtendedKeyUsage();
            if (usage != null
                    && !usage.contains(
                            RoleProfile.of(participant.role()).keyPurpose().getId())) {
                throw new GraminizeException(
                        file + " was not issued for the role " + participant.role() + ".",
                        "Issue it again with the goals for " + participant.role() + "s.");
            }
        } catch (CertificateParsingException e) {
            throw new GraminizeException(file + " is damaged: " + e.getMessage() + ".", "Issue it again.", e);
        }
    }

    private static Stream<? extends List<?>> alternatives(X509Certificate certificate)
            throws CertificateParsingException {
        return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                .flatMap(Collection::stream);
    }

    private GraminizeException invalid(
            X509Certificate certificate, Path file, Instant now, CertPathValidatorException cause) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            return new GraminizeException(
                    file + " has expired: it was valid until " + until + ", and now it is " + now + ".",
                    "Renew it: request and certify again with -Dopenfl.renew.",
                    cause);
        }
        if (now.isBefore(from)) {
            return new GraminizeException(
                    file + " is not valid yet: from " + from + ", and here it is " + now + ".",
                    "Set this machine's clock.",
                    cause);
        }
        return new GraminizeException(
                file + " is not valid under " + certificates.chain() + ": " + cause.getMessage() + ".",
                "Both must come from the federation's authority. Import its answer again.",
                cause);
    }

    private List<String> names(Role role) throws IOException {
        Path directory = certificates.roleDirectory(role);
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(directory, RoleProfile.of(role).prefix() + "*.crt")) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    names.add(name.substring(RoleProfile.of(role).prefix().length(), name.length() - ".crt".length()));
                }
            }
        }
        names.sort(null);
        return names;
    }
}
