package io.github.openflgramine.it.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A JMH benchmark in a separate JVM, including warm-up. */
final class JmhRun implements Comparison.Way {

    private static final int WARM_UPS = 4;
    private static final int MEASURED = 5;

    private final Class<?> benchmark;
    private final String method;
    private final List<String> properties;

    /** @param properties of the benchmark's JVM, as {@code -DNAME=VALUE} */
    JmhRun(Class<?> benchmark, String method, String... properties) {
        this.benchmark = benchmark;
        this.method = method;
        this.properties = List.of(properties);
    }

    @Override
    public Spent run() throws RunnerException {
        double wall = new Runner(new OptionsBuilder()
                        .include(benchmark.getName() + "\\." + method + "$")
                        .mode(Mode.SingleShotTime)
                        .timeUnit(TimeUnit.SECONDS)
                        .forks(1)
                        .warmupIterations(WARM_UPS)
                        .measurementIterations(MEASURED)
                        .jvmArgsAppend(properties.toArray(String[]::new))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle()
                .getPrimaryResult()
                .getScore();
        return new Spent(wall, Double.NaN);
    }
}
