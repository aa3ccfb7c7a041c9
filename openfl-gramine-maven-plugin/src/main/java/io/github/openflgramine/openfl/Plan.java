package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.HostName;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A federation's plan, {@code plan/plan.yaml}. Every participant needs exactly these bytes, because OpenFL compares a
 * hash and the enclave's measurement covers the file. Values are those of {@link EffectivePlan}; changing one keeps all
 * other characters of the user's file.
 */
public final class Plan {

    private static final String AUTO = "auto";
    private static final String SETTINGS = "settings";
    private static final String AGGREGATOR = "aggregator";
    private static final String NETWORK = "network";
    private static final String ADDRESS = "agg_addr";
    private static final String PORT = "agg_port";
    private static final String DATA_LOADER = "data_loader";
    private static final String COLLABORATOR_COUNT = "collaborator_count";
    private static final String ROUNDS = "rounds_to_train";
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    private final Path file;
    private final String text;
    private final PlanText yaml;
    private final PlanDefaults defaults;
    private final EffectivePlan effective;

    private Plan(Path file, String text, PlanDefaults defaults) {
        this.file = file;
        this.text = text;
        this.yaml = PlanText.parse(file, text);
        this.defaults = defaults;
        this.effective = EffectivePlan.of(yaml, defaults);
        for (String section : new String[] {AGGREGATOR, NETWORK}) {
            if (!effective.sections().containsKey(section)) {
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
        return new Plan(file, text, PlanDefaults.ofOpenfl());
    }

    /** Returns the same plan as another installation of OpenFL has it. */
    public Plan withDefaults(PlanDefaults defaults) {
        return new Plan(file, text, defaults);
    }

    /** Returns the plan with the defaults that its sections name. */
    public EffectivePlan effective() {
        return effective;
    }

    /** Returns {@code " line N"} for what the file itself has at these keys; empty if OpenFL's defaults have it. */
    String line(String... keys) {
        return yaml.line(keys);
    }

    /** Returns the file, and the line of the last of these keys that it has; the others are in OpenFL's defaults. */
    public String place(List<String> keys) {
        return file + yaml.nearestLine(keys);
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
        Object address = effective.setting(NETWORK, ADDRESS);
        if (address == null || address.equals(AUTO)) {
            return Optional.empty();
        }
        if (!(address instanceof String text)) {
            throw wrong("a host name, in quotes if YAML reads it as something else", NETWORK, ADDRESS);
        }
        return Optional.of(text);
    }

    /**
     * Checks the form of the aggregator's address, if there is one.
     *
     * @throws GraminizeException if no collaborator could connect to it
     */
    public void requireValidAddress() {
        aggregatorAddress().flatMap(HostName::problem).ifPresent(problem -> {
            GraminizeException wrong = wrong("a host name or an IPv4 address alone; this " + problem, NETWORK, ADDRESS);
            throw new GraminizeException(
                    wrong.problem(), "Correct it: mvn openfl-gramine:plan-initialize -Dopenfl.aggregator=FQDN");
        });
    }

    /** Returns the aggregator's port; empty for {@code auto}, for which OpenFL computes it. */
    public OptionalInt aggregatorPort() {
        Object port = effective.setting(NETWORK, PORT);
        if (port == null || port.equals(AUTO)) {
            return OptionalInt.empty();
        }
        // OpenFL puts the port into a text, so digits in quotes are as good as a number.
        Object number = port instanceof String text && DIGITS.matcher(text).matches() ? Integer.valueOf(text) : port;
        return OptionalInt.of(number(number, 1, 65535, NETWORK, PORT));
    }

    /**
     * Returns a setting in the form {@code FILE line N: network.settings.use_tls is false}. A value that this file does
     * not have is marked as a default of OpenFL's.
     */
    public String stated(String section, String key) {
        String line = yaml.line(section, SETTINGS, key);
        return file + line + ": " + section + "." + SETTINGS + "." + key + " is " + effective.setting(section, key)
                + (line.isEmpty() ? " by OpenFL's default" : "");
    }

    /** Returns the number of rounds that the federation has: one if it only evaluates a model. */
    public int roundsToExpect() {
        return effective.evaluates() ? 1 : rounds();
    }

    public int rounds() {
        return number(effective.setting(AGGREGATOR, ROUNDS), 0, Integer.MAX_VALUE, AGGREGATOR, ROUNDS);
    }

    /** Returns the path of the initial model, relative to the workspace. */
    public String initialModel() {
        return statePath("init_state_path");
    }

    /** Returns the path of the model with the best validation so far, relative to the workspace. */
    public String bestModel() {
        return statePath("best_state_path");
    }

    /** Returns the path of the last round's model, relative to the workspace. */
    public String lastModel() {
        return statePath("last_state_path");
    }

    /** Returns the number of shards that the data loader expects, if the plan sets it. */
    public OptionalInt collaboratorCount() {
        Object count = effective.setting(DATA_LOADER, COLLABORATOR_COUNT);
        return count == null
                ? OptionalInt.empty()
                : OptionalInt.of(number(count, 1, Integer.MAX_VALUE, DATA_LOADER, COLLABORATOR_COUNT));
    }

    /** Returns the port that OpenFL 1.9 computes for {@code auto} in a plan with this address. */
    public int generatedPort(String address) {
        return PlanHash.port(with(address, NETWORK, ADDRESS).effective.hash());
    }

    /**
     * Returns the plan with this aggregator address and port.
     *
     * @throws GraminizeException if the address is not a host name or numeric address
     */
    public Plan withAggregator(String address, int port) {
        if (!HostName.isValid(address)) {
            throw new GraminizeException(
                    "openfl.aggregator=" + address + " is neither a host name nor an IPv4 address.",
                    "Give the aggregator's fully qualified name, without a port: -Dopenfl.aggregator=host.example.org");
        }
        if (port < 1 || port > 65535) {
            throw new GraminizeException(
                    "openfl.aggregatorPort=" + port + " is not a port; expected 1 to 65535.",
                    "Correct it, or omit it to use the port that OpenFL would compute.");
        }
        return with(address, NETWORK, ADDRESS).with(port, NETWORK, PORT);
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
        return with(rounds, AGGREGATOR, ROUNDS);
    }

    /** Returns the plan with the data divided among this number of collaborators. */
    public Plan withCollaboratorCount(int count) {
        return with(count, DATA_LOADER, COLLABORATOR_COUNT);
    }

    /**
     * Returns the plan with this group of the assigner's tasks alone: {@code fx aggregator start --task_group}.
     *
     * @throws GraminizeException if the assigner has no such group
     */
    public Plan withTaskGroup(String group) {
        effective.requireTaskGroup(group);
        return with(group, EffectivePlan.ASSIGNER, EffectivePlan.SELECTED_GROUP);
    }

    private Plan with(Object value, String section, String key) {
        if (value.equals(effective.setting(section, key))) {
            return this;
        }
        String written = PyYaml.scalar(value);
        String[] keys = {section, SETTINGS, key};
        Map<?, ?> expected = replaced(yaml.load(), value, 0, keys);
        String edited = yaml.with(written, keys);
        Plan changed;
        try {
            changed = new Plan(file, edited, defaults);
        } catch (GraminizeException e) {
            throw notAlone(written, keys);
        }
        // An anchor may change more than the intended value.
        if (!changed.yaml.load().equals(expected)) {
            throw notAlone(written, keys);
        }
        return changed;
    }

    private GraminizeException notAlone(String value, String... keys) {
        return new GraminizeException(
                file + yaml.line(keys) + " cannot be changed at " + String.join(".", keys) + " alone.",
                "Write the value by hand, without anchor or alias: " + keys[keys.length - 1] + ": " + value);
    }

    private static Map<?, ?> replaced(@Nullable Object node, Object value, int depth, String... keys) {
        Map<@Nullable Object, @Nullable Object> copy =
                node instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : new LinkedHashMap<>();
        String key = keys[depth];
        copy.put(key, depth == keys.length - 1 ? value : replaced(copy.get(key), value, depth + 1, keys));
        return copy;
    }

    private String statePath(String key) {
        Path path = effective.setting(AGGREGATOR, key) instanceof String text && !text.isEmpty()
                ? Path.of(text).normalize()
                : Path.of("");
        if (path.isAbsolute() || path.getNameCount() < 2 || !path.startsWith("save")) {
            throw wrong("a file in save/, which is mounted, such as save/NAME.pbuf", AGGREGATOR, key);
        }
        return path.toString();
    }

    private int number(@Nullable Object value, int from, int to, String section, String key) {
        if (value instanceof Integer number && number >= from && number <= to) {
            return number;
        }
        throw wrong("a whole number from " + from + (to == Integer.MAX_VALUE ? "" : " to " + to), section, key);
    }

    private GraminizeException wrong(String expected, String section, String key) {
        return yaml.wrong(expected, section, SETTINGS, key);
    }
}
