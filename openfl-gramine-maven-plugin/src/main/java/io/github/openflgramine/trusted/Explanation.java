package io.github.openflgramine.trusted;

import io.github.openflgramine.image.ImagePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Explains a selection of trusted files, for all rules or for one path. */
public record Explanation(EnclaveFiles files, TrustedRules rules, Decisions decisions, FileSelection selection) {

    /**
     * The explanation for one path.
     *
     * @param file empty if the enclave has no such file
     * @param matching the rules that match the path; the last one decides
     * @param wantedBy the module or library that needs the file, if known
     */
    public record Verdict(
            ImagePath path,
            Optional<NamedFile> file,
            boolean isListed,
            List<Rule> matching,
            Optional<String> wantedBy) {

        public Optional<Rule> deciding() {
            return matching.isEmpty() ? Optional.empty() : Optional.of(matching.get(matching.size() - 1));
        }
    }

    /** Returns the effects in the order of the rules. The last entry counts the files that no rule matches. */
    public List<RuleEffect> effects() {
        Map<Optional<Rule>, RuleEffect> effects = new LinkedHashMap<>();
        for (Rule rule : rules.rules()) {
            RuleEffect none = new RuleEffect(Optional.of(rule), 0, 0, 0, 0);
            effects.put(Optional.of(rule), rule.verb() == Verb.REMOVE ? none.with(files.removedFor(rule)) : none);
        }
        effects.put(Optional.empty(), new RuleEffect(Optional.empty(), 0, 0, 0, 0));
        for (NamedFile file : files.all()) {
            effects.computeIfPresent(
                    decisions.deciding(file.path()), (rule, effect) -> effect.with(file, isListed(file)));
        }
        return new ArrayList<>(effects.values());
    }

    /** Returns the largest existing files that are not listed. */
    public List<Verdict> largestLeftOut(int most) {
        return files.all().stream()
                .filter(file -> !isListed(file))
                .sorted(Comparator.comparingLong(NamedFile::size).reversed().thenComparing(NamedFile::path))
                .limit(most)
                .map(file -> of(file.path()))
                .toList();
    }

    public Verdict of(ImagePath path) {
        return new Verdict(
                path,
                files.file(path),
                selection.files().containsKey(path),
                decisions.matching(path),
                Optional.ofNullable(files.wanted(selection.files().keySet()).get(path)));
    }

    private boolean isListed(NamedFile file) {
        return selection.files().containsKey(file.path());
    }
}
