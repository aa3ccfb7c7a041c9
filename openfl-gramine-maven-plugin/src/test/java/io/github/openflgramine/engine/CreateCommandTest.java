package io.github.openflgramine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.core.command.CreateContainerCmdImpl;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CreateCommandTest {

    @Test
    void a_container_without_privileges_and_a_writable_root_is_created_so() {
        HostConfig created = hostConfig(
                ContainerRequest.of("a").withoutPrivileges().readOnlyRoot().build());

        assertThat(created.getCapDrop()).containsExactly(Capability.ALL);
        assertThat(created.getReadonlyRootfs()).isTrue();
        assertThat(created.getTmpFs()).containsOnlyKeys("/tmp");
        assertThat(created.getSecurityOpts()).containsExactly("no-new-privileges");
        assertThat(created.getPrivileged()).isNull();
    }

    @Test
    void any_other_container_has_what_the_engine_gives_by_default() {
        HostConfig created = hostConfig(ContainerRequest.of("a").build());

        assertThat(created.getCapDrop()).isNull();
        assertThat(created.getReadonlyRootfs()).isNull();
        assertThat(created.getUsernsMode()).isNull();
    }

    @Test
    void a_user_namespace_is_asked_for() {
        HostConfig created = hostConfig(ContainerRequest.of("a")
                .user(EngineKinds.podman(EngineKind.Users.ROOTLESS).user("1000:1000"))
                .build());

        assertThat(created.getUsernsMode()).isEqualTo("keep-id");
    }

    private static HostConfig hostConfig(ContainerRequest request) {
        try (var command = CreateCommand.of(new CreateContainerCmdImpl(any -> null, null, "a"), request)) {
            return Objects.requireNonNull(command.getHostConfig());
        }
    }
}
