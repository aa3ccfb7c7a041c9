package io.github.openflgramine.build;

import io.github.openflgramine.Sha256;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Words for what happens, as lines for a console. */
public final class ConsoleBuildLog implements BuildLog {

    private final Consumer<String> info;
    private final Consumer<String> warn;

    public ConsoleBuildLog(Consumer<String> info, Consumer<String> warn) {
        this.info = info;
        this.warn = warn;
    }

    @Override
    public void wrote(Path file) {
        info.accept("Wrote " + file);
    }

    @Override
    public void warning(String what, String remedy) {
        warn.accept(what + " " + remedy);
    }

    @Override
    public void requestMade(Path request, String sha384) {
        wrote(request);
        info.accept("SHA-384 of the request, to be compared by its signer: " + sha384);
    }

    @Override
    public void signingKeyMade(Path file, Sha256 mrsigner, String inPom, boolean encrypted) {
        wrote(file);
        info.accept("MRSIGNER of this key: " + mrsigner);
        info.accept("In the workspace's POM: <gramine.signingKey>" + inPom + "</gramine.signingKey>");
        info.accept(
                encrypted
                        ? "Each build needs its passphrase again. Keep a copy of both in a safe place."
                        : "It has no passphrase. Keep a copy in a safe place: who has it signs in your name.");
    }
}
