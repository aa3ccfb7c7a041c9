package io.github.openflgramine.openfl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The plans of the test resources. */
final class PlanFixture {

    static final Path FILE = Path.of("plan/plan.yaml");

    private PlanFixture() {}

    static Plan plan(String name) {
        return Plan.parse(FILE, text(name));
    }

    static String text(String name) {
        try (InputStream in = PlanFixture.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
