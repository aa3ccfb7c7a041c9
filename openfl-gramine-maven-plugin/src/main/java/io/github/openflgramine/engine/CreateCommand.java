package io.github.openflgramine.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import java.util.Locale;

/** Converts a request for docker-java. */
final class CreateCommand {

    private CreateCommand() {}

    static CreateContainerCmd of(DockerClient client, ContainerRequest request) {
        CreateContainerCmd command = client.createContainerCmd(request.image())
                .withHostConfig(hostConfig(request))
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withLabels(request.labels())
                .withEnv(request.env().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .sorted()
                        .toList());
        request.name().ifPresent(command::withName);
        request.user().ifPresent(command::withUser);
        request.workingDir().ifPresent(directory -> command.withWorkingDir(directory.value()));
        if (!request.entrypoint().isEmpty()) {
            command.withEntrypoint(request.entrypoint());
        }
        if (!request.command().isEmpty()) {
            command.withCmd(request.command());
        }
        return command;
    }

    private static HostConfig hostConfig(ContainerRequest request) {
        return HostConfig.newHostConfig()
                .withNetworkMode(request.network().name().toLowerCase(Locale.ROOT))
                .withGroupAdd(request.groups())
                .withSecurityOpts(request.securityOptions())
                .withMounts(request.binds().stream().map(CreateCommand::mount).toList())
                .withDevices(request.devices().stream()
                        .map(device -> new Device(
                                "rwm", device.target().value(), device.source().toString()))
                        .toList());
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
