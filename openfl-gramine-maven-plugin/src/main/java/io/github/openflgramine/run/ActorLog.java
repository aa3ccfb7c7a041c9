package io.github.openflgramine.run;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.product.BuildLog;
import java.nio.file.Path;
import java.util.List;

/** Log messages about the start, end and output of actors. */
public class ActorLog extends BuildLog {

    private final ActorColours colours = new ActorColours(ActorColours.wanted());

    public ActorLog(BuildLog log) {
        super(log);
    }

    /** A single actor is about to start. */
    public void starting(String actor, String image, String mode) {
        info("Starting " + actor + ", mode " + mode + ", image " + image);
        warnOf(mode);
    }

    /** The data are mounted writable, because the image encrypts them. */
    public void encryptedData(Path data) {
        info(data
                + " is mounted writable: the image encrypts data/, and Gramine opens encrypted files for writing even to"
                + " read them");
    }

    /** A single actor is about to make its key in its enclave. */
    void enrolling(String actor, String image) {
        info("Enrolling " + actor + " in its enclave, image " + image);
    }

    /** A request package was written by an enclave. */
    void enrolled(Path file) {
        info("Send this to the federation's authority: " + file);
    }

    /** The engine loads the image with this id from an archive. */
    public void loading(Path archive, ImageId id) {
        info("Loading " + archive + " (" + id + ")");
    }

    /** An actor has ended. */
    public void actorEnded(String actor, int status) {
        info("Ended " + actor + ", status " + status);
    }

    /**
     * An actor runs in the background.
     *
     * @param follow the command that follows its log
     * @param stop the command that stops it
     */
    public void actorDetached(String actor, String follow, String stop) {
        info("Started " + actor + " in the background");
        info("Logs:  " + follow);
        info("Stop:  " + stop);
    }

    /**
     * Logs a line of an actor's output.
     *
     * @param width the length of the longest actor's name
     */
    public void actorSays(String actor, int width, String line) {
        info(colours.prefix(actor, width) + line);
    }

    /**
     * Gramine denied actors access to files.
     *
     * @param table a heading, and a line per file with the rule that would trust it
     */
    public void denied(List<String> table) {
        warn("Gramine denied access to files that are neither trusted nor allowed:");
        table.forEach(line -> warn("    " + line));
    }

    /**
     * Gramine denied actors access to sources whose compiled form is listed. A traceback or a warning asks for a line to show.
     *
     * @param table a heading, and a line per file
     */
    public void deniedSources(List<String> table) {
        info(
                "Gramine denied access to sources whose .pyc is listed. That is no failure: a traceback or a warning wanted to show"
                        + " a line. Code that reads sources itself (TorchScript) needs the rule:");
        table.forEach(line -> info("    " + line));
    }

    /** The directory for a collaborator's data is empty. */
    public void emptyData(Path data) {
        warning(
                "There is no data in " + data + ".",
                "If the data loader needs some, copy them there in the layout that the workspace's README.md describes.");
    }

    /** The trained model was written to this file. */
    public void model(Path file) {
        // OpenFL writes what federated analytics found as JSON.
        boolean isAnalytics = file.toString().endsWith(".json");
        info((isAnalytics ? "The result of the analysis is " : "The trained model is ") + file);
    }

    /** Logs that a mode without an enclave does not protect code and data. */
    protected final void warnOf(String mode) {
        if (!mode.equals("sgx")) {
            info("Mode " + mode + " has no enclave: code and data are not protected");
        }
    }
}
