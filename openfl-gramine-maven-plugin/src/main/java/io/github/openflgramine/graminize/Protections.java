package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.CpuFeature;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CertReader;
import io.github.openflgramine.product.ImagePaths;
import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.ProductionRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Additional protections of an enclave, each of which has a cost.
 *
 * @param certChain whether the federation's certificate chain is trusted, so that the host cannot replace the
 * authority
 * @param initialModel whether the federation's initial model is trusted
 * @param encrypted directories that the host sees only encrypted
 * @param cpuFeatures values of {@code sgx.cpu_features}: required or disabled, by name
 * @param exinfo whether the processor reports the address of a page fault to the enclave
 * @param attested the roles whose certificates stand for enclaves
 */
public record Protections(
        boolean certChain,
        boolean initialModel,
        List<EncryptedMount> encrypted,
        Map<CpuFeature, CpuFeature.Wish> cpuFeatures,
        boolean exinfo,
        Set<Role> attested) {

    public static final Protections NONE = of(false, false, "", "", false);

    public Protections {
        encrypted = List.copyOf(encrypted);
        cpuFeatures = Map.copyOf(cpuFeatures);
        attested = Set.copyOf(attested);
        if (!attested.isEmpty() && !certChain) {
            throw new IllegalArgumentException("an attested role trusts its federation's chain, and not its host's");
        }
        if (!initialModel
                && encrypted.stream()
                        .anyMatch(mount -> mount.isSealed() && mount.directory().equals("save"))) {
            throw new GraminizeException(
                    "gramine.encryptedMounts seals save/, so the initial model cannot be put there.",
                    "Put it into the image: -Dopenfl.trustInitialModel=true; or use a provisioned key: save=NAME");
        }
    }

    /** Returns the directories whose keys the processor derives. */
    List<String> sealedDirectories() {
        return encrypted.stream()
                .filter(EncryptedMount::isSealed)
                .map(EncryptedMount::directory)
                .toList();
    }

    /**
     * Parses a user's values.
     *
     * @param encryptedMounts {@code DIRECTORY=KEY}, separated by commas
     * @param cpuFeatures {@code NAME=required} or {@code NAME=disabled}, separated by commas
     */
    public static Protections of(
            boolean certChain, boolean initialModel, String encryptedMounts, String cpuFeatures, boolean exinfo) {
        return new Protections(
                certChain,
                initialModel,
                parts(encryptedMounts).stream().map(EncryptedMount::parse).toList(),
                parts(cpuFeatures).stream()
                        .map(Protections::feature)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b)),
                exinfo,
                Set.of());
    }

    /** Returns these protections with attested roles, whose images contain the chain as a trusted file. */
    public Protections attesting(Set<Role> roles) {
        return new Protections(certChain || !roles.isEmpty(), initialModel, encrypted, cpuFeatures, exinfo, roles);
    }

    boolean isAttested(Role role) {
        return attested.contains(role);
    }

    /**
     * Returns the certificate chain to trust.
     *
     * @throws GraminizeException if the workspace has none, or one that no participant could use or that should stay here
     */
    public static Path chain(Workspace workspace) throws IOException {
        Path chain = CertDirectory.of(workspace.root()).chain();
        if (Files.notExists(chain)) {
            throw new GraminizeException(
                    "openfl.trustCertChain=true, or openfl.attested, but there is no " + chain + " to be trusted.",
                    "Create the federation's authority first: mvn openfl-gramine:workspace-certify. If the authority is elsewhere, copy its"
                            + " chain to that path.");
        }
        new CertReader(CertDirectory.of(workspace.root())).chain();
        return chain;
    }

    /** Returns the insecure settings of the certificate chain. */
    public List<InsecureSetting> insecureChain(Workspace workspace) throws IOException {
        if (certChain) {
            chain(workspace);
            return List.of();
        }
        List<InsecureSetting> found = new ArrayList<>();
        found.add(new InsecureSetting(
                ProductionRule.CHAIN_OF_HOST,
                "openfl.trustCertChain is false: the host of an enclave chooses whose certificates it accepts.",
                "Set -Dopenfl.trustCertChain=true, after mvn openfl-gramine:workspace-certify."));
        try {
            new CertReader(CertDirectory.of(workspace.root())).chain();
        } catch (GraminizeException e) {
            found.add(new InsecureSetting(ProductionRule.CHAIN_CONTENT, e.problem(), e.remedy()));
        }
        return found;
    }

    /** Returns whether the directory of a path in the image is encrypted. A relative path begins in the workspace. */
    public boolean isEncrypted(String path) {
        Path workspace = Path.of(ImagePaths.WORKSPACE.value());
        Path file = workspace.resolve(path).normalize();
        return encrypted.stream().anyMatch(mount -> file.startsWith(workspace.resolve(mount.directory())));
    }

    /**
     * Returns the initial model to trust; empty if it does not exist yet, because OpenFL needs an image without it to
     * create it.
     */
    public static Optional<Path> initialModel(Workspace workspace) throws IOException {
        return Optional.of(workspace.root().resolve(Plan.read(workspace.plan()).initialModel()))
                .filter(Files::exists);
    }

    private static List<String> parts(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Map.Entry<CpuFeature, CpuFeature.Wish> feature(String text) {
        String[] words = text.split("=", 2);
        Optional<CpuFeature> feature = CpuFeature.parse(words[0]);
        Optional<CpuFeature.Wish> wish = CpuFeature.Wish.parse(words[words.length - 1]);
        if (words.length != 2 || feature.isEmpty() || wish.isEmpty()) {
            throw new GraminizeException(
                    "gramine.cpuFeatures has " + text + "; expected one of "
                            + Arrays.stream(CpuFeature.values())
                                    .map(CpuFeature::toString)
                                    .collect(Collectors.joining(", "))
                            + " with =required or =disabled.",
                    "For example: avx512=required,amx=disabled");
        }
        return Map.entry(feature.get(), wish.get());
    }
}
