package io.github.openflgramine.trusted;

import java.util.Optional;

/**
 * What one rule does in an image.
 *
 * @param rule empty for what no rule matches
 * @param files over which it decides
 * @param bytes of these
 * @param listed how many of them are in the list
 * @param listedBytes of those
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
