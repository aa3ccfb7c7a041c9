package io.github.openflgramine.build;

import io.github.openflgramine.gramine.GramineInstallation;
import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a manifest's template can use; the template's own comment lists it. */
final class ManifestModel {

    private static final ImagePath USR = ImagePath.of("/usr");
    private static final ImagePath LIBRARIES = ImagePath.of("/usr/lib/x86_64-linux-gnu");
    private static final ImagePath PRODUCT = ImagePath.of("/opt/openfl-gramine");
    private static final ImagePath WORKSPACE = ImagePath.of("/workspace");
    private static final ImagePath HOSTS = ImagePath.of("/etc/hosts");
    private static final ImagePath NSSWITCH = ImagePath.of("/etc/nsswitch.conf");

    private final ImageFilesystem image;
    private final GramineInstallation gramine;
    private final PythonInstallation python;

    private ManifestModel(ImageFilesystem image, GramineInstallation gramine, PythonInstallation python) {
        this.image = image;
        this.gramine = gramine;
        this.python = python;
    }

    static Map<String, Object> of(
            Role role,
            ImageFilesystem image,
            GramineInstallation gramine,
            PythonInstallation python,
            EnclaveOptions options) {
        ManifestModel model = new ManifestModel(image, gramine, python);
        return variables(
                role,
                python.interpreter(),
                gramine.folder(),
                model.libraryPath(),
                model.mounts(),
                model.trusted(),
                options);
    }

    /** Values such as an image could give, to try a template with before there is one. */
    static Map<String, Object> example(Role role, EnclaveOptions options) {
        return variables(
                role,
                USR.resolve("bin/python3.11"),
                LIBRARIES.resolve("gramine"),
                LIBRARIES.value(),
                List.of(USR.value(), PRODUCT.value(), WORKSPACE.value(), HOSTS.value()),
                List.of(PRODUCT + "/actor.py", WORKSPACE + "/src/"),
                options);
    }

    private static Map<String, Object> variables(
            Role role,
            ImagePath interpreter,
            ImagePath gramine,
            String libraryPath,
            List<String> mounts,
            List<String> trusted,
            EnclaveOptions options) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("role", role.toString());
        variables.put("interpreter", interpreter.value());
        variables.put("gramine", gramine.value());
        variables.put("libraryPath", libraryPath);
        variables.put("mounts", mounts);
        variables.put("trusted", trusted);
        variables.put("allowed", allowed(role));
        variables.put("enclaveSize", options.enclaveSize());
        variables.put("maxThreads", options.maxThreads());
        variables.put("isvProdId", options.isvProdId());
        variables.put("isvSvn", options.isvSvn());
        variables.put("debug", options.debug());
        variables.put("edmm", options.edmm());
        variables.put("remoteAttestation", options.remoteAttestation());
        variables.put("logLevel", options.logLevel());
        variables.put("keepMemory", options.keepMemory());
        return variables;
    }

    /** The folder of libpython where Python is not the distribution's: {@code lib} beside the interpreter's {@code bin}. */
    private Optional<ImagePath> ownLibraries() {
        ImagePath beside = python.interpreter().parent().parent().resolve("lib");
        return Optional.of(beside)
                .filter(folder -> !folder.equals(USR.resolve("lib")))
                .filter(folder -> image.resolve(folder).isPresent());
    }

    private String libraryPath() {
        return ownLibraries().map(folder -> LIBRARIES + ":" + folder).orElse(LIBRARIES.value());
    }

    private List<String> mounts() {
        List<ImagePath> mounts = new ArrayList<>(List.of(USR));
        for (ImagePath folder : pythonFolders()) {
            if (mounts.stream().noneMatch(folder::startsWith)) {
                mounts.add(folder);
            }
        }
        mounts.add(PRODUCT);
        mounts.add(WORKSPACE);
        if (image.resolve(NSSWITCH).isPresent()) {
            mounts.add(NSSWITCH);
        }
        mounts.add(HOSTS);
        return mounts.stream().map(ImagePath::value).toList();
    }

    private List<ImagePath> pythonFolders() {
        List<ImagePath> folders = new ArrayList<>();
        folders.add(python.interpreter().parent());
        ownLibraries().ifPresent(folders::add);
        folders.addAll(python.searchPath());
        return folders;
    }

    private List<String> trusted() {
        List<ImagePath> paths = new ArrayList<>(List.of(
                gramine.folder().resolve("libsysdb.so"),
                gramine.folder().resolve("runtime/glibc"),
                python.interpreter(),
                LIBRARIES));
        ownLibraries().ifPresent(paths::add);
        paths.addAll(python.searchPath());
        paths.addAll(List.of(
                NSSWITCH,
                ImagePath.of("/usr/lib/ssl/openssl.cnf"),
                ImagePath.of("/usr/share/zoneinfo/UTC"),
                PRODUCT.resolve("actor.py"),
                WORKSPACE.resolve(".workspace"),
                WORKSPACE.resolve("plan/plan.yaml"),
                WORKSPACE.resolve("src")));
        return paths.stream()
                .map(this::declared)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** Gramine's signer refuses an entry that is absent, and wants a slash behind a folder. */
    private Optional<String> declared(ImagePath path) {
        return image.resolve(path).map(node -> node.isFolder() ? path + "/" : path.value());
    }

    private static List<String> allowed(Role role) {
        List<String> inWorkspace = switch (role) {
            case AGGREGATOR -> List.of("cert/", "save/", "logs/", "local_state/", "plan/cols.yaml");
            case COLLABORATOR -> List.of("cert/", "data/", "logs/", "plan/data.yaml");
        };
        List<String> allowed = new ArrayList<>();
        inWorkspace.forEach(path -> allowed.add(WORKSPACE + "/" + path));
        allowed.add(HOSTS.value());
        return allowed;
    }
}
