package io.github.openflgramine.run;

import io.github.openflgramine.Role;
import io.github.openflgramine.product.AttestedRole;
import java.util.Set;

/**
 * How an actor proves what it is, and whom it accepts.
 *
 * @param attested whether its key is made and sealed in its enclave
 * @param pinned whether it is a collaborator of an attested aggregator, whose certificate it was given
 * @param enrolling whether it has no certificate yet, and answers a challenge
 */
public record ActorProof(boolean attested, boolean pinned, boolean enrolling) {

    /** By a key in a file. */
    public static final ActorProof KEY_FILE = new ActorProof(false, false, false);

    public ActorProof {
        if (enrolling && !attested) {
            throw new IllegalArgumentException("only an attested actor enrols");
        }
    }

    /** Returns the proof of a certified actor of this role. */
    public static ActorProof of(Role role, Set<Role> attested) {
        return new ActorProof(attested.contains(role), AttestedRole.isPinned(role, attested), false);
    }

    /** Returns the same actor before it is certified. */
    public ActorProof beforeCertification() {
        return new ActorProof(attested, pinned, true);
    }
}
