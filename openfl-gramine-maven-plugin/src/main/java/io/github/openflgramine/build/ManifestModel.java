package io.github.openflgramine.build;

import io.github.openflgramine.image.ImagePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a manifest's template can use; the template's own comment lists it. */
final class ManifestModel {

    private ManifestModel() {}

    /**
     * The variables for one role.
     *
     * @param trusted files, and folders with a slash at their end
     */
    static Map<String, Object> of(Role role, ImageLayout layout, List<String> trusted, EnclaveOptions options) {
        return variables(
                role,
                layout.python().interpreter(),
                layout.gramine().folder(),
                layout.libraryFolders(),
                layout.mounts(),
                trusted,
                options);
    }

    /** Values such as an image could give, to try a template with before there is one. */
    static Map<String, Object> example(Role role, EnclaveOptions options) {
        return variables(
                role,
                ImageLayout.USR.resolve("bin/python3.11"),
                ImageLayout.LIBRARIES.resolve("gramine"),
                List.of(ImageLayout.LIBRARIES),
                List.of(ImageLayout.USR, ImageLayout.PRODUCT, ImageLayout.WORKSPACE, ImageLayout.HOSTS),
                List.of(ImageLayout.PRODUCT + "/actor.py", ImageLayout.WORKSPACE + "/src/"),
                options);
    }

    private static Map<String, Object> variables(
            Role role,
            ImagePath interpreter,
            ImagePath gramine,
            List<ImagePath> libraryFolders,
            List<ImagePath> mounts,
            List<String> trusted,
            EnclaveOptions options) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("role", role.toString());
        variables.put("interpreter", interpreter.value());
        variables.put("gramine", gramine.value());
        variables.put(
                "libraryPath", libraryFolders.stream().map(ImagePath::value).collect(Collectors.joining(":")));
        variables.put("mounts", mounts.stream().map(ImagePath::value).toList());
        variables.put("trusted", trusted);
        variables.put("allowed", allowed(role));
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
        return variables;
    }

    private static List<String> allowed(Role role) {
        List<String> inWorkspace = switch (role) {
            case AGGREGATOR -> List.of("cert/", "save/", "logs/", "local_state/", "plan/cols.yaml");
            case COLLABORATOR -> List.of("cert/", "data/", "logs/", "plan/data.yaml");
        };
        List<String> allowed = new ArrayList<>();
        inWorkspace.forEach(path -> allowed.add(ImageLayout.WORKSPACE + "/" + path));
        allowed.add(ImageLayout.HOSTS.value());
        return allowed;
    }
}
