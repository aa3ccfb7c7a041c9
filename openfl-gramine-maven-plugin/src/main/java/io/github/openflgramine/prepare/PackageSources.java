package io.github.openflgramine.prepare;

import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.ProductionRule;
import io.github.openflgramine.python.PipOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sources of packages that can replace packages of another source: an index besides the first one, whose packages have
 * no hashes (dependency confusion), and one whose answers anyone on the way can change.
 */
final class PackageSources {

    private static final String EXTRA = "--extra-index-url";
    private static final String LINKS = "--find-links";
    private static final String FIRST = "--index-url";
    private static final String TRUSTED = "--trusted-host";

    private static final Map<String, String> LONG_NAMES = Map.of(
            "-i",
            FIRST,
            "--index-url",
            FIRST,
            "--pypi-url",
            FIRST,
            EXTRA,
            EXTRA,
            "-f",
            LINKS,
            LINKS,
            LINKS,
            TRUSTED,
            TRUSTED);

    private static final Pattern REMOTE = Pattern.compile("(?i)(?!file:)[a-z][a-z0-9+.-]*:.*");
    private static final Pattern SHORT = Pattern.compile("(-[if])(.+)");

    private PackageSources() {}

    /** Returns the insecure settings; none if pip may install from a directory of wheels only. */
    static List<InsecureSetting> in(PipRequirements requirements, PipInstall pip) {
        if (pip.files().wheelhouse().isPresent()) {
            return List.of();
        }
        List<InsecureSetting> found = new ArrayList<>();
        for (PipOption option : requirements.options()) {
            if (LONG_NAMES.containsKey(option.name())) {
                insecure(option.line().toString(), option.name(), option.value())
                        .forEach(found::add);
            }
        }
        ofWords(List.of(pip.options().strip().split("\\s+"))).forEach(found::add);
        pip.index().ifPresent(index -> {
            if (isInTheClear(index.address())) {
                found.add(replaceable("gramine.wheelIndex=" + index.address() + " is not https"));
            } else if (index.packages().isEmpty() && !requirements.demandsHashes()) {
                found.add(new InsecureSetting(
                        ProductionRule.PACKAGE_INDEX,
                        "gramine.wheelIndex=" + index.address()
                                + " may provide any package, also one that is meant to come" + " from PyPI.",
                        "Name the packages that come from it, such as gramine.wheelIndexPackages=torch,torchvision; or give"
                                + " a hash of every package."));
            }
        });
        return found;
    }

    private static Stream<InsecureSetting> ofWords(List<String> words) {
        List<InsecureSetting> found = new ArrayList<>();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            Matcher joined = SHORT.matcher(word);
            int equals = word.indexOf('=');
            String name = word;
            String value = at + 1 < words.size() ? words.get(at + 1) : "";
            if (word.startsWith("--") && equals > 0) {
                name = word.substring(0, equals);
                value = word.substring(equals + 1);
            } else if (!word.startsWith("--") && joined.matches()) {
                name = joined.group(1);
                value = joined.group(2);
            }
            String longName = longName(name);
            if (!longName.isEmpty()) {
                insecure("gramine.pipOptions", longName, value).forEach(found::add);
            }
        }
        return found.stream();
    }

    /** pip takes the beginning of a long name for the whole if no other name begins so. */
    private static String longName(String name) {
        String exact = LONG_NAMES.get(name);
        if (exact != null || !name.startsWith("--") || name.length() < "--tr".length()) {
            return exact == null ? "" : exact;
        }
        return LONG_NAMES.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static Stream<InsecureSetting> insecure(String where, String option, String value) {
        return switch (option) {
            case EXTRA -> Stream.of(replaceable(where + ": " + option + " adds an index that may provide any package"));
            case LINKS ->
                REMOTE.matcher(value).matches()
                        ? Stream.of(replaceable(where + ": " + option + " adds a page that may provide any package"))
                        : Stream.empty();
            case TRUSTED ->
                Stream.of(replaceable(where + ": " + option + " " + value + " accepts any certificate of that host"));
            default ->
                isInTheClear(value) ? Stream.of(replaceable(where + ": " + option + " is not https")) : Stream.empty();
        };
    }

    private static boolean isInTheClear(String address) {
        return address.toLowerCase(Locale.ROOT).startsWith("http:");
    }

    private static InsecureSetting replaceable(String problem) {
        return new InsecureSetting(
                ProductionRule.PACKAGE_INDEX,
                problem + ": others can replace a package.",
                "Use gramine.wheelIndex with gramine.wheelIndexPackages, a directory of wheels (gramine.wheelhouse), or the lock"
                        + " file (gramine.locked).");
    }
}
