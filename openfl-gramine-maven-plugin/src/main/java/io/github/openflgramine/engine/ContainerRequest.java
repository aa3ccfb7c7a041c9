package io.github.openflgramine.engine;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.image.ImagePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a container to be created. For an empty list the image's own setting is used.
 *
 * @param image name, name and tag, or id of a local image
 */
public record ContainerRequest(
        String image, Optional<String> name, Map<String, String> labels, Program program, Rights rights, Reach reach) {

    /**
     * The program of the container.
     *
     * @param command the words after the entry point
     */
    public record Program(
            List<String> entrypoint, List<String> command, Map<String, String> env, Optional<ImagePath> workingDir) {
        public Program {
            entrypoint = List.copyOf(entrypoint);
            command = List.copyOf(command);
            env = Map.copyOf(env);
        }
    }

    /**
     * The user and the security options of the container.
     *
     * @param user the user, if it differs from the image's
     * @param groups ids of additional groups of the user
     * @param privileges whether the process has the engine's default capabilities and may gain others, as by set-user-ID
     * programs
     * @param writableRoot whether it may write to its root file system; else only to mounts and to {@link #TEMPORARY}
     */
    public record Rights(
            Optional<ContainerUser> user,
            List<String> groups,
            List<String> securityOptions,
            boolean privileges,
            boolean writableRoot) {
        public Rights {
            groups = List.copyOf(groups);
            securityOptions = List.copyOf(securityOptions);
        }
    }

    /** The parts of the host that the container can access. */
    public record Reach(Network network, List<Bind> binds, List<Device> devices) {
        public Reach {
            binds = List.copyOf(binds);
            devices = List.copyOf(devices);
        }
    }

    /** The networks that need no bridge, which an engine behind a firewall may lack. */
    public enum Network {
        HOST,
        NONE
    }

    /** An existing file or directory of the engine's machine, mounted at a path in the container. */
    public record Bind(Path source, ImagePath target, boolean writable) {
        public Bind {
            if (!source.isAbsolute()) {
                throw new IllegalArgumentException("the engine binds absolute paths only, not " + source);
            }
        }
    }

    /** A device of the engine's machine and its path in the container, readable and writable. */
    public record Device(Path source, ImagePath target) {}

    /** The directory for temporary files. It is in memory if the root file system is read-only. */
    public static final ImagePath TEMPORARY = ImagePath.of("/tmp");

    /** The security option that keeps a process from gaining privileges. */
    static final String NO_NEW_PRIVILEGES = "no-new-privileges";

    public ContainerRequest {
        if (image.isBlank()) {
            throw new IllegalArgumentException("a container needs an image");
        }
        labels = Map.copyOf(labels);
    }

    /** Returns a request without a network. All other settings are the image's. */
    public static Builder of(String image) {
        return new Builder(image);
    }

    /** Returns a request for the image with this id. */
    public static Builder of(ImageId image) {
        return of(image.toString());
    }

    /** Builds a request. */
    public static final class Builder {

        private final String image;
        private @Nullable String name;
        private @Nullable ContainerUser user;
        private final List<String> groups = new ArrayList<>();
        private @Nullable ImagePath workingDir;
        private Network network = Network.NONE;
        private List<String> entrypoint = List.of();
        private List<String> command = List.of();
        private final Map<String, String> env = new LinkedHashMap<>();
        private final Map<String, String> labels = new LinkedHashMap<>();
        private final List<Bind> binds = new ArrayList<>();
        private final List<Device> devices = new ArrayList<>();
        private final List<String> securityOptions = new ArrayList<>();
        private boolean privileges = true;
        private boolean writableRoot = true;

        private Builder(String image) {
            this.image = image;
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        /** Sets {@code uid:gid} in the engine's default user namespace. */
        public Builder user(String value) {
            return user(ContainerUser.of(value));
        }

        public Builder user(ContainerUser value) {
            user = value;
            return this;
        }

        public Builder group(String value) {
            groups.add(value);
            return this;
        }

        public Builder workingDir(ImagePath value) {
            workingDir = value;
            return this;
        }

        public Builder network(Network value) {
            network = value;
            return this;
        }

        public Builder entrypoint(String... words) {
            entrypoint = List.of(words);
            return this;
        }

        public Builder command(String... words) {
            command = List.of(words);
            return this;
        }

        public Builder env(String key, String value) {
            env.put(key, value);
            return this;
        }

        public Builder label(String key, String value) {
            labels.put(key, value);
            return this;
        }

        public Builder readable(Path source, ImagePath target) {
            binds.add(new Bind(source, target, false));
            return this;
        }

        public Builder writable(Path source, ImagePath target) {
            binds.add(new Bind(source, target, true));
            return this;
        }

        public Builder device(Path source, ImagePath target) {
            devices.add(new Device(source, target));
            return this;
        }

        public Builder securityOption(String option) {
            securityOptions.add(option);
            return this;
        }

        /** Drops all capabilities, and forbids to gain any. */
        public Builder withoutPrivileges() {
            privileges = false;
            return securityOption(NO_NEW_PRIVILEGES);
        }

        /** Makes the root file system read-only, except for {@link #TEMPORARY}. */
        public Builder readOnlyRoot() {
            writableRoot = false;
            return this;
        }

        public ContainerRequest build() {
            return new ContainerRequest(
                    image,
                    Optional.ofNullable(name),
                    labels,
                    new Program(entrypoint, command, env, Optional.ofNullable(workingDir)),
                    new Rights(Optional.ofNullable(user), groups, securityOptions, privileges, writableRoot),
                    new Reach(network, binds, devices));
        }
    }
}
