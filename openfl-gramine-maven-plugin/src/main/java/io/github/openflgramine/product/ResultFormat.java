package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.util.Map;

/** The form of a result: text for people, or JSON for programs. */
public enum ResultFormat {
    TEXT,
    JSON;

    /** Returns the form with this name in {@code gramine.format}. */
    public static ResultFormat of(String name) {
        return switch (name) {
            case "text" -> TEXT;
            case "json" -> JSON;
            default ->
                throw new GraminizeException(
                        "gramine.format=" + name + " is unknown; expected text or json.", "Correct it.");
        };
    }

    /** Returns a result in this form. */
    public String write(Map<String, Object> result) throws IOException {
        return this == JSON ? JsonText.of(result) : SummaryTable.of(result);
    }
}
