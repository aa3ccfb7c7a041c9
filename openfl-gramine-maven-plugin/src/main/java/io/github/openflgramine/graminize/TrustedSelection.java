package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.trusted.Decisions;
import io.github.openflgramine.trusted.EnclaveFiles;
import io.github.openflgramine.trusted.Explanation;
import io.github.openflgramine.trusted.FileSelection;
import io.github.openflgramine.trusted.TrustedRules;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The trusted paths for the manifests of an image, chosen by rules or as whole directories. */
public record TrustedSelection(List<String> entries, Optional<Explanation> explanation) {

    /**
     * A user's options.
     *
     * @param explain {@code true}, a path, or empty
     */
    public record Options(TrustedFilesMode mode, Optional<String> explain) {

        private static final String ALL = "true";

        public Options {
            explain = explain.filter(value -> !value.equals("false"));
            if (explain.isPresent() && mode != TrustedFilesMode.LEAN) {
                throw new GraminizeException(
                        "gramine.explain needs gramine.trustedFiles=lean, but it is " + mode + ".",
                        "Omit one of them.");
            }
            explain.ifPresent(value -> {
                if (!value.equals(ALL) && !value.startsWith("/")) {
                    throw new GraminizeException(
                            "gramine.explain=" + value + "; expected true, or a file's absolute path in the image.",
                            "To see all rules: -Dgramine.explain=true");
                }
            });
        }

        Optional<ImagePath> path() {
            return explain.filter(value -> !value.equals(ALL)).map(ImagePath::of);
        }
    }

    static TrustedSelection of(Options options, Workspace workspace, ImageLayout layout, EnclaveFiles files)
            throws IOException {
        if (options.mode() == TrustedFilesMode.FULL) {
            return new TrustedSelection(layout.wholeDirectories(), Optional.empty());
        }
        TrustedRules rules = TrustedRulesSource.of(workspace);
        Decisions decisions =
                rules.in(layout.python().interpreter(), layout.python().searchPath());
        FileSelection selection = FileSelection.of(files, decisions);
        return new TrustedSelection(
                selection.files().keySet().stream().map(ImagePath::value).toList(),
                Optional.of(new Explanation(files, rules, decisions, selection)));
    }
}
