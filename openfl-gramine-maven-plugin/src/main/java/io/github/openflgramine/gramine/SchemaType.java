package io.github.openflgramine.gramine;

import io.github.openflgramine.toml.TomlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values that are allowed at a place in a manifest. */
sealed interface SchemaType {

    int LONGEST_SHOWN = 120;

    /** Returns the end of a message after "expected". */
    String expected();

    /** A single value. */
    enum Scalar implements SchemaType {
        STRING("a string", String.class),
        INTEGER("a whole number", Long.class),
        BOOLEAN("true or false", Boolean.class),
        ANYTHING("any value", Object.class);

        private final String expected;
        private final Class<?> type;

        Scalar(String expected, Class<?> type) {
            this.expected = expected;
            this.type = type;
        }

        boolean accepts(Object value) {
            return type.isInstance(value);
        }

        @Override
        public String expected() {
            return expected;
        }
    }

    /** One of several words. */
    record Words(List<String> words) implements SchemaType {
        static Words of(String... words) {
            return new Words(List.of(words));
        }

        /** The words of constants, which are their texts. */
        static Words of(List<? extends Enum<?>> constants) {
            return new Words(constants.stream().map(Enum::toString).toList());
        }

        static Words of(Enum<?>... constants) {
            return of(List.of(constants));
        }

        @Override
        public String expected() {
            return "one of \"" + String.join("\", \"", words) + "\"";
        }
    }

    record ArrayOf(SchemaType element) implements SchemaType {
        @Override
        public String expected() {
            return "an array";
        }
    }

    /** A table with arbitrary keys. */
    record MapOf(SchemaType value) implements SchemaType {
        @Override
        public String expected() {
            return "a table";
        }
    }

    /** A table with these keys. */
    record Table(Map<String, SchemaType> keys, List<String> required) implements SchemaType {
        static Table of(Object... keysAndTypes) {
            Map<String, SchemaType> keys = new LinkedHashMap<>();
            for (int i = 0; i < keysAndTypes.length; i += 2) {
                keys.put((String) keysAndTypes[i], (SchemaType) keysAndTypes[i + 1]);
            }
            return new Table(keys, List.of());
        }

        Table requiring(String... names) {
            return new Table(keys, List.of(names));
        }

        Table with(String key, SchemaType type) {
            Map<String, SchemaType> more = new LinkedHashMap<>(keys);
            more.put(key, type);
            return new Table(more, required);
        }

        @Override
        public String expected() {
            return "a table";
        }
    }

    /** A string as the short form, or a table as the full form. */
    record StringOr(Table table) implements SchemaType {
        @Override
        public String expected() {
            return "a string or a table";
        }
    }

    /** Returns the type of a value for messages. */
    static String describe(Object value) {
        if (value instanceof Map) {
            return "a table";
        }
        if (value instanceof List) {
            return "an array";
        }
        String text = TomlText.scalar(value);
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
