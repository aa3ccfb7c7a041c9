package io.github.openflgramine.graminize;

import io.github.openflgramine.Role;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.product.ImagePaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        variables.put("enclaveSize", options.enclaveSize());
        variables.put("maxThreads", options.maxThreads());
        variables.put("numericThreads", options.numericThreads());
        variables.put("disallowSubprocesses", options.disallowSubprocesses());
        variables.put("isvProdId", options.isvProdId());
        variables.put("isvSvn", options.isvSvn());
        variables.put("debug", options.debug());
        variables.put("edmm", options.edmm());
        variables.put("remoteAttestation", options.remoteAttestation());
        variables.put("logLevel", options.logLevel());
        variables.put("keepMemory", options.keepMemory());
        variables.put(
                "initialModel",
                options.protections().initialModel() && role == Role.AGGREGATOR
                        ? ImagePaths.WORKSPACE + "/" + initialModel
                        : "");
        variables.put("cpuFeatures", options.protections().cpuFeatures());
        variables.put("exinfo", options.protections().exinfo());
        return variables;
    }

    /** Returns files that are in the image only because of a protection, so no rule covers them. */
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
        return protections.encrypted().stream()
                .filter(mount -> ImagePaths.providedByHost(role).contains(directory(mount)))
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
        return allowed;
    }
}
