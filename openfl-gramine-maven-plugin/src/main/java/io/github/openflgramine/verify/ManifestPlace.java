package io.github.openflgramine.verify;

import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.Difference;
import io.github.openflgramine.gramine.FinalManifest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks that a manifest belongs to the role in whose place it is. The signer signs both, so that MRSIGNER does not
 * tell one in the other's place. The launcher gets its role as a word of {@code loader.argv}, which is measured.
 */
final class ManifestPlace {

    private ManifestPlace() {}

    /**
     * Returns a difference if the manifest is for another role.
     *
     * @param onlySigner whether only the signer is expected, so that a manifest which names no role could be any other
     * of the signer's
     */
    static Optional<Difference> check(Role place, FinalManifest manifest, boolean onlySigner) {
        List<Role> named = Arrays.stream(Role.values())
                .filter(role -> manifest.arguments().contains(role.toString()))
                .toList();
        if (named.equals(List.of(place))) {
            return Optional.empty();
        }
        if (named.size() == 1) {
            return Optional.of(Difference.between(
                    place.sgxManifestFile() + " is for another role",
                    place.toString(),
                    named.get(0).toString()));
        }
        return Optional.of(Difference.of(
                        "loader.argv in %s does not name its role, so that only an expected MRENCLAVE shows that it is the %s's"
                                .formatted(place.sgxManifestFile(), place)))
                .filter(difference -> onlySigner);
    }
}
