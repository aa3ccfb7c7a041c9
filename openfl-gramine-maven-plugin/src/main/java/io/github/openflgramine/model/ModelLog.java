package io.github.openflgramine.model;

import io.github.openflgramine.product.BuildLog;
import java.nio.file.Path;
import java.util.Locale;

/** Log messages about saving models. */
final class ModelLog extends BuildLog {

    ModelLog(BuildLog log) {
        super(log);
    }

    /** A model was found and is about to be saved. */
    void saving(Path source, int round, int tensors) {
        info("Saving " + source + ": round " + round + ", tensors: " + tensors);
    }

    /** The model's accuracy, as it was validated in its round. */
    void accuracy(String metric, double value) {
        info(String.format(Locale.ROOT, "Accuracy: %.4f (%s)", value, metric));
    }
}
