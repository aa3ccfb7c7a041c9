package io.github.openflgramine.model;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.openfl.RoundMetrics;
import io.github.openflgramine.run.RunRecord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A model that was saved, and what is recorded about its origin. The record proves nothing: nobody signs it.
 *
 * @param source the file that OpenFL wrote
 * @param round the round in which the model was validated
 * @param metrics the metrics of that round; empty if the plan does not make the aggregator write metrics
 * @param run what ran; empty if the aggregator was not started by a goal
 */
public record SavedModel(
        Path file,
        Sha256 sha256,
        ModelFormat format,
        Path source,
        Sha256 sourceSha256,
        String workspace,
        int round,
        Optional<RoundMetrics> metrics,
        Optional<RunRecord> run) {

    /** Returns the file with the record, next to the model. */
    Path record() {
        return file.resolveSibling(file.getFileName() + ".json");
    }

    /** Returns the record. Paths are without directories, because the files will be moved. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", file.getFileName().toString());
        fields.put("sha256", sha256.hex());
        fields.put("format", format.toString());
        fields.put("saved_from", source.getFileName().toString());
        fields.put("saved_from_sha256", sourceSha256.hex());
        fields.put("workspace", workspace);
        fields.put("round", round);
        metrics.ifPresent(of -> fields.put("metrics", of.summary()));
        run.ifPresent(record -> fields.put("run", record.fields()));
        return fields;
    }

    /** Returns the result for programs. */
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>(fields());
        summary.put("file", file.toString());
        summary.put("record", record().toString());
        return summary;
    }
}
