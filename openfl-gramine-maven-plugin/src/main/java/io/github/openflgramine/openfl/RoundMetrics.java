package io.github.openflgramine.openfl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An actor's metrics of one round. OpenFL 1.9 writes one JSON object per line to {@code logs/NAME_metrics.txt}, with
 * {@code aggregator} or the collaborator's name for NAME, if the plan sets {@code write_logs: true} in the actor's section
 * (openfl/callbacks/metric_writer.py).
 *
 * @param values by task and metric, for example {@code train/loss}
 */
public record RoundMetrics(int round, double seconds, SortedMap<String, Double> values) {

    /** Follows the actor's name in the name of its file in {@code logs/}. */
    public static final String FILE_SUFFIX = "_metrics.txt";

    /** Relative to the aggregator's directory. */
    public static final String PLACE = "logs/aggregator" + FILE_SUFFIX;

    // Python writes NaN and Infinity, which are not valid JSON.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** Reads all rounds in a file of OpenFL's name; empty if it does not exist. */
    public static List<RoundMetrics> read(Path file) throws IOException {
        String actor = actor(file);
        List<RoundMetrics> rounds = new ArrayList<>();
        if (Files.exists(file)) {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    parse(line, actor).ifPresent(rounds::add);
                }
            }
        }
        return List.copyOf(rounds);
    }

    /** Returns the name of the actor that wrote the file. */
    public static String actor(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(FILE_SUFFIX)) {
            throw new IllegalArgumentException(name + " does not end with " + FILE_SUFFIX);
        }
        return name.substring(0, name.length() - FILE_SUFFIX.length());
    }

    /** Parses a line of an actor. Returns empty for an incomplete line, which a killed actor may leave. */
    static Optional<RoundMetrics> parse(String line, String actor) {
        try {
            JsonNode json = JSON.readTree(line);
            if (json == null || !json.path("round_number").isInt()) {
                return Optional.empty();
            }
            SortedMap<String, Double> values = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : json.properties()) {
                String name = field.getKey();
                if (field.getValue().isNumber() && !name.equals("round_number") && !name.equals("elapsed_seconds")) {
                    values.put(
                            name.startsWith(actor + "/") ? name.substring(actor.length() + 1) : name,
                            field.getValue().asDouble());
                }
            }
            return Optional.of(new RoundMetrics(
                    json.path("round_number").asInt(),
                    json.path("elapsed_seconds").asDouble(),
                    values));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Returns the values for programs. JSON has neither NaN nor infinity, so these become texts. */
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        values.forEach((name, value) -> summary.put(name, Double.isFinite(value) ? value : value.toString()));
        return summary;
    }

    /**
     * Returns the accuracy of the model with which the round started, or of another validation if that is not
     * measured.
     */
    public Optional<Map.Entry<String, Double>> accuracy() {
        List<Map.Entry<String, Double>> found = values.entrySet().stream()
                .filter(value -> value.getKey().matches(".*/acc(uracy)?"))
                .toList();
        return found.stream()
                .filter(value -> value.getKey().startsWith("aggregated_model_validation/"))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }
}
