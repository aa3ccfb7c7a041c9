package io.github.openflgramine.python;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.TextRules;
import io.github.openflgramine.files.UserText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a requirements file and, in place, the files that it includes. */
final class RequirementsReader {

    static final String REMEDY = "Correct it: pip's documentation describes the form (Requirements File Format).";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)}");
    private static final Pattern HASH = Pattern.compile("sha(256|384|512):.*");
    private static final Pattern ADDRESS = Pattern.compile("(?i)(https?|file):.*", Pattern.DOTALL);

    /** The options of a single requirement. All others have no effect on the line of a requirement. */
    private static final Set<String> OF_REQUIREMENT =
            Set.of("--hash", "--config-settings", "--global-option", "--install-option");

    private static final Set<String> INCLUDING = Set.of("--requirement", "--constraint");
    private static final Set<String> OF_PLACES = Set.of("--index-url", "--extra-index-url", "--find-links");

    private final Path directory;
    private final String prefix;
    private final LocalPaths paths;
    private final Requirements result = new Requirements();
    private final List<Path> open = new ArrayList<>();

    /** @param prefix what messages put before the path of a file in the directory */
    RequirementsReader(Path directory, String prefix, List<String> neverPacked) {
        this.prefix = prefix;
        this.directory = directory.toAbsolutePath().normalize();
        this.paths = new LocalPaths(directory, neverPacked);
    }

    Requirements read(Path file, boolean isConstraint) throws IOException {
        include(directory.relativize(file.toAbsolutePath().normalize()).toString(), isConstraint);
        return result;
    }

    private void include(String path, boolean isConstraint) throws IOException {
        Path file = directory.resolve(path);
        String shown = prefix + path;
        UserText text = UserText.read(file, shown, TextRules.PIP);
        result.addText(path, text);
        open.add(file);
        for (LogicalLines.Line one : LogicalLines.of(text.text())) {
            RequirementLine line = new RequirementLine(shown, one.number());
            Matcher variable = VARIABLE.matcher(one.text());
            while (variable.find()) {
                result.addVariable(variable.group(1), line);
            }
            try {
                readLine(line, one.text(), isConstraint);
            } catch (Mistake e) {
                throw line.refused(e.problem(), REMEDY);
            }
        }
        open.remove(file);
    }

    private void readLine(RequirementLine line, String text, boolean isConstraint) throws IOException {
        int start = optionsStart(text);
        List<PipOption> options = LineOptions.read(line, text.substring(start));
        String asked = PythonText.strip(text.substring(0, start));
        Optional<PipOption> editable = first(options, "--editable");
        if (!asked.isEmpty()) {
            ignore(options);
            add(new RequirementParser(line, directory, hashes(options)).parse(asked), isConstraint);
        } else if (editable.isPresent()) {
            ignore(without(options, editable.get()));
            add(
                    new RequirementParser(line, directory, List.of())
                            .parseEditable(editable.get().value()),
                    isConstraint);
        } else if (options.stream().anyMatch(option -> INCLUDING.contains(option.name()))) {
            PipOption included = first(options, "--requirement")
                    .or(() -> first(options, "--constraint"))
                    .orElseThrow();
            without(options, included).forEach(result::addIgnored);
            include(line, included);
        } else {
            for (PipOption option : options) {
                addOption(option);
            }
        }
    }

    /** Returns the begin of the first word with a dash at its begin. Only blanks separate words there. */
    private static int optionsStart(String text) {
        if (text.startsWith("-")) {
            return 0;
        }
        int dash = text.indexOf(" -");
        return dash < 0 ? text.length() : dash + 1;
    }

    private static Optional<PipOption> first(List<PipOption> options, String name) {
        return options.stream().filter(option -> option.name().equals(name)).findFirst();
    }

    private static List<PipOption> without(List<PipOption> options, PipOption one) {
        List<PipOption> others = new ArrayList<>(options);
        others.remove(one);
        return others;
    }

    private void ignore(List<PipOption> options) {
        options.stream()
                .filter(option -> !OF_REQUIREMENT.contains(option.name()))
                .forEach(result::addIgnored);
    }

    private static List<String> hashes(List<PipOption> options) {
        List<String> hashes = options.stream()
                .filter(option -> option.name().equals("--hash"))
                .map(PipOption::value)
                .toList();
        hashes.stream()
                .filter(hash -> !HASH.matcher(hash).matches())
                .findFirst()
                .ifPresent(hash -> {
                    throw new Mistake(
                            "has --hash=" + hash + ", which is not of the form sha256:HEX, sha384:HEX or sha512:HEX");
                });
        return hashes;
    }

    private void include(RequirementLine line, PipOption included) throws IOException {
        if (ADDRESS.matcher(included.value()).matches()) {
            throw line.refused(
                    "includes " + included.value() + ", which is not a file of the workspace",
                    "Download it into the workspace and include it by its path, so that it is part of what is built.");
        }
        Path from = directory.resolve(line.file()).resolveSibling(included.value());
        String path = paths.relative(line, parent(directory.resolve(line.file())), included.value());
        if (!Files.isRegularFile(from)) {
            throw line.refused("includes " + included.value() + ", which is not a file", "Name a file.");
        }
        if (open.contains(directory.resolve(path))) {
            throw line.refused(
                    "includes " + path + ", which includes " + line.file() + " itself, directly or through others",
                    "Remove one of these lines.");
        }
        include(path, included.name().equals("--constraint"));
    }

    private static Path parent(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(file);
    }

    private void add(Requirement one, boolean isConstraint) throws IOException {
        if (isConstraint
                && (one.kind() == Requirement.Kind.EDITABLE
                        || one.name().isEmpty()
                        || !one.extras().isEmpty())) {
            throw new Mistake("is not a constraint: a constraint has a name, no extras and no -e");
        }
        if (one.address().filter(PackageAddress::isLocal).isPresent()) {
            throw one.line()
                    .refused(
                            "names " + one.address().get().shown()
                                    + ", a path of one machine, which the image's build does not have",
                            "Write the version (NAME==VERSION; conda's list: pip list --format=freeze), or copy the"
                                    + " archive into the workspace and name it by a relative path such as"
                                    + " ./wheels/NAME.whl.");
        }
        if (one.kind() == Requirement.Kind.EDITABLE && one.path().isPresent()) {
            throw one.line()
                    .refused(
                            "has -e with a directory: it would be linked, but the image does not have the build's"
                                    + " directories",
                            "Write the directory without -e: ./PACKAGE; code in src/ needs no requirement.");
        }
        if (one.path().isPresent()) {
            result.addPackage(paths.relative(one.line(), directory, one.path().get()));
        }
        if (isConstraint) {
            result.addConstraint(one);
        } else {
            result.addInstalled(one);
        }
    }

    private void addOption(PipOption option) throws IOException {
        if (OF_REQUIREMENT.contains(option.name())) {
            result.addIgnored(option);
            return;
        }
        boolean isRemote = option.value().matches("(?i)(https?|ftp)://.*")
                || option.value().startsWith("${");
        if (OF_PLACES.contains(option.name()) && !isRemote) {
            addLocalPlace(option);
        }
        result.addOption(option);
    }

    /** pip looks for a directory of archives next to the file first, then where it runs. */
    private void addLocalPlace(PipOption option) throws IOException {
        RequirementLine line = option.line();
        if (option.value().toLowerCase(java.util.Locale.ROOT).startsWith("file:")
                || !option.name().equals("--find-links")) {
            throw new GraminizeException(
                    line + " has " + option.name() + " " + option.value()
                            + ", which is neither an address of a server nor a directory of the workspace.",
                    "Use an https address, or --find-links with a relative path, or gramine.wheelhouse.");
        }
        Path sibling = directory.resolve(line.file()).resolveSibling(option.value());
        Path from = Files.exists(sibling) ? parent(directory.resolve(line.file())) : directory;
        result.addPackage(paths.relative(line, from, option.value()));
    }
}
