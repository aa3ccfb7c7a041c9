package io.github.openflgramine.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

    @Override
    public void throwAwayImage(String name, String aggregator, int rounds) {
        info.accept("Made " + name + " for this run alone: the workspace's image, but a plan with the aggregator at "
                + aggregator + " and " + rounds + " rounds");
    }

    @Override
    public void federation(String image, String mode, List<String> collaborators, int rounds) {
        info.accept("Federation of " + String.join(", ", collaborators) + " over " + rounds + " rounds, mode " + mode
                + ", image " + image);
        if (!mode.equals("sgx")) {
            info.accept("Mode " + mode + " has no enclave: code and data are not protected");
        }
    }

    @Override
    public void actorStarted(String actor) {
        info.accept("Started " + actor);
    }

    @Override
    public void actorSays(String actor, int width, String line) {
        info.accept(actor + " ".repeat(Math.max(0, width - actor.length())) + " | " + line);
    }

    @Override
    public void model(Path file) {
        info.accept("The trained model is " + file);
    }

    @Override
    public void rounds(List<String> table, Path csv) {
        info.accept("");
        table.forEach(info);
        info.accept("");
        info.accept("Wrote " + csv);
    }

    @Override
    public void accuracy(int round, String metric, double value) {
        info.accept(String.format(Locale.ROOT, "Accuracy of round %d: %.4f (%s)", round, value, metric));
    }
}
