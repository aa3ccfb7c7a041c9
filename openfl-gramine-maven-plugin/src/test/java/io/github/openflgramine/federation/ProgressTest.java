package io.github.openflgramine.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressTest {

    private final AtomicLong now = new AtomicLong(5);
    private final Progress progress = new Progress(now::get);

    @Test
    void a_line_that_returns_at_another_time_of_day_is_no_progress() {
        progress.heard("col1", "[12:00:01] INFO     Connecting to the aggregator");
        pass(60);
        progress.heard("col1", "[12:01:01] INFO     Connecting to the aggregator");

        assertThat(progress.silence()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void a_new_line_of_any_actor_is_progress() {
        progress.heard("col1", "Round 0: loss 0.5");
        pass(60);
        progress.heard("col2", "Round 0: loss 0.5");

        assertThat(progress.silence()).isZero();
    }

    @Test
    void so_is_the_end_of_a_round() {
        pass(60);
        progress.rounds(0);
        assertThat(progress.silence()).isEqualTo(Duration.ofSeconds(60));
        progress.rounds(120);
        assertThat(progress.silence()).isZero();
    }

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
