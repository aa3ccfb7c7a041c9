package io.github.openflgramine.run;

import io.github.openflgramine.product.BuildLog;
import java.nio.file.Path;
import java.util.List;

/** What actors do and write. */
public class ActorLog extends BuildLog {

    private final ActorColours colours = new ActorColours(ActorColours.wanted());

    public ActorLog(BuildLog log) {
        super(log);
    }

    /** One actor, alone on this machine as far as we know, is about to start. */
    public void starting(String actor, String image, String mode) {
        info("Starting " + actor + ", mode " + mode + ", image " + image);
        warnOf(mode);
    }

    /** The engine has no image with this id yet and takes it from an archive. */
    public void loading(Path archive, String id) {
        info("Loading " + archive + " (" + id + ")");
    }

    /** An actor has ended by itself. */
    public void actorEnded(String actor, int status) {
        info("Ended " + actor + ", status " + status);
    }

    /** An actor runs on without us; the command lines follow its log and stop it. */
    public void actorDetached(String actor, String follow, String stop) {
        info("Started " + actor + ", which goes on by itself");
        info("What it says:  " + follow);
        info("To end it:     " + stop);
    }

    /** A line that an actor has written, which is one of several that write; {@code width} is the longest name's. */
    public void actorSays(String actor, int width, String line) {
        info(colours.prefix(actor, width) + line);
    }

    /** Actors wanted files that Gramine denied them: a table with a heading, and what would list each. */
    public void denied(List<String> table) {
        warn("Gramine denies files that are neither trusted nor allowed. Actors wanted:");
        table.forEach(line -> warn("    " + line));
    }

    /** The trained model. */
    public void model(Path file) {
        info("The trained model is " + file);
    }

    /** A mode without an enclave protects nothing. */
    protected final void warnOf(String mode) {
        if (!mode.equals("sgx")) {
            info("Mode " + mode + " has no enclave: code and data are not protected");
        }
    }
}
