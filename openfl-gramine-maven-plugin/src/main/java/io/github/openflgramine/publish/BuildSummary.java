package io.github.openflgramine.publish;

import io.github.openflgramine.Role;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.EnclaveMeasurements;
import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** The result of a build in a few lines, which {@code mvn install} ends with. */
public final class BuildSummary {

    private final PublishLog log;

    public BuildSummary(BuildLog log) {
        this.log = new PublishLog(log);
    }

    /**
     * What was built.
     *
     * @param version the project's version
     * @param imageBytes the image's size in the engine, if it is known
     * @param archive the image's archive; empty if the build made none
     * @param insecure the insecure settings that the build has warned of; empty if this run of Maven built nothing
     * @param local the versions in Maven's local repository
     */
    public record Request(
            Measurements measurements,
            String version,
            OptionalLong imageBytes,
            Optional<Path> archive,
            Optional<Set<InsecureSetting>> insecure,
            LocalVersions local) {}

    /** One line: a name, or an empty one if the line continues the last, and a value. */
    record Row(String name, String value) {}

    public void tell(Request request) throws IOException {
        Measurements measurements = request.measurements();
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("image", measurements.image() + size(request)));
        measurements.imageId().ifPresent(id -> rows.add(new Row("", id.toString())));
        for (Role role : Role.values()) {
            EnclaveMeasurements enclave = measurements.of(role);
            rows.add(new Row(role.toString(), "MRENCLAVE " + enclave.identity().mrenclave()));
            rows.add(new Row(
                    "",
                    "MRSIGNER  "
                            + enclave.mrsigner()
                                    .map(Object::toString)
                                    .orElse("none: not signed, runs only without SGX")));
        }
        rows.add(new Row("archive", archive(request)));
        rows.addAll(local(request));
        request.insecure().ifPresent(found -> rows.add(new Row("insecure settings", insecure(found))));
        rows.add(new Row(
                "next",
                measurements.signed()
                        ? "mvn openfl-gramine:federation (all actors on this machine), mvn deploy"
                        : "mvn openfl-gramine:generate-key, then set gramine.signingKey and install again"));
        log.summary(measurements.workspace() + " " + request.version(), rows);
    }

    private static List<Row> local(Request request) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (LocalVersions.Version version : request.local().all()) {
            if (version.name().equals(request.version())) {
                rows.add(new Row("local repository", PublishLog.megabytes(version.bytes()) + " for this version"));
            }
        }
        List<LocalVersions.Version> others = request.local().others(request.version());
        long archives =
                others.stream().mapToLong(LocalVersions.Version::archiveBytes).sum();
        if (archives > 0) {
            rows.add(new Row(
                    rows.isEmpty() ? "local repository" : "",
                    PublishLog.megabytes(archives) + " in archives of other versions ("
                            + others.stream()
                                    .filter(each -> !each.archives().isEmpty())
                                    .map(LocalVersions.Version::name)
                                    .collect(Collectors.joining(", "))
                            + "); to remove them: mvn openfl-gramine:prune"));
        }
        return rows;
    }

    private static String insecure(Set<InsecureSetting> found) {
        return found.isEmpty()
                ? "none"
                : found.stream()
                                .map(each -> each.rule().name().toLowerCase(Locale.ROOT))
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + " (see the warnings; gramine.production=true refuses them)";
    }

    private static String archive(Request request) throws IOException {
        if (request.archive().isEmpty() || Files.notExists(request.archive().get())) {
            return "none";
        }
        Path archive = request.archive().get();
        return archive + " (" + PublishLog.megabytes(Files.size(archive)) + ")";
    }

    private static String size(Request request) {
        return request.imageBytes().isEmpty()
                ? ""
                : " (" + PublishLog.megabytes(request.imageBytes().getAsLong()) + ")";
    }
}
