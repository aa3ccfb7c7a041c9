package io.github.openflgramine.build;

import io.github.openflgramine.Sha256;
import java.nio.file.Path;

/** What happens while a goal works, one method per happening. The wording stands in {@link ConsoleBuildLog} alone. */
public interface BuildLog {

    /** A file of the user's own (a key, a plan, a certificate) is in its place. */
    void wrote(Path file);

    /** Something deserves the user's eye but does not end the build. */
    void warning(String what, String remedy);

    /** A certificate request is ready to be signed; its hash is to be told to the signer by another way. */
    void requestMade(Path request, String sha384);

    /**
     * A key that signs enclaves is in its file.
     *
     * @param inPom the file as the POM should name it
     */
    void signingKeyMade(Path file, Sha256 mrsigner, String inPom, boolean encrypted);
}
