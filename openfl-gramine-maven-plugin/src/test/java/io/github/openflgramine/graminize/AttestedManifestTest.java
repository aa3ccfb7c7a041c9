package io.github.openflgramine.graminize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.product.AttestedRole;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What openfl.attested puts into the manifests. */
final class AttestedManifestTest extends ManifestFixture {

    @Test
    void an_attested_role_seals_its_keys_makes_quotes_and_trusts_the_chain() {
        for (Role role : Role.values()) {
            FinalManifest manifest = complete(role, image(), attesting(Set.of(Role.values())));

            assertThatCode(() -> AttestedManifest.require(role, manifest, "openfl.manifest.ftl"))
                    .doesNotThrowAnyException();
            assertThatCode(manifest::requireTrustedFilesChecked).doesNotThrowAnyException();
            assertThat(manifest.trustedPaths()).contains(ImagePath.of("/workspace/cert/cert_chain.crt"));
            assertThat(manifest.allowedFiles().covers(ImagePath.of("/workspace/enrolment/challenge.json")))
                    .isTrue();
            assertThat(manifest.allowedFiles().covers(ImagePath.of("/workspace/identity/x.key")))
                    .isFalse();
            assertThat(manifest.allowedFiles().covers(ImagePath.of("/workspace/cert/aggregator.crt")))
                    .isEqualTo(role == Role.COLLABORATOR);
            assertThat(manifest.nativeEnvironment().contains("OPENFL_GRAMINE_PINNED=1"))
                    .isEqualTo(role == Role.COLLABORATOR);
        }
    }

    @Test
    void a_plain_collaborator_of_an_attested_aggregator_is_only_pinned() {
        FinalManifest collaborator = complete(Role.COLLABORATOR, image(), attesting(Set.of(Role.AGGREGATOR)));

        assertThat(collaborator.nativeEnvironment()).contains("OPENFL_GRAMINE_PINNED=1");
        assertThat(AttestedRole.isIn(collaborator.nativeEnvironment())).isFalse();
        assertThat(collaborator.isSealed()).isFalse();
        assertThat(collaborator.settings().remoteAttestation()).isEqualTo(RemoteAttestation.NONE);
        assertThatThrownBy(() -> AttestedManifest.require(Role.COLLABORATOR, collaborator, "own.ftl"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("own.ftl does not declare loader.env.OPENFL_GRAMINE_ATTESTED = \"1\"");
    }

    @Test
    void attesting_adds_one_trusted_file_and_less_than_a_kilobyte() {
        FinalManifest plain = complete(Role.COLLABORATOR, image(), attesting(Set.of()));
        FinalManifest attested = complete(Role.COLLABORATOR, image(), attesting(Set.of(Role.values())));

        assertThat(attested.trustedFiles()).hasSize(plain.trustedFiles().size() + 1);
        assertThat(attested.length()).isBetween(plain.length(), plain.length() + 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "", "aggregator,collaborator", "TRUE"})
    void another_value_is_refused(String value) {
        assertThatThrownBy(() -> AttestedRole.parse(value))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("expected false, true, both, aggregator or collaborator.");
    }

    private static EnclaveOptions attesting(Set<Role> roles) {
        return TestOptions.of(TestOptions.capacity("4G", 64), 2, false, Protections.NONE.attesting(roles));
    }

    private ImageFilesystem image() {
        return TestImage.withPython(root, "/usr")
                .file("/workspace/cert/cert_chain.crt", "chain")
                .read();
    }
}
