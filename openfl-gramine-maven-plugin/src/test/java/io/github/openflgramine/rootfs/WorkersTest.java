package io.github.openflgramine.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void every_piece_runs_once(int threads) throws IOException {
        Set<Integer> done = new ConcurrentSkipListSet<>();
        try (Workers.Run run = new Workers(threads).begin()) {
            for (int i = 0; i < 100; i++) {
                int number = i;
                run.add(number % 7, () -> assertThat(done.add(number)).isTrue());
            }
            run.await();
        }
        assertThat(done).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_piece_that_fails_fails_the_run_as_it_failed(int threads) {
        for (Throwable failure : new Throwable[] {
            new IOException("disk"), new GraminizeException("problem", "remedy"), new StackOverflowError("deep")
        }) {
            assertThatThrownBy(() -> run(threads, failure)).isSameAs(failure);
        }
    }

    private static void run(int threads, Throwable failure) throws IOException {
        try (Workers.Run run = new Workers(threads).begin()) {
            run.add(1, () -> {
                if (failure instanceof IOException e) {
                    throw e;
                }
                if (failure instanceof RuntimeException e) {
                    throw e;
                }
                throw (Error) failure;
            });
            run.await();
        }
    }

    @Test
    void of_two_failures_the_first_piece_counts_whichever_fails_sooner() {
        CountDownLatch second = new CountDownLatch(1);

        assertThatThrownBy(() -> {
                    try (Workers.Run run = new Workers(3).begin()) {
                        run.add(1, () -> {
                            await(second);
                            throw new IOException("first");
                        });
                        run.add(2, () -> {
                            second.countDown();
                            throw new IOException("second");
                        });
                        run.await();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("first");
    }

    @Test
    void an_interrupt_ends_the_build_and_is_passed_on() {
        Thread builder = Thread.currentThread();
        CountDownLatch started = new CountDownLatch(1);
        Workers.Piece endless = () -> {
            if (Thread.currentThread() != builder) {
                started.countDown();
                await(new CountDownLatch(1));
            }
        };

        assertThatThrownBy(() -> {
                    try (Workers.Run run = new Workers(2).begin()) {
                        run.add(1, endless);
                        run.add(1, endless);
                        await(started);
                        builder.interrupt();
                        run.await();
                    }
                })
                .isInstanceOf(GraminizeException.class)
                .hasMessage("Reading the image was interrupted. Start the build again.");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
