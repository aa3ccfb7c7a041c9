package io.github.openflgramine.maven;

import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** One collaborator. */
final class CollaboratorParameter implements ParameterGroup {

    /**
     * The collaborator's name: letters, digits, {@code .}, {@code _} and {@code -}; converted to lower case. Default of
     * {@code collaborator-start}: the name in cert/client's only certificate. Example: {@code -Dopenfl.collaborator=hospital1}.
     */
    @Parameter(property = "openfl.collaborator")
    private @Nullable String collaborator;

    Optional<String> name() {
        return Optional.ofNullable(collaborator);
    }

    /** Returns the name in goals that cannot determine it themselves. */
    String required() {
        return name().filter(name -> !name.isBlank())
                .orElseThrow(() -> AbstractGraminizeMojo.missing("openfl.collaborator", "the collaborator's name"));
    }
}
