package io.github.openflgramine.prepare;

import io.github.openflgramine.gramine.TemplateLanguage;
import java.util.Map;

/**
 * A Dockerfile with {@code [=name]} for values and {@code [#if …]} for conditions: FreeMarker's square bracket syntax,
 * because Dockerfiles use dollars and braces themselves. A plain Dockerfile is a template, too.
 */
final class DockerfileTemplate {

    private static final TemplateLanguage LANGUAGE = TemplateLanguage.withBrackets(
            "Use [=baseImage] for the base image. The rest is a plain Dockerfile; where the shell"
                    + " needs [= or [#, put [#noparse] before and [/#noparse] after it (docs/customise.md).");

    private DockerfileTemplate() {}

    static String render(String name, String source, Map<String, Object> model) {
        return LANGUAGE.render(name, source, model);
    }
}
