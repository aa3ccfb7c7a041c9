package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.Sha384;
import io.github.openflgramine.files.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A federation's plan, {@code plan/plan.yaml}. Every participant needs exactly these bytes, because OpenFL compares a
 * hash and the enclave's measurement covers the file. Changing a value keeps all other characters of the user's file.
 */
public final class Plan {

    private static final String AUTO = "auto";
    private static final String SETTINGS = "settings";
    private static final String[] ADDRESS = {"network", SETTINGS, "agg_addr"};
    private static final String[] PORT = {"network", SETTINGS, "agg_port"};
    private static final String[] COLLABORATOR_COUNT = {"data_loader", SETTINGS, "collaborator_count"};
    private static final String[] ROUNDS = {"aggregator", SETTINGS, "rounds_to_train"};
    /** A host name or a numeric address. */
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?");

    private final Path file;
    private final String text;
    private final PlanText yaml;

    private Plan(Path file, String text) {
        this.file = file;
        this.text = text;
        this.yaml = PlanText.parse(file, text);
        for (String section : new String[] {"aggregator", "network"}) {
            if (!(yaml.values().get(section) instanceof Map<?, ?>)) {
                throw yaml.wrong("a section with template and settings", section);
            }
        }
        rounds();
        aggregatorPort();
    }

    /**
     * Reads a plan and checks the values that this class returns.
     *
     * @throws GraminizeException if the file is missing or not UTF-8, or has an invalid value
     */
    public static Plan read(Path file) throws IOException {
        try {
            return parse(file, Content.of(file).text());
        } catch (NoSuchFileException e) {
            throw new GraminizeException(
                    file + " does not exist; a workspace needs a plan.",
                    "Restore it, or start from one of the archetype's templates.",
                    e);
        }
    }

    /**
     * Parses a plan.
     *
     * @param file the file that contains, or will contain, this text
     */
    public static Plan parse(Path file, String text) {
        return new Plan(file, text);
    }

    public Path file() {
        return file;
    }

    public String text() {
        return text;
    }

    /** Returns the SHA-256 of the file's bytes, as in an image's label. */
    public Sha256 sha256() {
        return Sha256.digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the aggregator's address; empty for {@code auto}, for which OpenFL uses the host's name. */
    public Optional<String> aggregatorAddress() {
        return yaml.scalar(ADDRESS).filter(value -> !value.equals(AUTO));
    }

    /** Returns the aggregator's port; empty for {@code auto}, for which OpenFL computes it. */
    public OptionalInt aggregatorPort() {
        Optional<String> value = yaml.scalar(PORT).filter(text -> !text.equals(AUTO));
        return value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(number(1, 65535, PORT));
    }

    public int rounds() {
        return number(1, Integer.MAX_VALUE, ROUNDS);
    }

    /** Returns the path of the initial model, relative to the workspace. */
    public String initialModel() {
        return statePath("init_state_path");
    }

    public String bestModel() {
        return statePath("best_state_path");
    }

    /** Returns whether the aggregator writes each round's metrics to {@code logs/aggregator_metrics.txt}. */
    public boolean writesMetrics() {
        return flag(false, "aggregator", SETTINGS, "write_logs");
    }

    /**
     * Returns whether the aggregator saves each round in {@code local_state/tensor.db} and resumes from it, which is
     * OpenFL's default.
     */
    public boolean keepsCheckpoints() {
        return flag(true, "aggregator", SETTINGS, "persist_checkpoint");
    }

    /**
     * Returns the checkpoint file of {@link #keepsCheckpoints}; empty if it depends on defaults in the installed
     * OpenFL.
     */
    public Optional<String> checkpointFile() {
        return yaml.find("aggregator", "defaults").isPresent()
                ? Optional.empty()
                : Optional.of(yaml.scalar("aggregator", SETTINGS, "persistent_db_path")
                        .orElse("tensor.db"));
    }

    /** Returns the number of shards that the data loader expects, if the plan sets it. */
    public OptionalInt collaboratorCount() {
        return yaml.find(COLLABORATOR_COUNT).isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(number(1, Integer.MAX_VALUE, COLLABORATOR_COUNT));
    }

    /**
     * Returns OpenFL's plan hash: the SHA-384 of PyYAML's dump of the plan, including the settings of each section.
     * Returns empty if a section takes {@code defaults} from the installed OpenFL, which only the image has.
     */
    Optional<String> hash() {
        return PlanHash.of(yaml.values());
    }

    /** Returns the port that OpenFL 1.9 computes for {@code auto} in a plan with this address. */
    public int generatedPort(String address) {
        Plan patched = with(address, ADDRESS);
        return PlanHash.port(patched.hash().orElseGet(() -> Sha384.hex(patched.text)));
    }

    /**
     * Returns the plan with this aggregator address and port.
     *
     * @throws GraminizeException if the address is not a host name or numeric address
     */
    public Plan withAggregator(String address, int port) {
        if (!HOST.matcher(address).matches()) {
            throw new GraminizeException(
                    "openfl.aggregator=" + address + " is neither a host name nor an IPv4 address.",
                    "Give the aggregator's fully qualified name, without a port: -Dopenfl.aggregator=host.example.org");
        }
        if (port < 1 || port > 65535) {
            throw new GraminizeException(
                    "openfl.aggregatorPort=" + port + " is not a port; expected 1 to 65535.",
                    "Correct it, or omit it to use the port that OpenFL would compute.");
        }
        return with(address, ADDRESS).with(port, PORT);
    }

    /**
     * Returns the plan with this number of rounds.
     *
     * @throws GraminizeException if the number is less than 1
     */
    public Plan withRounds(int rounds) {
        if (rounds < 1) {
            throw new GraminizeException("openfl.rounds=" + rounds + " is not a number of rounds.", "Give 1 or more.");
        }
        return with(rounds, ROUNDS);
    }

    /** Returns the plan with the data divided among this number of collaborators. */
    public Plan withCollaboratorCount(int count) {
        return with(count, COLLABORATOR_COUNT);
    }

    private Plan with(Object value, String... keys) {
        Plan changed = new Plan(file, yaml.with(value.toString(), keys));
        // An anchor, an alias or a repeated key may change more than the intended value.
        if (!changed.yaml.values().equals(replaced(yaml.values(), value, 0, keys))) {
            throw new GraminizeException(
                    file + " cannot be changed at " + String.join(".", keys) + " alone.",
                    "Write the value by hand, without anchor, alias or duplicate: " + keys[keys.length - 1] + ": "
                            + value);
        }
        return changed;
    }

    private static Object replaced(Object node, Object value, int depth, String... keys) {
        if (depth == keys.length) {
            return value;
        }
        Map<Object, Object> copy = new LinkedHashMap<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, child) ->
                    copy.put(key, keys[depth].equals(key) ? replaced(child, value, depth + 1, keys) : child));
        }
        return copy;
    }

    private String statePath(String key) {
        String[] keys = {"aggregator", SETTINGS, key};
        String value = yaml.scalar(keys).orElseThrow(() -> yaml.wrong("a file in save/, such as save/NAME.pbuf", keys));
        Path path = Path.of(value).normalize();
        if (path.isAbsolute() || path.getNameCount() < 2 || !path.startsWith("save")) {
            throw yaml.wrong("a file in save/, which is mounted", keys);
        }
        return path.toString();
    }

    private int number(int from, int to, String... keys) {
        String value = yaml.scalar(keys).orElse("");
        try {
            int number = Integer.parseInt(value);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw yaml.wrong(range(from, to), keys);
        }
        throw yaml.wrong(range(from, to), keys);
    }

    private static String range(int from, int to) {
        return to == Integer.MAX_VALUE ? "a whole number from " + from : "a whole number from " + from + " to " + to;
    }

    private boolean flag(boolean absent, String... keys) {
        return yaml.find(keys).isEmpty() ? absent : Boolean.TRUE.equals(value(yaml.values(), keys));
    }

    private static Object value(Object node, String... keys) {
        Object value = node;
        for (String key : keys) {
            value = value instanceof Map<?, ?> map && map.get(key) != null ? map.get(key) : "";
        }
        return value;
    }
}
