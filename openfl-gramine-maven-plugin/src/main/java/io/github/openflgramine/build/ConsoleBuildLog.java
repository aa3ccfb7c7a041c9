package io.github.openflgramine.build;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Words for what happens, as lines for a console. */
public final class ConsoleBuildLog implements BuildLog {

    private final Consumer<String> info;
    private final Consumer<String> warn;

    public ConsoleBuildLog(Consumer<String> info, Consumer<String> warn) {
        this.info = info;
        this.warn = warn;
    }

    @Override
    public void wrote(Path file) {
        info.accept("Wrote " + file);
    }

    @Override
    public void engine(String address) {
        info.accept("Docker engine at " + address);
    }

    @Override
    public void packed(Path archive, int files, long bytes) {
        info.accept("Packed the workspace: " + files + " files, " + bytes + " bytes, " + archive.getFileName());
    }

    @Override
    public void warning(String what, String remedy) {
        warn.accept(what + " " + remedy);
    }

    @Override
    public void initializing(String image) {
        info.accept("Initialising the plan in " + image);
    }

    @Override
    public void aggregatorAt(String address, int port) {
        info.accept("The aggregator will be reached at " + address + ":" + port);
    }
}
