package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageLabels;
import io.github.openflgramine.product.ImageNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The image to start, which is in the engine and suits mode and plan. */
public record ActorImage(String name, EngineImage image) {

    /**
     * Finds an image that is looked at and not started, so that a tag is enough. An archive is loaded if the engine does not have its image. Of the workspace's own images it is
     * the signed one for mode sgx, the newer one for other modes.
     *
     * @throws GraminizeException if there is no such image
     */
    public static ActorImage look(Engine engine, ImageChoice choice, ActorMode mode, BuildLog log) throws IOException {
        if (choice.given().isPresent()) {
            return given(engine, choice.given().get(), log);
        }
        return own(
                engine,
                choice.own()
                        .orElseThrow(
                                () -> new GraminizeException(
                                        "openfl.image is missing, and there is no project here with its own image.",
                                        "Give the image or its archive: -Dopenfl.image=NAME:TAG or -Dopenfl.image=NAME.tar.gz")),
                mode);
    }

    private static ActorImage given(Engine engine, String given, BuildLog log) throws IOException {
        if (ImageArchive.isMeantBy(given)) {
            return new ImageArchive(Path.of(given)).in(engine, (shown, archived) -> {}, log);
        }
        return named(engine, given);
    }

    private static ActorImage own(Engine engine, ImageNames names, ActorMode mode) {
        Optional<ActorImage> signed = tagged(engine, names.signed());
        Optional<ActorImage> unsigned = tagged(engine, names.unsigned());
        if (mode == ActorMode.SGX && signed.isPresent()) {
            return signed.get();
        }
        return Stream.of(signed, unsigned)
                .flatMap(Optional::stream)
                .max(Comparator.comparing(found -> found.image().created()))
                .orElseThrow(() -> new GraminizeException(
                        "There is no image " + names.signed() + " or " + names.unsigned() + " yet.",
                        "Build it: mvn install"));
    }

    /**
     * Returns the engine's image with this name or id.
     *
     * @throws GraminizeException if there is none
     */
    static ActorImage named(Engine engine, String name) {
        return tagged(engine, name)
                .orElseThrow(
                        () -> new GraminizeException(
                                "openfl.image=" + name + " is not known to the Docker engine at " + engine.address()
                                        + ".",
                                "Give its archive (-Dopenfl.image=NAME.tar.gz) or correct the name (docker images lists them)."));
    }

    /** Returns the image that this process has just built under this name. */
    public static ActorImage justBuilt(Engine engine, String name) {
        return tagged(engine, name)
                .orElseThrow(() -> new GraminizeException(
                        "The Docker engine at " + engine.address() + " does not have the image " + name
                                + " that was just built.",
                        "Build it again."));
    }

    private static Optional<ActorImage> tagged(Engine engine, String name) {
        return engine.image(name)
                .map(image -> new ActorImage(
                        name.equals(image.id().toString())
                                ? image.tags().stream().findFirst().orElse(name)
                                : name,
                        image));
    }

    /** Returns the id, with which containers are created: the name may move to another image meanwhile. */
    public String id() {
        return image.id().toString();
    }

    /** Returns the workspace's name from the image's label. */
    String workspace() {
        return image.labels().getOrDefault(ImageLabels.WORKSPACE, "openfl");
    }

    public void checkMode(ActorMode mode) {
        if (isMissingSignature(mode)) {
            throw new GraminizeException(
                    "Image " + name + " is not signed, so mode sgx cannot start it.",
                    "Build it with a key (mvn openfl-gramine:generate-key, then mvn install"
                            + " -Dgramine.signingKey=…), or run without an enclave: -Dopenfl.mode=direct");
        }
    }

    /** Checks an image that was made from a signed one with a changed plan. */
    public void checkTemporary(ActorMode mode) {
        if (isMissingSignature(mode)) {
            throw new GraminizeException(
                    "The temporary image " + name
                            + " is not signed, so mode sgx cannot start it: its plan differs,"
                            + " so gramine.signatures do not fit its enclaves.",
                    "Sign it, for example with your own key (-Dgramine.signingKey=… -Dgramine.signatures=); or"
                            + " run the workspace's own plan; or use -Dopenfl.mode=direct");
        }
    }

    private boolean isMissingSignature(ActorMode mode) {
        return mode == ActorMode.SGX && !"true".equals(image.labels().get(ImageLabels.SIGNED));
    }

    /**
     * Checks that the image was built for this plan, which the enclave's measurement covers.
     *
     * @throws GraminizeException if it was built for another plan
     */
    public void checkPlan(Plan plan) {
        String built = planDigest();
        if (!built.equals(plan.sha256().hex())) {
            throw new GraminizeException(
                    "Image " + name + " was built with a plan that differs from " + plan.file()
                            + ". SHA-256:\n    image     " + built + "\n    workspace "
                            + plan.sha256().hex() + "\n",
                    "Build the image with this plan (mvn install), or restore the image's plan.");
        }
    }

    /** Returns the SHA-256 of plan/plan.yaml in the image, from the image's label. */
    public String planDigest() {
        String built = image.labels().get(ImageLabels.PLAN);
        if (built == null) {
            throw new GraminizeException(
                    "Image " + name + " was not built by openfl-gramine: it has no label " + ImageLabels.PLAN + ".",
                    "Give another one with -Dopenfl.image, or build the workspace's: mvn install");
        }
        return built;
    }
}
