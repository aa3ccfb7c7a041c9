package io.github.openflgramine.trusted;

import java.util.Optional;

/**
 * The effect of a rule in an image.
 *
 * @param rule empty for the files that no rule matches
 * @param files the number of files about which the rule decides
 * @param bytes the total size of these files
 * @param listed the number of these files that are in the list
 * @param listedBytes the total size of these listed files
 */
public record RuleEffect(Optional<Rule> rule, int files, long bytes, int listed, long listedBytes) {

    RuleEffect with(NamedFile file, boolean isListed) {
        return new RuleEffect(
                rule,
                files + 1,
                bytes + file.size(),
                listed + (isListed ? 1 : 0),
                listedBytes + (isListed ? file.size() : 0));
    }

    RuleEffect with(Inventory.Removed removed) {
        return new RuleEffect(rule, files + removed.files(), bytes + removed.bytes(), listed, listedBytes);
    }
}
