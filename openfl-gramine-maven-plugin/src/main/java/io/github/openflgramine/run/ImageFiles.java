package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineContainer;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.Tars;
import io.github.openflgramine.gramine.EnclaveNeeds;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.product.AttestedRole;
import io.github.openflgramine.product.ImagePaths;
import io.github.openflgramine.sgx.SigstructReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads single files of an image in the engine, from a container that never runs. */
public final class ImageFiles implements AutoCloseable {

    private static final ImagePath PLAN = ImagePaths.WORKSPACE.resolve("plan/plan.yaml");
    private static final ImagePath CHAIN = ImagePaths.WORKSPACE.resolve("cert/cert_chain.crt");

    private static final Pattern COMPILED =
            Pattern.compile("file:(/[^\"]*)/__pycache__/([^\"/.]+)\\.cpython-[0-9]+\\.pyc\"");

    private final EngineContainer container;

    private ImageFiles(EngineContainer container) {
        this.container = container;
    }

    public static ImageFiles of(Engine engine, EngineImage image) {
        return new ImageFiles(
                engine.create(ContainerRequest.of(image.id()).command("none").build()));
    }

    /** Returns the plan in the image. */
    public Plan plan() throws IOException {
        return Plan.parse(Path.of("plan/plan.yaml of the image"), text(PLAN));
    }

    /** Returns the aggregator's address in the image's plan. */
    public String aggregator() throws IOException {
        return plan().aggregatorAddress()
                .orElseThrow(() -> new GraminizeException(
                        "The image's plan does not name the aggregator's address (agg_addr).",
                        "Build it again after mvn openfl-gramine:plan-initialize -Dopenfl.aggregator=FQDN."));
    }

    /** Returns the SHA-256 of the federation's certificate chain, which the image of an attested federation contains. */
    public Sha256 chainSha256() throws IOException {
        return Sha256.digest(bytes(CHAIN));
    }

    /** Returns what a role's enclave requires of its machine. */
    public EnclaveNeeds needs(Role role) throws IOException {
        return EnclaveNeeds.of(text(ImagePaths.PRODUCT.resolve(role.manifestFile())), role.manifestFile());
    }

    /** Returns the Python sources whose compiled form (.pyc) the manifests list. */
    public Set<String> compiledSources() throws IOException {
        Set<String> sources = new HashSet<>();
        for (Role role : Role.values()) {
            Matcher listed = COMPILED.matcher(text(ImagePaths.PRODUCT.resolve(role.manifestFile())));
            while (listed.find()) {
                sources.add(listed.group(1) + "/" + listed.group(2) + ".py");
            }
        }
        return sources;
    }

    /** Returns the roles whose certificates stand for enclaves. An image without these files has none. */
    public Set<Role> attested() throws IOException {
        Set<Role> attested = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (AttestedRole.isIn(text(ImagePaths.PRODUCT.resolve(role.environmentFile())))) {
                attested.add(role);
            }
        }
        return attested;
    }

    /** Returns what a role's SIGSTRUCT says its enclave measures. */
    Sha256 mrenclave(Role role) throws IOException {
        return SigstructReader.read(bytes(ImagePaths.PRODUCT.resolve(role.sigFile())), role.sigFile())
                .identity()
                .mrenclave();
    }

    private String text(ImagePath path) throws IOException {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    private byte[] bytes(ImagePath path) throws IOException {
        try (InputStream copied = container.copyOut(path)) {
            InputStream content =
                    Tars.firstFile(copied).orElseThrow(() -> new NoSuchElementException(path + " is no file"));
            return Content.whole(content, path + " of the image");
        }
    }

    @Override
    public void close() {
        container.close();
    }
}
