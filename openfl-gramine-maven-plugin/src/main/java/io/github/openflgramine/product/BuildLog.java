package io.github.openflgramine.product;

import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.EnclaveSettings;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.graminize.TrustedSummary;
import io.github.openflgramine.host.HostFinding;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.prepare.ImageLock;
import io.github.openflgramine.sgx.Sigstruct;
import io.github.openflgramine.trusted.Unlisted;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What happens while a goal works, one method per happening. The wording stands in {@link ConsoleBuildLog} alone. */
public interface BuildLog {

    /** A file of the user's own (a key, a plan, a certificate) is in its place. */
    void wrote(Path file);

    /** The engine answers. */
    void engine(String address);

    /** The workspace is packed. */
    void packed(Path archive, int files, long bytes);

    /** The image has no list of its files, so all of it has to be read. */
    void noFileList(String image, String why);

    /** The first image is read, the digest of every regular file of it known. */
    void imageRead(GramineVersion gramine, PythonInstallation python);

    /** A role's enclave is measured, and signed where there is a key. */
    void measured(Role role, SignedRole signed);

    /** What of both enclaves' memory is reserved, in bytes. */
    void enclaveMemory(EnclaveSettings settings, long reserved);

    /** What the manifests trust. */
    void trusted(TrustedSummary summary);

    /** Files that a run may want, that are there, and that Gramine would deny. */
    void unlisted(List<Unlisted> files);

    /** Why files are trusted or not; {@code lines} are a table. */
    void explained(List<String> lines);

    /** This build has warned so often of what {@code gramine.production} refuses. */
    void insecureSettings(int count);

    /** The final image is in the engine. */
    void imageReady(String name, String id, long bytes);

    /** A registry has the final image, by this reference with a digest. */
    void pushed(String reference);

    /** The final image stays in this engine: nothing says which registry it belongs to. */
    void notPushed(String finalImage);

    /** Something deserves the user's eye but does not end the build. */
    void warning(String what, String remedy);

    /** OpenFL makes the initial model in a container of this image. */
    void initializing(String image);

    /** The plan says where the aggregator is reached. */
    void aggregatorAt(String address, int port);

    /** A certificate request is ready to be signed; its hash is to be told to the signer by another way. */
    void requestMade(Path request, String sha384);

    /** An image with an adjusted plan was made, for this run alone; {@code collaborators} where the plan divides the data. */
    void temporaryImage(String name, String aggregator, int rounds, OptionalInt collaborators);

    /** The engine has no image with this id yet and takes it from an archive. */
    void loading(Path archive, String id);

    /** A federation begins. */
    void federation(String image, String mode, List<String> collaborators, int rounds);

    void actorStarted(String actor);

    /** One actor, alone on this machine as far as we know, is about to start. */
    void starting(String actor, String image, String mode);

    /** This machine was looked at. */
    void hostChecked(List<HostFinding> findings);

    /** An actor that had ended with this status is started anew, for the n-th time of at most so many. */
    void actorRestarted(String actor, int status, int time, int most);

    /** An actor has ended by itself. */
    void actorEnded(String actor, int status);

    /** An actor runs on without us; the command lines follow its log and stop it. */
    void actorDetached(String actor, String follow, String stop);

    /** A line that an actor has written, which is one of several that write; {@code width} is the longest name's. */
    void actorSays(String actor, int width, String line);

    /**
     * The first round is over.
     *
     * @param took with the actors' start
     * @param rounds how many there are in all
     * @param left until the last one is over, if they all take as long
     * @param end when that is, in this machine's time zone
     */
    void firstRound(Duration took, int rounds, Duration left, LocalDateTime end);

    /** Actors wanted files that Gramine denied them: a table with a heading, and what would list each. */
    void denied(List<String> table);

    /** The trained model. */
    void model(Path file);

    /** The metrics of all rounds as a table with a heading, and the files that have them too. */
    void rounds(List<String> table, Path csv, Path chart);

    /** The accuracy of the last round. */
    void accuracy(int round, String metric, double value);

    /**
     * A key that signs enclaves is in its file.
     *
     * @param inPom the file as the POM should name it
     */
    void signingKeyMade(Path file, Sha256 mrsigner, String inPom, boolean encrypted);

    /**
     * A key that signs enclaves is on its token.
     *
     * @param uri the key as the POM should name it
     */
    void tokenKeyMade(Sha256 mrsigner, String uri);

    /** The lock file has so many packages; where it is other than the one before. */
    void locked(int packages, List<ImageLock.Difference> changes);

    /** Something that is as it has to be, but not as one may have thought. */
    void note(String what);

    /** Links in trusted directories that Gramine's signer does not list either; there may be none. */
    void linksPassedOver(List<ImagePath> links);

    /** An enclave of no role, from a manifest of the user's own, is measured and signed. */
    void enclaveSigned(MeasuredEnclave enclave, Sigstruct sigstruct);

    /**
     * An enclave is ready to be signed elsewhere.
     *
     * @param description all that a signer wants to see, by name
     * @param signature where the signature of the file {@code toBeSigned} will be looked for
     */
    void toBeSigned(Map<String, Object> description, Path toBeSigned, Path signature);

    /** A signature that was made elsewhere has become a SIGSTRUCT. */
    void signatureAttached(String name, Sigstruct sigstruct);

    /** What comes next is another command. */
    void nextStep(String what, String command);

    /** All files of an image or a root file system are about to be hashed. */
    void verifying(String subject);

    /** The version of Gramine by whose rules a manifest is read. */
    void gramine(GramineVersion version);

    /** An enclave that is verified keeps no secret. */
    void debugEnclave(String name);

    /** A software SBOM is written, of so many packages by their kind. */
    void sbomWritten(Path file, Map<String, Long> packages);

    /** A statement of provenance is written, signed by the key of this name where there is one. */
    void provenance(Path file, Optional<String> keyId);

    /** Kits are written, their checksums signed by the key of this name where there is one. */
    void kitsSigned(Optional<String> keyId);

    /** A participant's kit goes to the repository, and from there by these coordinates. */
    void kitAttached(String participant, String coordinates);
}
