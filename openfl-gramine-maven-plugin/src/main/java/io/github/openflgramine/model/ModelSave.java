package io.github.openflgramine.model;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.openfl.ModelFile;
import io.github.openflgramine.openfl.RoundMetrics;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.JsonText;
import io.github.openflgramine.run.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Saves the model of a federation in a form that a program without OpenFL loads, with a record of its origin. */
public final class ModelSave {

    private final ModelWriter writer;
    private final ModelLog log;

    public ModelSave(TensorsFile writer, BuildLog log) {
        this((ModelWriter) writer, log);
    }

    public ModelSave(FrameworkFile writer, BuildLog log) {
        this((ModelWriter) writer, log);
    }

    private ModelSave(ModelWriter writer, BuildLog log) {
        this.writer = writer;
        this.log = new ModelLog(log);
    }

    /**
     * The inputs of model-save.
     *
     * @param workspace the workspace's name
     * @param model {@code best}, {@code last} or a file
     * @param directory the directory of the files to write
     */
    public record Request(String workspace, TrainedModels models, String model, Path directory) {}

    public SavedModel save(Request request) throws IOException {
        TrainedModels.Found found = request.models().find(request.model());
        ModelFile model = ModelFile.read(found.file());
        log.saving(found.file(), model.round(), model.tensors().size());
        Path file = writer.write(model, request.directory(), nameWithoutEnding(found.file()));
        SavedModel saved = new SavedModel(
                file,
                Sha256.digest(file),
                writer.format(),
                found.file(),
                Sha256.digest(found.file()),
                request.workspace(),
                model.round(),
                metrics(found, model.round()),
                found.aggregator().isPresent()
                        ? RunRecord.find(found.aggregator().get())
                        : Optional.empty());
        AtomicFiles.write(saved.record(), JsonText.of(saved.fields()));
        log.wrote(file);
        log.wrote(saved.record());
        saved.metrics()
                .flatMap(RoundMetrics::accuracy)
                .ifPresent(accuracy -> log.accuracy(accuracy.getKey(), accuracy.getValue()));
        return saved;
    }

    private static Optional<RoundMetrics> metrics(TrainedModels.Found found, int round) throws IOException {
        if (found.aggregator().isEmpty()) {
            return Optional.empty();
        }
        return RoundMetrics.read(found.aggregator().get().resolve(RoundMetrics.PLACE)).stream()
                .filter(metrics -> metrics.round() == round)
                .reduce((earlier, later) -> later);
    }

    private static String nameWithoutEnding(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".pbuf") ? name.substring(0, name.length() - ".pbuf".length()) : name;
    }
}
