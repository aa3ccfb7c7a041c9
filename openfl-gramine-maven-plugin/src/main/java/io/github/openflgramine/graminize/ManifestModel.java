package io.github.openflgramine.graminize;

import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.product.AttestedRole;
import io.github.openflgramine.product.ImagePaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The variables of a manifest's template; the template's own comment lists them. */
public final class ManifestModel {

    /** The initial model in the image, if the user wants it to be trusted. */
    public static final ImagePath INITIAL_MODEL = ImagePaths.PRODUCT.resolve("init.pbuf");

    public static final String CERT_CHAIN = ImagePaths.WORKSPACE + "/cert/cert_chain.crt";

    private ManifestModel() {}

    /**
     * Returns the variables for one role.
     *
     * @param trusted files, and directories with a slash at the end
     * @param initialModel the plan's path of the initial model, relative to the workspace
     */
    static Map<String, Object> of(
            Role role, ImageLayout layout, List<String> trusted, String initialModel, EnclaveOptions options) {
        return variables(
                role,
                layout.python().interpreter(),
                layout.gramine().directory(),
                layout.libraryDirectories(),
                layout.mounts(),
                Stream.concat(trusted.stream(), extras(role, options.protections()))
                        .distinct()
                        .toList(),
                initialModel,
                options);
    }

    /** Returns example values, to test a template before there is an image. */
    public static Map<String, Object> example(Role role, EnclaveOptions options) {
        return variables(
                role,
                ImageLayout.USR.resolve("bin/python3.11"),
                ImageLayout.LIBRARIES.resolve("gramine"),
                List.of(ImageLayout.LIBRARIES),
                List.of(ImageLayout.USR, ImagePaths.PRODUCT, ImagePaths.WORKSPACE, ImagePaths.HOSTS),
                List.of(
                        ImagePaths.PRODUCT + "/actor.py",
                        ImagePaths.PRODUCT + "/launcher/",
                        ImagePaths.WORKSPACE + "/src/"),
                "save/init.pbuf",
                options);
    }

    private static Map<String, Object> variables(
            Role role,
            ImagePath interpreter,
            ImagePath gramine,
            List<ImagePath> libraryDirectories,
            List<ImagePath> mounts,
            List<String> trusted,
            String initialModel,
            EnclaveOptions options) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("role", role.toString());
        variables.put("interpreter", interpreter.value());
        variables.put("gramine", gramine.value());
        variables.put(
                "libraryPath", libraryDirectories.stream().map(ImagePath::value).collect(Collectors.joining(":")));
        variables.put("mounts", mounts.stream().map(ImagePath::value).toList());
        variables.put("trusted", trusted);
        variables.put("allowed", allowed(role, options.protections()));
        variables.put("encrypted", encrypted(role, options.protections()));
        variables.put("enclaveSize", options.capacity().enclaveSize().written());
        variables.put("maxThreads", options.capacity().maxThreads());
        variables.put("numericThreads", options.capacity().numericThreads());
        variables.put("disallowSubprocesses", options.disallowSubprocesses());
        variables.put("environment", options.environment().variables());
        variables.put("isvProdId", options.numbers().isvProdId());
        variables.put("isvSvn", options.numbers().isvSvn());
        variables.put("debug", options.openness().debug());
        variables.put("edmm", options.capacity().edmm());
        variables.put(
                "remoteAttestation",
                (options.protections().isAttested(role)
                                ? RemoteAttestation.DCAP
                                : options.openness().remoteAttestation())
                        .toString());
        variables.put("logLevel", options.openness().logLevel().toString());
        variables.put("keepMemory", options.capacity().keepMemory());
        variables.put(
                "initialModel",
                options.protections().initialModel() && role == Role.AGGREGATOR
                        ? ImagePaths.WORKSPACE + "/" + initialModel
                        : "");
        variables.put("attested", options.protections().isAttested(role));
        variables.put(
                "pinned", AttestedRole.isPinned(role, options.protections().attested()));
        variables.put("cpuFeatures", cpuFeatures(options.protections()));
        variables.put("exinfo", options.protections().exinfo());
        return variables;
    }

    /** Returns the manifest's values by key, sorted by key. */
    private static Map<String, String> cpuFeatures(Protections protections) {
        Map<String, String> features = new TreeMap<>();
        protections.cpuFeatures().forEach((feature, wish) -> features.put(feature.toString(), wish.toString()));
        return features;
    }

    /** Returns the files that protections add to the image, which the rules of the trusted list do not cover. */
    private static Stream<String> extras(Role role, Protections protections) {
        Stream.Builder<String> extras = Stream.builder();
        if (protections.certChain()) {
            extras.add(CERT_CHAIN);
        }
        if (protections.initialModel() && role == Role.AGGREGATOR) {
            extras.add(INITIAL_MODEL.value());
        }
        return extras.build();
    }

    private static List<Map<String, String>> encrypted(Role role, Protections protections) {
        Stream<EncryptedMount> mounts = protections.encrypted().stream()
                .filter(mount -> ImagePaths.providedByHost(role).contains(directory(mount)));
        return Stream.concat(mounts, protections.isAttested(role) ? Stream.of(EncryptedMount.IDENTITY) : Stream.empty())
                .map(mount -> Map.of("path", ImagePaths.WORKSPACE + "/" + mount.directory(), "key", mount.key()))
                .toList();
    }

    private static String directory(EncryptedMount mount) {
        return ImagePaths.WORKSPACE + "/" + mount.directory() + "/";
    }

    private static List<String> allowed(Role role, Protections protections) {
        List<String> allowed = new ArrayList<>(ImagePaths.providedByHost(role));
        if (protections.certChain()) {
            allowed.remove(CERT_CHAIN);
        }
        protections.encrypted().forEach(mount -> allowed.remove(directory(mount)));
        allowed.addAll(ImagePaths.providedByHost(
                protections.isAttested(role), AttestedRole.isPinned(role, protections.attested())));
        return allowed;
    }
}
