package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.model.FrameworkFile;
import io.github.openflgramine.model.ModelFormat;
import io.github.openflgramine.model.ModelSave;
import io.github.openflgramine.model.SavedModel;
import io.github.openflgramine.model.TensorsFile;
import io.github.openflgramine.model.TrainedModels;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.run.ImageChoice;
import io.github.openflgramine.run.ImageToStart;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Saves the model of a finished federation so that a program without OpenFL loads it, in {@code target/model}: as the framework's own
 * file ({@code .pt}, {@code .keras}, {@code .npz}, XGBoost's {@code .json}), which the workspace's code writes in a container of the
 * image; or as the tensors alone ({@code .npz}), for which nothing runs. A JSON file next to it records the round, its metrics, the image and
 * the aggregator's MRENCLAVE. The record is a note and no proof: nobody signs it.
 */
@Mojo(name = "model-save", threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class ModelSaveMojo extends AbstractWorkspaceMojo {

    /**
     * The model: {@code best}, the one with the best validation (without a validation the last); {@code last}, the last round's; or a
     * file. {@code best} and {@code last} are looked for in target/federation/aggregator/save and in save/; the newer is taken.
     */
    @Parameter(property = "openfl.model", defaultValue = "best")
    private String model;

    /**
     * {@code framework}: the framework's own file. {@code tensors}: a {@code .npz} with the tensors by their names, which NumPy loads; it
     * needs no engine and no image.
     */
    @Parameter(property = "openfl.modelFormat", defaultValue = "framework")
    private String modelFormat;

    /** The time limit in seconds for the container that saves the model. */
    @Parameter(property = "openfl.modelTimeout", defaultValue = "1800")
    private int modelTimeout;

    @Parameter
    private ImageParameter image;

    @Parameter
    private MeasurementsParameter measurements;

    @Parameter
    private FormatParameter format;

    @Override
    void run(BuildLog log) throws IOException {
        Workspace workspace = workspace();
        ModelFormat chosen = ModelFormat.of(modelFormat);
        ModelSave.Request request = new ModelSave.Request(
                workspace.name(),
                new TrainedModels(
                        Plan.read(workspace.plan()),
                        List.of(buildDirectory().resolve("federation/aggregator"), workspace.root())),
                model,
                buildDirectory().resolve("model"));
        result().printJson(save(chosen, request, log).summary());
    }

    private SavedModel save(ModelFormat chosen, ModelSave.Request request, BuildLog log) throws IOException {
        if (chosen == ModelFormat.TENSORS) {
            return new ModelSave(new TensorsFile(), log).save(request);
        }
        ImageToStart wanted = new ImageToStart(
                new ImageChoice(Optional.of(names()), image.image()),
                Optional.of(work(Measurements.FILE)),
                measurements.file(),
                Optional.empty());
        try (Engine engine = Engine.connect(engineAddress())) {
            FrameworkFile writer =
                    new FrameworkFile(engine, wanted.find(engine, log), Duration.ofSeconds(modelTimeout));
            return new ModelSave(writer, log).save(request);
        }
    }

    @Override
    ResultFormat format() {
        return format.format();
    }
}
