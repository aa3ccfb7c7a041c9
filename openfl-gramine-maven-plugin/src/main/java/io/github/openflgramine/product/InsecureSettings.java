package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.AllowedFiles;
import io.github.openflgramine.gramine.DebugBuildOptions;
import io.github.openflgramine.gramine.EnclaveSize;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.InsecureOptions;
import io.github.openflgramine.gramine.Manifest;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.secrets.SecretSearch;
import io.github.openflgramine.sgx.SigningKeyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds insecure settings, with one check per kind. {@link ProductionGate} decides what happens to them. */
public final class InsecureSettings {

    private static final List<Function<Manifest, Stream<InsecureSetting>>> OF_MANIFEST = List.of(
            InsecureSettings::debugBuildOptions,
            InsecureSettings::hexadecimalSize,
            InsecureSettings::insecureOptions,
            InsecureSettings::credentials);

    /**
     * Variables by which the C library, the interpreter or OpenSSL load code, trust other certificates, or write the secrets of
     * connections to a file.
     */
    private static final Pattern DECIDING_VARIABLE =
            Pattern.compile("(?:LD_|PYTHON|OPENSSL_|SSL_CERT_).*|GLIBC_TUNABLES|GCONV_PATH|SSLKEYLOGFILE");

    /** Set by the plugin's own template. */
    private static final Set<String> USUAL_VARIABLES = Set.of("LD_LIBRARY_PATH", "PYTHONDONTWRITEBYTECODE");

    private InsecureSettings() {}

    /** Returns the insecure settings of any manifest. */
    public static List<InsecureSetting> of(Manifest manifest) {
        return OF_MANIFEST.stream().flatMap(check -> check.apply(manifest)).toList();
    }

    /** Returns the insecure settings of a role's manifest. */
    public static List<InsecureSetting> of(Manifest manifest, Role role) {
        return Stream.of(of(manifest).stream(), environment(manifest), allowedFiles(manifest, role))
                .flatMap(found -> found)
                .toList();
    }

    /** Returns an insecure setting for each of these errors about trusted files that Gramine would not check. */
    public static List<InsecureSetting> ofUnchecked(List<GraminizeException> unchecked) {
        return unchecked.stream()
                .map(file -> new InsecureSetting(ProductionRule.UNCHECKED_FILE, file.problem(), file.remedy()))
                .toList();
    }

    /** Returns the insecure setting of a file with the key that signs enclaves. */
    public static List<InsecureSetting> ofKeyFile(Path file) throws IOException {
        return ofKeyFile(ProductionRule.SIGNING_KEY_FILE, "The signing key", file);
    }

    /** Returns the insecure setting of a file with the key that signs releases. */
    public static List<InsecureSetting> ofReleaseKeyFile(Path file) throws IOException {
        return ofKeyFile(ProductionRule.RELEASE_KEY_FILE, "The release key", file);
    }

    private static List<InsecureSetting> ofKeyFile(ProductionRule rule, String kind, Path file) throws IOException {
        return Files.exists(file) && SigningKeyReader.isOpenToOthers(file)
                ? List.of(new InsecureSetting(
                        rule, kind + " " + file + " can be read by others.", "Restrict it: chmod 600 " + file))
                : List.of();
    }

    /** Returns the insecure setting of kits that no release key signs. */
    public static List<InsecureSetting> ofUnsignedKits() {
        return List.of(new InsecureSetting(
                ProductionRule.UNSIGNED_KIT,
                "The kits are unsigned (openfl.releaseKey is missing), so they do not prove who made them.",
                "Sign them with a key of its own: openssl genpkey -algorithm ed25519 -out release-key.pem"));
    }

    public static List<InsecureSetting> ofGramine(GramineVersion version) {
        return version.isStandIn()
                ? List.of(new InsecureSetting(
                        ProductionRule.STAND_IN,
                        "NO GRAMINE: stand-in, no protection (the base image has Gramine " + version + ").",
                        "Use a base image with Gramine's own package, or without Gramine."))
                : List.of();
    }

    public static List<InsecureSetting> ofBaseImage(String reference) {
        return reference.contains("@sha256:") || reference.startsWith("sha256:")
                ? List.of()
                : List.of(new InsecureSetting(
                        ProductionRule.BASE_IMAGE_TAG,
                        "gramine.baseImage=" + reference + " is a tag, which can move to another image.",
                        "Use its digest: NAME@sha256:… (docker image inspect --format '{{.RepoDigests}}' " + reference
                                + ")."));
    }

    public static List<InsecureSetting> ofUnsigned(String image) {
        return List.of(new InsecureSetting(
                ProductionRule.UNSIGNED_IMAGE,
                "Not signed: " + image + " runs under gramine-direct only, without SGX.",
                "Sign it: mvn openfl-gramine:generate-key, then set gramine.signingKey; or, for offline signing:"
                        + " mvn package openfl-gramine:prepare-signature"));
    }

    private static Stream<InsecureSetting> debugBuildOptions(Manifest manifest) {
        return DebugBuildOptions.of(manifest).stream()
                .map(option -> new InsecureSetting(
                        ProductionRule.DEBUG_BUILD_OPTION,
                        option + ": such an enclave starts only under debug builds of Gramine.",
                        "Remove it, or keep it for trials only."));
    }

    /** Gramine's signer reads such a size, its loader reads decimal numbers only. */
    private static Stream<InsecureSetting> hexadecimalSize(Manifest manifest) {
        return manifest.get("sgx", "enclave_size").stream()
                .filter(size -> size instanceof String text && text.startsWith("0x"))
                .map(size -> new InsecureSetting(
                        ProductionRule.HEXADECIMAL_SIZE,
                        "sgx.enclave_size is %s (%s): Gramine's loader does not start an enclave with a hexadecimal size."
                                .formatted("\"" + size + "\"", manifest.at(List.of("sgx", "enclave_size"))),
                        EnclaveSize.parse((String) size)
                                .map("Write \"%s\"."::formatted)
                                .orElse("Write it like \"4G\".")));
    }

    private static Stream<InsecureSetting> environment(Manifest manifest) {
        return manifest.get("loader", "env").stream()
                .filter(Map.class::isInstance)
                .flatMap(variables -> ((Map<?, ?>) variables).keySet().stream())
                .map(String::valueOf)
                .filter(name -> DECIDING_VARIABLE.matcher(name).matches())
                .filter(name -> !USUAL_VARIABLES.contains(name))
                .map(name -> new InsecureSetting(
                        ProductionRule.ENVIRONMENT,
                        manifest.name() + ": loader.env." + name
                                + " decides which code the enclave loads, or whom it trusts.",
                        "Remove it from gramine.environment or gramine/openfl.manifest.ftl."));
    }

    private static Stream<InsecureSetting> credentials(Manifest manifest) {
        return Stream.of("env", "argv")
                .flatMap(key -> manifest.get("loader", key).stream()
                        .flatMap(value -> SecretSearch.in(String.valueOf(value)).stream())
                        .map(meaning -> new InsecureSetting(
                                ProductionRule.PACKED_SECRET,
                                manifest.name() + ": loader." + key + " contains " + meaning
                                        + ", and everybody who has the image can read the manifest.",
                                "Remove it from gramine/openfl.manifest.ftl. What a participant needs at run time belongs in"
                                        + " data/.")));
    }

    private static Stream<InsecureSetting> insecureOptions(Manifest manifest) {
        return InsecureOptions.butAllowedFiles(manifest).stream().map(InsecureSettings::insecure);
    }

    private static InsecureSetting insecure(String option) {
        if (option.startsWith("sgx.debug")) {
            return new InsecureSetting(
                    ProductionRule.DEBUG_ENCLAVE,
                    option + ": the enclave's memory can be read from outside.",
                    "Omit gramine.debug or set it to false.");
        }
        if (option.startsWith("loader.log_level")) {
            return new InsecureSetting(
                    ProductionRule.LOG_LEVEL,
                    option + ": the log shows the host which files the program uses.",
                    "Omit gramine.logLevel or set it to error.");
        }
        return new InsecureSetting(
                ProductionRule.INSECURE_OPTION,
                option + " gives the host control inside the enclave.",
                "Remove it from the manifest.");
    }

    private static Stream<InsecureSetting> allowedFiles(Manifest manifest, Role role) {
        List<ImagePath> design = Stream.concat(
                        ImagePaths.providedByHost(role).stream(), ImagePaths.providedByHost(true, true).stream())
                .map(ImagePath::of)
                .toList();
        return AllowedFiles.of(manifest).beyond(design).stream()
                .map(entry -> new InsecureSetting(
                        ProductionRule.ALLOWED_FILES,
                        "sgx.allowed_files lists " + entry + ", which the host does not need to provide to a"
                                + (role == Role.AGGREGATOR ? "n " : " ") + role + ".",
                        "Remove it from gramine/openfl.manifest.ftl; files of the image can be trusted instead"
                                + " (gramine/trusted.txt)."));
    }
}
