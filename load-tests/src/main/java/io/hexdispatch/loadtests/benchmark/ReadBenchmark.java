package io.hexdispatch.loadtests.benchmark;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does memory itself cost? One read at a random place of an array as large as the index of so many grids, each after the
 * one before it: the least that a lookup can take which must read one thing before it knows what to read next.
 *
 * <pre>java -jar load-tests/target/load-tests.jar benchmark ReadBenchmark</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgs = "-Xmx12g")
public class ReadBenchmark {
    private static final int BYTES_PER_GRID = 2050;
    private static final int PLACES = 1 << 20;

    @Param("20000")
    public int grids;

    private int[] memory;
    private int[] places;
    private int next;
    private int last;

    @Setup
    public void fill() {
        memory = new int[(int) ((long) grids * BYTES_PER_GRID / Integer.BYTES)];
        SplittableRandom random = new SplittableRandom(20260404);
        for (int i = 0; i < memory.length; i++) {
            memory[i] = random.nextInt(2);
        }
        places = random.ints(PLACES, 0, memory.length - 1).toArray();
    }

    @Benchmark
    public int oneRead() {
        next = (next + 1) & (PLACES - 1);
        last = memory[places[next] + last];
        return last;
    }
}
