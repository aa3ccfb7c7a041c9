package io.github.openflgramine.graminize;

import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.ContextDirectory;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.trusted.TrustedRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the plugin's rules and a workspace's own. */
public final class TrustedRulesSource {

    private TrustedRulesSource() {}

    public static TrustedRules of(Workspace workspace) throws IOException {
        String ours = new String(
                ContextDirectory.resource("/io/github/openflgramine/trusted/" + TrustedRules.FILE),
                StandardCharsets.UTF_8);
        Path own = workspace.gramineDirectory().resolve(TrustedRules.FILE);
        return Files.exists(own) ? TrustedRules.of(ours, Content.of(own).text()) : TrustedRules.of(ours);
    }
}
