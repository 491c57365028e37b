package io.hexdispatch.loadtests.benchmark;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The parts of the report, each of which can be measured alone. */
enum ReportPart {
    EXACTNESS("", 0),
    TAIL("", 0),
    LOCATE("LocateBenchmark", 20_000),
    GROWTH_1000("LocateBenchmark.(cityMap|polygonIndex|jtsTree|s2ContainsPoint)|ReadBenchmark", 1000),
    GROWTH_20000("ReadBenchmark", 20_000),
    GROWTH_71000("LocateBenchmark.(cityMap|polygonIndex|jtsTree|s2ContainsPoint)|ReadBenchmark", 71_000),
    GROWTH_250000("LocateBenchmark.(cityMap|polygonIndex)|ReadBenchmark", 250_000),
    GROWTH_1000000("LocateBenchmark.(cityMap|polygonIndex)|ReadBenchmark", 1_000_000),
    NEAREST("NearestBenchmark", 100_000),
    NEAREST_1000000("NearestBenchmark.(responderIndex|move)$", 1_000_000),
    SERVERS("NearestServerBenchmark", 100_000);

    private static final int HEAP_GIGABYTES_OF_MILLIONS = 15;
    private static final int HEAP_GIGABYTES = 6;

    private final String benchmarks;
    private final int size;

    /** @param benchmarks for JMH; empty for a part that is a command of its own */
    ReportPart(String benchmarks, int size) {
        this.benchmarks = benchmarks;
        this.size = size;
    }

    boolean isCommand() {
        return benchmarks.isEmpty();
    }

    boolean asksServers() {
        return this == SERVERS;
    }

    /** What every measurement runs with: large pages, where the system has them for the asking, spare walks of page tables. */
    static String[] jvmArguments(boolean isLarge) {
        return new String[] {
            "-Xmx" + (isLarge ? HEAP_GIGABYTES_OF_MILLIONS : HEAP_GIGABYTES) + "g", "-XX:+UseTransparentHugePages"
        };
    }

    ChainedOptionsBuilder options(boolean isQuick, int forks, String excluded) {
        boolean isLarge = benchmarks.contains("Locate") && size >= 250_000;
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmarks)
                .mode(org.openjdk.jmh.annotations.Mode.AverageTime)
                .addProfiler(GCProfiler.class)
                .jvmArgs(jvmArguments(isLarge))
                .forks(isQuick || isLarge ? 1 : forks)
                .warmupIterations(isQuick ? 1 : 2)
                .warmupTime(TimeValue.milliseconds(isQuick ? 300 : 1000))
                .measurementIterations(isQuick ? 2 : 3)
                .measurementTime(TimeValue.milliseconds(isQuick ? 300 : 1000))
                .param("grids", Integer.toString(size))
                .param("responders", Integer.toString(size));
        if (!excluded.isEmpty()) {
            options.exclude(excluded);
        }
        if (this != LOCATE && benchmarks.contains("Locate")) {
            options.param("distribution", "UNIFORM");
        }
        return options;
    }
}
