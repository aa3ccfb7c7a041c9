package io.github.openflgramine.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * A platform with one thing wrong, and the words of the message about it. Nothing else may be wrong, so the platform must
 * be refused for that thing.
 */
record RefusalCase(String problem, Consumer<FakePlatform> wrong) {

    /** The platform is judged one second before this instant. */
    static final Instant FUTURE = FakePlatform.AT.plusSeconds(1);

    static final Instant PAST = FakePlatform.AT.minus(Duration.ofDays(1));

    @Override
    public String toString() {
        return problem;
    }

    void isRefusedAt(Step step) {
        FakePlatform platform = new FakePlatform();
        wrong.accept(platform);
        RefusedQuoteException refusal = catchThrowableOfType(RefusedQuoteException.class, platform::verify);
        assertThat(refusal).as(problem).isNotNull();
        assertThat(refusal.problem()).contains(problem);
        assertThat(refusal.step()).isEqualTo(step);
        assertThat(refusal.remedy()).isNotBlank();
    }
}
