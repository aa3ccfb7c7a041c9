package io.github.openflgramine.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses what a line asks for, without options: an address, a path, or a name by PEP 508's grammar. */
final class RequirementParser {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?");
    private static final Pattern URL = Pattern.compile("[^ \\t]+");
    private static final Pattern PATH_WITH_EXTRAS = Pattern.compile("(.+?)\\s*(\\[[^\\]]+])", Pattern.DOTALL);
    private static final Pattern LOOKS_LIKE_PATH = Pattern.compile(".*/.*|\\..*", Pattern.DOTALL);
    private static final Pattern NAMED_EDITABLE = Pattern.compile("[^@:]+@.*", Pattern.DOTALL);

    private final RequirementLine line;
    private final Path directory;
    private final List<String> hashes;

    /**
     * Creates a parser for a line.
     *
     * @param directory the directory in which pip runs, from which paths start
     */
    RequirementParser(RequirementLine line, Path directory, List<String> hashes) {
        this.line = line;
        this.directory = directory;
        this.hashes = hashes;
    }

    /**
     * Parses a requirement.
     *
     * @throws Mistake if pip would refuse it
     */
    Requirement parse(String text) {
        boolean isAddress = PackageAddress.isAddress(text);
        int semicolon = text.indexOf(isAddress ? "; " : ";");
        String subject = PythonText.strip(semicolon < 0 ? text : text.substring(0, semicolon));
        String condition = semicolon < 0 ? "" : PythonText.strip(text.substring(semicolon + 1));
        Marker marker = condition.isEmpty() ? null : Marker.parse(condition);
        if (isAddress) {
            return ofAddress(subject, marker, none());
        }
        Matcher extras = PATH_WITH_EXTRAS.matcher(subject);
        String path = extras.matches() ? extras.group(1) : subject;
        if (isPath(subject, path)) {
            return ofPath(path, extras.matches() ? extras.group(2) : "", marker);
        }
        return named(subject, marker);
    }

    /**
     * Parses the value of {@code -e}.
     *
     * @throws Mistake if pip would refuse it
     */
    Requirement parseEditable(String text) {
        if (NAMED_EDITABLE.matcher(text).matches() && !PackageAddress.isAddress(text)) {
            Requirement named = parse(text);
            if (named.address().filter(PackageAddress::isRepository).isPresent()) {
                return editable(named);
            }
            throw new Mistake("has -e with an address that is neither a directory nor a repository's");
        }
        String prefixed = text.toLowerCase(Locale.ROOT).matches("(git|hg|svn|bzr):.*")
                ? text.substring(0, text.indexOf(':')) + "+" + text
                : text;
        if (PackageAddress.isAddress(prefixed)) {
            Requirement addressed = ofAddress(prefixed, null, none());
            boolean isLocal =
                    addressed.address().filter(PackageAddress::isLocal).isPresent();
            if (addressed.kind() != Requirement.Kind.VCS && !isLocal) {
                throw new Mistake("has -e with an address that is neither a directory nor a repository's");
            }
            if (addressed.name().isEmpty() && !isLocal) {
                throw new Mistake("has -e with an address without #egg=NAME");
            }
            return editable(addressed);
        }
        Matcher extras = PATH_WITH_EXTRAS.matcher(text);
        return editable(
                ofPath(extras.matches() ? extras.group(1) : text, extras.matches() ? extras.group(2) : "", null));
    }

    private static Requirement editable(Requirement one) {
        return new Requirement(
                one.line(),
                Requirement.Kind.EDITABLE,
                one.name(),
                one.extras(),
                one.versions(),
                one.marker(),
                one.address(),
                one.path(),
                one.hashes());
    }

    /** Returns whether pip takes a text for a path: a directory by a path with a slash or dot, or an archive's name. */
    private boolean isPath(String subject, String path) {
        if (LOOKS_LIKE_PATH.matcher(subject).matches() && Files.isDirectory(directory.resolve(path))) {
            return true;
        }
        if (!ArchiveName.isArchive(path)) {
            return false;
        }
        int at = subject.indexOf('@');
        return Files.isRegularFile(directory.resolve(path))
                || at < 0
                || LOOKS_LIKE_PATH.matcher(subject.substring(0, at)).matches();
    }

    private Requirement ofPath(String path, String extras, @Nullable Marker marker) {
        Path local = directory.resolve(path);
        if (Files.isDirectory(local)
                && !Files.exists(local.resolve("pyproject.toml"))
                && !Files.exists(local.resolve("setup.py"))) {
            throw new Mistake("names the directory " + path + ", which has neither pyproject.toml nor setup.py");
        }
        String file = path.substring(path.lastIndexOf('/') + 1);
        Named named = ArchiveName.isWheel(file) ? wheel(file) : none();
        Set<String> wanted = extras.isEmpty() ? named.extras() : extras(new Cursor(extras));
        return requirement(
                Requirement.Kind.PATH, new Named(named.name(), wanted, named.versions()), marker, null, path);
    }

    private Requirement ofAddress(String text, @Nullable Marker marker, Named given) {
        PackageAddress address =
                PackageAddress.parse(text).orElseThrow(() -> new Mistake("has no address behind the name"));
        Requirement.Kind kind = address.isRepository() ? Requirement.Kind.VCS : Requirement.Kind.URL;
        if (address.revision().filter(String::isEmpty).isPresent()) {
            throw new Mistake("names no revision behind the @ of " + address.shown());
        }
        Named named = given;
        if (named.name().isEmpty()) {
            named = ArchiveName.isWheel(address.fileName())
                    ? wheel(address.fileName())
                    : address.egg().map(this::egg).orElse(given);
        }
        return requirement(kind, named, marker, address, null);
    }

    private Named wheel(String file) {
        ArchiveName.Wheel wheel = ArchiveName.wheel(file);
        return new Named(Optional.of(wheel.name()), Set.of(), new VersionSpecifiers(List.of("==" + wheel.version())));
    }

    private Named egg(String egg) {
        Requirement named = named(egg, null);
        return new Named(named.name(), named.extras(), named.versions());
    }

    /** PEP 508: {@code name [extras] (versions)} or {@code name [extras] @ address}. */
    private Requirement named(String subject, @Nullable Marker marker) {
        Cursor text = new Cursor(subject);
        text.takeBlanks();
        String name = text.take(NAME).orElseThrow(() -> text.expected("a package's name"));
        text.takeBlanks();
        Set<String> extras = extras(text);
        text.takeBlanks();
        Optional<PythonName> known = Optional.of(new PythonName(name));
        if (text.take('@')) {
            text.takeBlanks();
            String url = text.take(URL).orElseThrow(() -> text.expected("an address"));
            text.takeBlanks();
            if (!text.isAtEnd()) {
                throw text.expected("a semicolon or the end");
            }
            return ofAddress(url, marker, new Named(known, extras, VersionSpecifiers.ANY));
        }
        boolean inParentheses = text.take('(');
        text.takeBlanks();
        VersionSpecifiers versions = VersionSpecifiers.read(text);
        text.takeBlanks();
        if (inParentheses && !text.take(')')) {
            throw text.expected(")");
        }
        text.takeBlanks();
        if (!text.isAtEnd()) {
            throw text.expected(
                    versions.clauses().isEmpty()
                            ? "a version such as ==1.0 or the end"
                            : "a comma, a semicolon or the end");
        }
        return requirement(Requirement.Kind.NAMED, new Named(known, extras, versions), marker, null, null);
    }

    private Requirement requirement(
            Requirement.Kind kind,
            Named named,
            @Nullable Marker marker,
            @Nullable PackageAddress address,
            @Nullable String path) {
        return new Requirement(
                line,
                kind,
                named.name(),
                named.extras(),
                named.versions(),
                Optional.ofNullable(marker),
                Optional.ofNullable(address),
                Optional.ofNullable(path),
                hashes);
    }

    private static Set<String> extras(Cursor text) {
        Set<String> extras = new LinkedHashSet<>();
        if (!text.take('[')) {
            return extras;
        }
        text.takeBlanks();
        Optional<String> extra = text.take(NAME);
        while (extra.isPresent()) {
            extras.add(new PythonName(extra.get()).value());
            text.takeBlanks();
            if (!text.take(',')) {
                break;
            }
            text.takeBlanks();
            extra = Optional.of(text.take(NAME).orElseThrow(() -> text.expected("the name of an extra")));
        }
        text.takeBlanks();
        if (!text.take(']')) {
            throw text.expected("a comma or ]");
        }
        return extras;
    }

    /** What a name, a file name or a fragment tells. */
    private record Named(Optional<PythonName> name, Set<String> extras, VersionSpecifiers versions) {}

    private static Named none() {
        return new Named(Optional.empty(), Set.of(), VersionSpecifiers.ANY);
    }
}
