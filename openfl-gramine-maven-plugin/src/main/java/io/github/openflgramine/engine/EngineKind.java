package io.github.openflgramine.engine;

import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import io.github.openflgramine.GraminizeException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an engine is, from its own answers. It alone decides how a container is given a user of this machine. The scripts of
 * a kit do the same with the engine's program ({@code deployment/shared/user.ftl}).
 *
 * @param version the version of Docker or Podman
 * @param platform the operating system and architecture of containers, such as {@code linux/amd64}
 * @param system the operating system that the engine runs on, such as {@code Docker Desktop}
 * @param users how the ids of users in containers relate to those of the machine
 */
public record EngineKind(Product product, String version, String platform, String system, Users users) {

    /** The platform of Gramine and of all images. */
    public static final String PLATFORM = "linux/amd64";

    /** The product that answers Docker's API. */
    public enum Product {
        DOCKER("Docker"),
        PODMAN("Podman");

        private final String text;

        Product(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** How the ids of users in containers relate to those of the machine. */
    public enum Users {
        /** They are the same. */
        SAME,
        /** The engine runs as root, with {@code userns-remap}: containers have other ids, unless they ask for the machine's. */
        REMAPPED,
        /** An ordinary user runs the engine, and is root in containers. */
        ROOTLESS
    }

    static EngineKind of(Info info, Version version) {
        List<VersionComponent> components =
                Optional.ofNullable(version.getComponents()).orElse(List.of());
        Optional<VersionComponent> podman = components.stream()
                .filter(component -> String.valueOf(component.getName()).startsWith("Podman"))
                .findFirst();
        return new EngineKind(
                podman.isPresent() ? Product.PODMAN : Product.DOCKER,
                String.valueOf(podman.map(VersionComponent::getVersion).orElse(version.getVersion())),
                word(info.getOsType()) + "/" + architecture(word(info.getArchitecture())),
                String.valueOf(info.getOperatingSystem()),
                users(info));
    }

    private static Users users(Info info) {
        List<String> options = Optional.ofNullable(info.getSecurityOptions()).orElse(List.of());
        // Podman 4.3 has no such option, but a field of its own.
        if (has(options, "rootless") || Boolean.TRUE.equals(info.getRawValues().get("Rootless"))) {
            return Users.ROOTLESS;
        }
        return has(options, "userns") ? Users.REMAPPED : Users.SAME;
    }

    /** Options have the form {@code name=seccomp,profile=default}; Docker 1.12 and older had names alone. */
    private static boolean has(List<String> options, String name) {
        return options.stream()
                .flatMap(option -> Stream.of(option.split(",")))
                .anyMatch(field -> field.equals("name=" + name) || field.equals(name));
    }

    private static String word(String said) {
        return String.valueOf(said).toLowerCase(Locale.ROOT);
    }

    /** Docker says what {@code uname -m} does, Podman what Go and images do. */
    private static String architecture(String machine) {
        return switch (machine) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> machine;
        };
    }

    /** Returns the name for messages, such as {@code Podman 4.3.1, rootless}. */
    @Override
    public String toString() {
        return product + " " + version
                + (isDesktop() ? " (Docker Desktop)" : "")
                + switch (users) {
                    case SAME -> "";
                    case REMAPPED -> ", with userns-remap";
                    case ROOTLESS -> ", rootless";
                }
                + (platform.equals(PLATFORM) ? "" : ", " + platform);
    }

    /**
     * Checks that containers can run Gramine.
     *
     * @param address the engine's address
     * @throws GraminizeException if they are of another platform
     */
    public void requirePlatform(EngineAddress address) {
        if (!platform.equals(PLATFORM)) {
            throw new GraminizeException(
                    "The engine at " + address + " is " + this + ", and Gramine needs " + PLATFORM + ".",
                    "Use an engine on a machine with an x86-64 processor (DOCKER_HOST, docker context). An emulated"
                            + " processor runs neither Gramine nor enclaves.");
        }
    }

    public boolean isRootless() {
        return users == Users.ROOTLESS;
    }

    /** Returns whether containers run in a virtual machine of Docker Desktop. */
    public boolean isDesktop() {
        return system.startsWith("Docker Desktop");
    }

    /**
     * Returns how a container writes files that belong to a user of this machine.
     *
     * @param owner the user as {@code uid:gid} of this machine
     */
    public ContainerUser user(String owner) {
        return switch (users) {
            case SAME -> ContainerUser.of(owner);
            case REMAPPED -> new ContainerUser(owner, Optional.of("host"));
            // Podman can give the user its own id in the container, Docker cannot: there, root is the user.
            case ROOTLESS ->
                product == Product.PODMAN ? new ContainerUser(owner, Optional.of("keep-id")) : ContainerUser.of("0:0");
        };
    }
}
