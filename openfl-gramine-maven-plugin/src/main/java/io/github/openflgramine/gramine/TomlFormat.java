package io.github.openflgramine.gramine;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import io.github.openflgramine.toml.TomlText;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Makes FreeMarker escape each value for a basic string of TOML 1.0, as it does for HTML. */
final class TomlFormat extends CommonMarkupOutputFormat<TomlFormat.Escaped> {

    static final TomlFormat INSTANCE = new TomlFormat();

    private TomlFormat() {}

    /** A text that is TOML already. */
    static final class Escaped extends CommonTemplateMarkupOutputModel<Escaped> {

        private Escaped(@Nullable String text, @Nullable String toml) {
            super(text, toml);
        }

        @Override
        public TomlFormat getOutputFormat() {
            return INSTANCE;
        }
    }

    @Override
    public String getName() {
        return "TOML";
    }

    @Override
    public String getMimeType() {
        return "application/toml";
    }

    @Override
    public void output(String text, Writer out) throws IOException {
        out.write(escapePlainText(text));
    }

    @Override
    public String escapePlainText(String text) {
        return TomlText.betweenQuotes(text);
    }

    @Override
    public boolean isLegacyBuiltInBypassed(String builtIn) {
        return false;
    }

    @Override
    protected Escaped newTemplateMarkupOutputModel(@Nullable String text, @Nullable String toml) {
        return new Escaped(text, toml);
    }
}
