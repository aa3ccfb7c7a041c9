package io.github.openflgramine.graminize;

import io.github.openflgramine.Role;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.ContextDirectory;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.product.ImageLabels;
import io.github.openflgramine.product.ImagePaths;
import io.github.openflgramine.product.SignedRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Docker context of the final image. It contains the name that the first image has in this build alone and, for each role: the manifest under the
 * names that gramine-direct and gramine-sgx expect, its environment for a run without Gramine, and the SIGSTRUCT.
 * Manifests and SIGSTRUCTs are also written next to the context, so that they can be sent separately.
 */
final class FinalImageContext {

    private FinalImageContext() {}

    static void write(Graminize.Request request, Map<Role, SignedRole> roles) throws IOException {
        ContextDirectory context =
                ContextDirectory.createEmpty(request.directory().resolve("final"));
        for (var entry : roles.entrySet()) {
            Role role = entry.getKey();
            FinalManifest complete = entry.getValue().enclave().manifest();
            byte[] manifest = complete.bytes();
            context.put("files/" + role.manifestFile(), manifest);
            context.put("files/" + role.sgxManifestFile(), manifest);
            context.put("files/" + role.environmentFile(), complete.nativeEnvironment());
            AtomicFiles.write(request.directory().resolve(role.sgxManifestFile()), manifest);
            Path sig = request.directory().resolve(role.sigFile());
            Files.deleteIfExists(sig);
            if (entry.getValue().sigstruct().isPresent()) {
                byte[] sigstruct = entry.getValue().sigstruct().get().bytes();
                context.put("files/" + role.sigFile(), sigstruct);
                AtomicFiles.write(sig, sigstruct);
            }
        }
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(ImageLabels.SIGNED, Boolean.toString(request.signing().isPresent()));
        labels.put(ImageLabels.FIRST_IMAGE, request.names().first());
        context.putDockerfile("FROM " + request.firstImage() + "\nCOPY files/ " + ImagePaths.PRODUCT + "/\n", labels);
    }
}
