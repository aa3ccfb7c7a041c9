package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.openflgramine.GraminizeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How a broken template is refused, whatever it is a template of: in one line. */
public final class TemplateMistake {

    private TemplateMistake() {}

    public static void assertRefused(ThrowingCallable rendering, String problem, String remedy) {
        GraminizeException mistake = catchThrowableOfType(GraminizeException.class, rendering);

        assertThat(mistake.problem()).startsWith(problem).doesNotContain("\n");
        assertThat(mistake.remedy()).startsWith(remedy).doesNotContain("\n");
    }
}
