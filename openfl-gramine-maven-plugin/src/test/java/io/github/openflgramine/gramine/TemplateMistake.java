package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.openflgramine.GraminizeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Checks that an invalid template of any kind is refused with a message of one line. */
public final class TemplateMistake {

    private TemplateMistake() {}

    public static void assertRefused(ThrowingCallable rendering, String problem, String remedy) {
        GraminizeException mistake = catchThrowableOfType(GraminizeException.class, rendering);

        assertThat(mistake.problem()).startsWith(problem).doesNotContain("\n");
        assertThat(mistake.remedy()).startsWith(remedy).doesNotContain("\n");
    }
}
