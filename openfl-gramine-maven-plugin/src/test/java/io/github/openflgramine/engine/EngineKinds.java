package io.github.openflgramine.engine;

/** Engines for tests. */
public final class EngineKinds {

    private EngineKinds() {}

    public static EngineKind docker(EngineKind.Users users) {
        return new EngineKind(EngineKind.Product.DOCKER, "20.10.24", EngineKind.PLATFORM, "Debian", users);
    }

    public static EngineKind podman(EngineKind.Users users) {
        return new EngineKind(EngineKind.Product.PODMAN, "4.3.1", EngineKind.PLATFORM, "debian", users);
    }

    /** Returns Docker Desktop on an x86-64 processor, or on another one. */
    public static EngineKind desktop(String platform) {
        return new EngineKind(EngineKind.Product.DOCKER, "27.3.1", platform, "Docker Desktop", EngineKind.Users.SAME);
    }
}
