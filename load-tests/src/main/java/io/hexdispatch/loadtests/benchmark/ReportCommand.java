package io.hexdispatch.loadtests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the spatial core beside all its peers, checks it, and writes the page that tells. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the spatial core beside all its peers, checks that it is exact, and writes a page with the figures and a picture"
                    + " of their growth.",
            "Each part adds its figures to a file, and the page is written from all that stand there."
        })
public final class ReportCommand implements Callable<Integer> {
    private static final int QUICK_POINTS = 200_000;

    @Option(
            names = "--to",
            defaultValue = "docs/benchmarks-index.md",
            description = "the page; the picture comes beside it. Default: ${DEFAULT-VALUE}")
    private Path page;

    @Option(names = "--only", split = ",", description = "parts to measure: ${COMPLETION-CANDIDATES}. All if not given")
    private List<ReportPart> only = List.of(ReportPart.values());

    @Option(
            names = "--page-only",
            description = "measure nothing, and write the page from the figures that stand there")
    private boolean isPageOnly;

    @Option(names = "--quick", description = "for trying: short measurements, not to be believed")
    private boolean isQuick;

    @Option(
            names = "--forks",
            defaultValue = "2",
            description =
                    "processes in which each benchmark runs, one for those of very many grids. Default: ${DEFAULT-VALUE}")
    private int forks;

    @Option(
            names = "--figures",
            defaultValue = "load-tests/target/figures.tsv",
            description = "where figures are kept. Default: ${DEFAULT-VALUE}")
    private Path figuresFile;

    @Option(
            names = "--data",
            defaultValue = "../shared/data",
            description =
                    "a folder with shapefiles and GeoJSON for the exactness check; passed by where it is absent. Default:"
                            + " ${DEFAULT-VALUE}")
    private Path data;

    @Override
    public Integer call() throws IOException, RunnerException, InterruptedException {
        for (ReportPart part : isPageOnly ? List.<ReportPart>of() : only) {
            System.out.println("Part " + part);
            if (part.isCommand()) {
                int code = runCommand(part);
                if (code != 0) {
                    System.out.println("part " + part + " ended with " + code + "; the page is not written");
                    return code;
                }
            } else {
                runBenchmarks(part);
            }
        }
        new ReportPage(Figures.read(figuresFile), isQuick).write(page);
        System.out.println("Written: " + page);
        return 0;
    }

    /** In a process of its own, so that what was compiled before has no influence. */
    private int runCommand(ReportPart part) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(ReportPart.jvmArguments(false)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.hexdispatch.loadtests.Main"));
        if (part == ReportPart.TAIL) {
            command.addAll(List.of("tail", "--rounds", isQuick ? "3" : "20"));
        } else {
            command.add("exactness");
            if (isQuick) {
                command.addAll(List.of("--points", "" + QUICK_POINTS, "--points-of-real-data", "" + QUICK_POINTS));
            }
            if (Files.isDirectory(data)) {
                command.addAll(List.of("--data", data.toString()));
            }
        }
        command.addAll(List.of("--figures", figuresFile.toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private void runBenchmarks(ReportPart part) throws IOException, RunnerException {
        List<String> excluded = new ArrayList<>();
        if (part.asksServers() && PeerServer.redisProgram().isEmpty()) {
            System.out.println("Redis is not installed and not measured (apt-get install redis-server)");
            excluded.add("redis");
        }
        if (part.asksServers() && PeerServer.postgisPrograms().isEmpty()) {
            System.out.println("PostGIS is not installed and not measured (apt-get install postgresql-15-postgis-3)");
            excluded.add("postgis");
        }
        if (excluded.size() == 2) {
            return;
        }
        Collection<RunResult> results = new Runner(
                        part.options(isQuick, forks, String.join("|", excluded)).build())
                .run();
        Figures figures = Figures.read(figuresFile);
        String day = LocalDate.now().toString();
        for (RunResult result : results) {
            String name = name(result.getParams());
            Result<?> nanos = result.getPrimaryResult();
            figures.put(name, nanos.getScore(), nanos.getScoreError(), day);
            Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
            if (bytes != null) {
                figures.put(name + " bytes", bytes.getScore(), Double.NaN, day);
            }
        }
        figures.write();
    }

    private static String name(BenchmarkParams params) {
        StringBuilder name = new StringBuilder(params.getBenchmark().replaceFirst("^.*\\.(\\w+\\.\\w+)$", "$1"));
        for (String key : params.getParamsKeys().stream().sorted().toList()) {
            name.append(' ').append(key).append('=').append(params.getParam(key));
        }
        return name.toString();
    }
}
