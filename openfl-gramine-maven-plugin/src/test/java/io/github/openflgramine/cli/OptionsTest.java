package io.github.openflgramine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.maven.GoalParameters;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The commands are goals, and their options are the goals' parameters. */
final class OptionsTest {

    /** Of the jar alone: no server of settings.xml, no option of Maven has a counterpart. */
    private static final Set<String> OWN =
            Set.of("--help", "--quiet", "--debug", "--ask-passphrase", "--offline", "--pccs-user");

    /** What needs Maven's settings, or the CA's workspace. */
    private static final Map<String, Set<String>> OF_MAVEN_ALONE = Map.of(
            "sign-manifest", Set.of("gramine.signingKeyServer"),
            "verify-quote", Set.of("gramine.pccsServer"),
            "collaborator-certify",
                    Set.of(
                            "gramine.pccsServer",
                            "openfl.requestPackage",
                            "openfl.collaborator",
                            "openfl.certificateDays",
                            "openfl.requestHash",
                            "openfl.renew"));

    private final Map<String, CommandLine> commands =
            new TreeMap<>(Program.commandLine(new Surroundings(System.out, System.err, Map.of(), Optional.empty()))
                    .getSubcommands());

    @Test
    void each_command_has_its_goals_parameters_as_options_with_the_same_defaults() throws Exception {
        commands.remove("generate-completion");
        for (Map.Entry<String, CommandLine> command : commands.entrySet()) {
            Map<String, Optional<String>> expected = GoalParameters.defaults(command.getKey());
            expected.keySet().removeAll(OF_MAVEN_ALONE.getOrDefault(command.getKey(), Set.of()));
            Map<String, Optional<String>> found = new TreeMap<>();
            for (OptionSpec option : command.getValue().getCommandSpec().options()) {
                if (!OWN.contains(option.longestName())) {
                    found.put(option.descriptionKey(), Optional.ofNullable(option.defaultValue()));
                }
            }
            expected.replaceAll((name, value) -> value.filter(given -> !given.equals("false"))
                    .map(given -> given.equals("${basedir}") ? "." : given));
            assertThat(found).as(command.getKey()).isEqualTo(expected);
        }
    }

    @Test
    void an_option_has_its_parameters_name() {
        Set<String> wrong = new TreeSet<>();
        commands.values().stream()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .filter(option -> !OWN.contains(option.longestName()))
                .filter(option -> !option.longestName().equals(option(option.descriptionKey())))
                .forEach(option -> wrong.add(option.longestName() + " " + option.descriptionKey()));
        assertThat(wrong).isEmpty();
    }

    private static String option(String property) {
        // --version shows the jar's own.
        return property.equals("gramine.version")
                ? "--gramine-version"
                : "--"
                        + property.replaceFirst(".*\\.", "")
                                .replaceAll("([A-Z])", "-$1")
                                .toLowerCase(java.util.Locale.ROOT);
    }
}
