package io.github.openflgramine.host;

import io.github.openflgramine.Role;
import io.github.openflgramine.enrolment.EnclaveJudge;
import io.github.openflgramine.run.ImageToStart;
import java.util.Set;

/**
 * An enrolment that {@code host-check} tries.
 *
 * @param roles the roles that should enrol
 * @param image the image, and how it is known to be the right one
 * @param judge what is expected and accepted
 */
public record TriedEnrolment(Set<Role> roles, ImageToStart image, EnclaveJudge judge) {

    public TriedEnrolment {
        roles = Set.copyOf(roles);
    }
}
