package io.github.openflgramine.graminize;

import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.ContextDirectory;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.trusted.TrustedRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the plugin's rules and a workspace's own. */
public final class TrustedRulesSource {

    private TrustedRulesSource() {}

    public static TrustedRules of(Workspace workspace) throws IOException {
        byte[] ours = ContextDirectory.resource("/io/github/openflgramine/trusted/" + TrustedRules.FILE);
        Path own = workspace.gramineDirectory().resolve(TrustedRules.FILE);
        return TrustedRules.of(
                new String(ours, StandardCharsets.UTF_8),
                Files.exists(own) ? Optional.of(Content.of(own).text()) : Optional.empty());
    }
}
