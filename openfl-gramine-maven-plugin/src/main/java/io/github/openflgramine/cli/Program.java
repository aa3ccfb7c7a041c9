package io.github.openflgramine.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The executable jar: the goals of people who receive images or sign manifests, without Maven. */
@Command(
        name = "openfl-gramine",
        versionProvider = Program.Version.class,
        subcommands = AutoComplete.GenerateCompletion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Signs Gramine manifests, and verifies enclaves, images and quotes, without Maven.",
        footer = {
            "",
            "Exit status: 0 done and as expected; 1 not as expected; 2 an option or an input was refused;",
            "3 a file, the Docker engine or a service cannot be used; 4 a fault of the program."
        })
final class Program {

    @SuppressWarnings("unused") // picocli shows the help
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help, or a command's with COMMAND --help.")
    private boolean help;

    @SuppressWarnings("unused")
    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    private boolean version;

    private Program() {}

    /** Runs the process's command and ends the process with its status. */
    public static void main(String[] args) {
        System.exit(run(Surroundings.ofThisProcess(), args));
    }

    static int run(Surroundings here, String... args) {
        return commandLine(here).execute(args);
    }

    static CommandLine commandLine(Surroundings here) {
        CommandLine program = new CommandLine(new Program());
        for (JarCommand command : commands(here)) {
            program.addSubcommand(command);
        }
        return program.setOut(new PrintWriter(here.out(), true, Charset.defaultCharset()))
                .setErr(new PrintWriter(here.err(), true, Charset.defaultCharset()))
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, arguments) -> refused(e))
                .setExecutionExceptionHandler((e, command, parsed) -> fault(e, here));
    }

    private static List<JarCommand> commands(Surroundings here) {
        return List.of(
                new VerifyCommand(here),
                new VerifyQuoteCommand(here),
                new InspectCommand(here),
                new SignManifestCommand(here),
                new CollaboratorRequestCommand(here),
                new CollaboratorImportCommand(here));
    }

    private static int refused(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("ERROR: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Show the options with: " + OptionWords.PROGRAM
                + command.getCommandSpec().qualifiedName().replaceFirst("^\\S+", "") + " --help");
        return ExitStatus.REFUSED.number();
    }

    private static int fault(Exception e, Surroundings here) {
        here.err().println("ERROR: A fault of this program, please report it with these lines.");
        e.printStackTrace(here.err());
        return ExitStatus.FAULT.number();
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            @Nullable String version = Program.class.getPackage().getImplementationVersion();
            return new String[] {"openfl-gramine " + (version == null ? "(not from its jar)" : version)};
        }
    }
}
