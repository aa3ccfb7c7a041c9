package io.github.openflgramine.gramine;

import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import io.github.openflgramine.GraminizeException;
import org.jspecify.annotations.Nullable;

/** What FreeMarker finds wrong with a template, in one line: its own messages run over many. */
public final class TemplateMistake {

    private TemplateMistake() {}

    /** A template that cannot be read. */
    public static GraminizeException of(String name, ParseException e, String remedy) {
        return refusal(name, e.getLineNumber(), e.getColumnNumber(), firstLine(e.getEditorMessage()), remedy, e);
    }

    /** A template that cannot be rendered. */
    public static GraminizeException of(String name, TemplateException e, String remedy) {
        // FreeMarker names what is missing in its second line only.
        String reason = e instanceof InvalidReferenceException
                ? "there is no " + e.getBlamedExpressionString() + "."
                : firstLine(e.getMessageWithoutStackTop());
        return refusal(name, e.getLineNumber(), e.getColumnNumber(), reason, remedy, e);
    }

    private static GraminizeException refusal(
            String name, Integer line, Integer column, String reason, String remedy, Exception cause) {
        return new GraminizeException(
                "%s, line %s, column %s: %s".formatted(name, line, column, reason), remedy, cause);
    }

    private static String firstLine(@Nullable String message) {
        return message == null
                ? "cannot be rendered."
                : message.lines().findFirst().orElse("").strip();
    }
}
