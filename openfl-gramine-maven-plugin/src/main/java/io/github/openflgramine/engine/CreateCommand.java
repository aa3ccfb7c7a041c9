package io.github.openflgramine.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import java.util.Locale;
import java.util.Map;

/** Converts a request for docker-java. */
final class CreateCommand {

    private CreateCommand() {}

    static CreateContainerCmd of(DockerClient client, ContainerRequest request) {
        return of(client.createContainerCmd(request.image()), request);
    }

    static CreateContainerCmd of(CreateContainerCmd empty, ContainerRequest request) {
        CreateContainerCmd command = empty.withHostConfig(hostConfig(request))
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withLabels(request.labels())
                .withEnv(request.program().env().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .sorted()
                        .toList());
        request.name().ifPresent(command::withName);
        request.rights().user().map(ContainerUser::id).ifPresent(command::withUser);
        request.program().workingDir().ifPresent(directory -> command.withWorkingDir(directory.value()));
        if (!request.program().entrypoint().isEmpty()) {
            command.withEntrypoint(request.program().entrypoint());
        }
        if (!request.program().command().isEmpty()) {
            command.withCmd(request.program().command());
        }
        return command;
    }

    private static HostConfig hostConfig(ContainerRequest request) {
        ContainerRequest.Rights rights = request.rights();
        HostConfig config = HostConfig.newHostConfig()
                .withNetworkMode(request.reach().network().name().toLowerCase(Locale.ROOT))
                .withGroupAdd(rights.groups())
                .withSecurityOpts(rights.securityOptions())
                .withMounts(request.reach().binds().stream()
                        .map(CreateCommand::mount)
                        .toList())
                .withDevices(request.reach().devices().stream()
                        .map(device -> new Device(
                                "rwm", device.target().value(), device.source().toString()))
                        .toList());
        rights.user().flatMap(ContainerUser::userns).ifPresent(config::withUsernsMode);
        if (!rights.privileges()) {
            config.withCapDrop(Capability.ALL);
        }
        if (!rights.writableRoot()) {
            config.withReadonlyRootfs(true).withTmpFs(Map.of(ContainerRequest.TEMPORARY.value(), ""));
        }
        return config;
    }

    // Uses mounts instead of binds (a:b:ro). A path may contain a colon, and a missing source is then an error instead
    // of a new directory owned by root.
    private static Mount mount(ContainerRequest.Bind bind) {
        return new Mount()
                .withType(MountType.BIND)
                .withSource(bind.source().toString())
                .withTarget(bind.target().value())
                .withReadOnly(!bind.writable());
    }
}
