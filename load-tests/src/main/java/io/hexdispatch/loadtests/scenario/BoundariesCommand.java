package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridChain;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.InvalidBoundarySetException;
import io.hexdispatch.loadtests.benchmark.VoronoiCity;
import io.hexdispatch.loadtests.scenario.BoundariesReport.Phase;
import io.hexdispatch.loadtests.scenario.BoundariesReport.Step;
import io.hexdispatch.loadtests.scenario.BoundaryCalls.Loaded;
import io.hexdispatch.loadtests.scenario.MapLoad.Probe;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how long a boundary file takes from the upload to the live map, and what those who ask meanwhile notice of it. */
@Command(
        name = "boundaries",
        description = {
            "Draws a city, loads it into a server as a zipped shapefile, loads it again with every border moved, compares the two,"
                    + " and puts them live and takes them back while places are looked up and events reported.",
            "Checks what each report, comparison and answer says. Starts a server of its own, on loopback with a fresh database."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured, and every answer was right, however long it took",
            "1:a report, a comparison or an answer was wrong, or a request failed; or it could not be measured",
            "2:the command line is wrong"
        })
public final class BoundariesCommand implements Callable<Integer> {
    private static final long SEED = 410_100;
    private static final int GRIDS_MAX = 1_000_000;
    private static final double LOAD_SECONDS_PER_GRID = 15.0 / 20_000;
    private static final double ACTIVATION_SECONDS_MAX = 1;
    private static final int PROBES = 2_000;
    private static final int CONNECTIONS = 64;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--grids",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Base grids of the city, of 63 vertices on the average. Default: ${DEFAULT-VALUE}")
    private int grids;

    @Option(
            names = "--lookups",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Lookups a second while the map changes. Default: ${DEFAULT-VALUE}")
    private int lookups;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "200",
            description = "Events a second while the map changes. Default: ${DEFAULT-VALUE}")
    private int events;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "3",
            description = "How long these go on before each change, and again after it; 0 to change nothing under load."
                    + " Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "20",
            description =
                    "How long they go on before anything is measured, for the compilers of both programs. Default:"
                            + " ${DEFAULT-VALUE}")
    private int warmUpSeconds;

    @Option(names = "--only-load", description = "Loads the city once, puts it live, and ends there")
    private boolean onlyLoad;

    @Option(names = "--skip-comparison", description = "Does not compare the two versions")
    private boolean skipComparison;

    @Option(
            names = "--responders",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many responders to take in. Default: ${DEFAULT-VALUE}")
    private int responders;

    @Option(
            names = "--server-jar",
            paramLabel = "FILE",
            defaultValue = "server/target/hexdispatch.jar",
            description = "The server to start. Default: ${DEFAULT-VALUE}")
    private Path serverJar;

    @Option(
            names = "--server-java",
            paramLabel = "DIR",
            description = "The home of the Java that runs it. Default: the one that runs this")
    private Path serverJava;

    @Option(
            names = "--server-java-option",
            paramLabel = "OPTION",
            defaultValue = "-Xmx1g",
            description = "An option for the Java that runs it; as often as needed. Default: ${DEFAULT-VALUE}")
    private List<String> serverJavaOptions = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes all figures to a file")
    private Path json;

    private BoundariesReport report;

    @Override
    public Integer call() throws Exception {
        checkRange("--grids", grids, 1, GRIDS_MAX);
        checkRange("--lookups", lookups, 1, 100_000);
        checkRange("--events", events, 1, 100_000);
        checkRange("--seconds", seconds, 0, 3_600);
        checkRange("--warm-up", warmUpSeconds, 0, 3_600);
        checkRange("--responders", responders, 1, 1_000_000);
        Path home = serverJava == null ? Path.of(System.getProperty("java.home")) : serverJava;
        Path java = home.resolve("bin").resolve("java");
        report = new BoundariesReport(Machine.here(Optional.of(java), serverJar));
        Path folder = Files.createTempDirectory("hexdispatch-boundaries-");
        Path first = folder.resolve("first.geojson");
        Path drawnFile = folder.resolve("drawn.zip");
        Path anewFile = folder.resolve("anew.zip");
        try {
            writeFirst(first);
            BoundarySet drawn = DrawnCity.of(grids, SEED);
            BoundarySet anew = DrawnCity.surveyedAnew(drawn);
            ShapefileZip.write(drawn.grids(), drawnFile);
            ShapefileZip.write(anew.grids(), anewFile);
            tell(String.format(
                    Locale.ROOT,
                    "drew %,d grids of %,d vertices; %,.1f MB and %,.1f MB as zipped shapefiles",
                    drawn.grids().size(),
                    drawn.grids().stream()
                            .mapToLong(grid -> grid.boundary().getNumPoints())
                            .sum(),
                    Files.size(drawnFile) / 1e6,
                    Files.size(anewFile) / 1e6));
            try (ServerProcess server =
                    ServerProcess.start(java, serverJavaOptions, serverJar, "--city", first.toString())) {
                server.awaitReady();
                measure(server, drawn, drawnFile, anew, anewFile);
                server.memoryBytesMax()
                        .ifPresent(bytes ->
                                tell(String.format(Locale.ROOT, "the server took %.0f MB at most", bytes / 1e6)));
            }
        } finally {
            for (Path file : List.of(first, drawnFile, anewFile, folder)) {
                Files.deleteIfExists(file);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        report.lines().forEach(out::println);
        out.flush();
        if (json != null) {
            Files.writeString(json, report.toJson().encodePrettily());
        }
        return report.isFaultless() ? 0 : 1;
    }

    private void checkRange(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ParameterException(spec.commandLine(), option + ": " + value + " is not " + min + " to " + max);
        }
    }

    /** What the server begins with: one grid, so that all of the memory is for what is loaded. */
    private static void writeFirst(Path file) throws IOException {
        Envelope box = VoronoiCity.BOX;
        String ring = String.format(
                Locale.ROOT,
                "[[%1$f,%2$f],[%3$f,%2$f],[%3$f,%4$f],[%1$f,%4$f],[%1$f,%2$f]]",
                box.getMinX(),
                box.getMinY(),
                box.getMaxX(),
                box.getMaxY());
        Files.writeString(
                file,
                "{\"type\":\"FeatureCollection\",\"version\":\"first\",\"title\":\"one grid\",\"features\":[{\"type\":\"Feature\","
                        + "\"properties\":{\"code\":\"410100\",\"name\":\"city\",\"level\":\"city\"},"
                        + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[" + ring + "]}}]}");
    }

    private void measure(ServerProcess server, BoundarySet drawn, Path drawnFile, BoundarySet anew, Path anewFile)
            throws IOException, InterruptedException, InvalidBoundarySetException {
        BearerTokens tokens = BearerTokens.of(server.dataFolder());
        BoundaryCalls calls = new BoundaryCalls(server.address(), tokens);
        String before = load(calls, server, drawn, drawnFile, "load, in a server just started");
        timed("activate it", ACTIVATION_SECONDS_MAX, "", () -> calls.activate(before));
        if (onlyLoad) {
            return;
        }
        String after = load(calls, server, anew, anewFile, "load with every border moved");
        if (!skipComparison) {
            compare(calls, after, drawn);
        }
        if (seconds > 0) {
            List<Probe> probes = probes(drawn, anew);
            calls.takeIn(
                    responders,
                    new CityPlaces(probes.stream()
                            .map(probe -> new CityPlaces.Place(probe.cellBefore(), probe.longitude(), probe.latitude()))
                            .toList()));
            try (MapLoad load = new MapLoad(server.address(), tokens, before, probes, CONNECTIONS)) {
                changeUnderLoad(calls, load, before, after);
            }
        }
    }

    private String load(BoundaryCalls calls, ServerProcess server, BoundarySet drawn, Path file, String what)
            throws IOException, InterruptedException {
        Loaded loaded = calls.load(file);
        String memory = server.memoryBytesMax().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; at most %.0f MB so far",
                        server.memoryBytesMax().getAsLong() / 1e6);
        step(
                what,
                loaded.nanos(),
                OptionalDouble.of(Math.max(15, LOAD_SECONDS_PER_GRID * grids)),
                BoundariesReport.parts(loaded.steps()) + memory);
        JsonObject summary = loaded.summary();
        if (summary.getInteger("grids") != drawn.grids().size()
                || summary.getLong("errors") != 0
                || summary.getLong("warnings") != 0) {
            report.fault(
                    "the file has " + drawn.grids().size() + " grids and no fault, and the server says " + summary);
        }
        return loaded.version();
    }

    private void compare(BoundaryCalls calls, String after, BoundarySet drawn)
            throws IOException, InterruptedException {
        JsonObject[] difference = new JsonObject[1];
        try {
            timed("compare: every border moved", Double.NaN, "", () -> difference[0] = calls.difference(after));
        } catch (IOException e) {
            report.fault("the versions could not be compared: " + e.getMessage());
            return;
        }
        int moved = difference[0].getJsonObject("moved").getInteger("count");
        int others = 0;
        for (String kind : List.of("added", "removed", "renamed", "reparented")) {
            others += difference[0].getJsonObject(kind).getInteger("count");
        }
        if (moved != drawn.grids().size() || others != 0) {
            report.fault(
                    "all " + drawn.grids().size() + " grids moved and nothing else changed, and the server says that "
                            + moved + " moved and " + others + " changed otherwise");
        }
    }

    private void changeUnderLoad(BoundaryCalls calls, MapLoad load, String before, String after)
            throws IOException, InterruptedException {
        load.start(lookups, events, before, before);
        Thread.sleep(1_000L * warmUpSeconds);
        tell(BoundariesReport.line(new Phase("warm-up", OptionalDouble.empty(), load.stop())));
        load.start(lookups, events, before, before);
        Thread.sleep(2_000L * seconds);
        MapTally quiet = load.stop();
        tell(BoundariesReport.line(report.add(new Phase("nothing changes", OptionalDouble.empty(), quiet))));
        change(load, "activate, map at hand", before, after, () -> calls.activate(after));
        change(load, "rollback", after, before, calls::rollBack);
        // Two others are worked with, so that the one that is wanted next is not at hand any more.
        calls.activate("first");
        calls.activate(before);
        change(load, "activate, map built anew", before, after, () -> calls.activate(after));
    }

    private interface Action {
        void run() throws IOException, InterruptedException;
    }

    private void change(MapLoad load, String what, String from, String to, Action action)
            throws IOException, InterruptedException {
        load.start(lookups, events, from, to);
        Thread.sleep(1_000L * seconds);
        load.changeIsAsked();
        long startNanos = System.nanoTime();
        action.run();
        double took = (System.nanoTime() - startNanos) / 1e9;
        load.changeIsDone();
        Thread.sleep(1_000L * seconds);
        tell(BoundariesReport.line(report.add(new Phase(what, OptionalDouble.of(took), load.stop()))));
    }

    private void timed(String what, double secondsMax, String remark, Action action)
            throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        action.run();
        step(
                what,
                System.nanoTime() - startNanos,
                Double.isNaN(secondsMax) ? OptionalDouble.empty() : OptionalDouble.of(secondsMax),
                remark);
    }

    private void step(String what, long nanos, OptionalDouble secondsMax, String remark) {
        tell(BoundariesReport.line(report.add(new Step(what, nanos / 1e9, secondsMax, remark))));
    }

    /** Places all over the city, half of them so near to a border that they lie in another base grid in the other map. */
    private static List<Probe> probes(BoundarySet drawn, BoundarySet anew) throws InvalidBoundarySetException {
        CityMap before = CityMap.build(drawn);
        CityMap after = CityMap.build(anew);
        List<Grid> cells = drawn.grids().stream()
                .filter(grid -> grid.level() == GridLevel.CELL)
                .toList();
        SplittableRandom random = new SplittableRandom(SEED);
        List<Probe> same = new ArrayList<>();
        List<Probe> other = new ArrayList<>();
        while (same.size() < PROBES / 2 || other.size() < PROBES / 2) {
            Grid cell = cells.get(random.nextInt(cells.size()));
            Coordinate[] border = cell.boundary().getCoordinates();
            int vertex = random.nextInt(border.length - 1);
            // The middle of an edge goes to the neighbour where both ends moved inwards.
            Coordinate at = random.nextBoolean()
                    ? new Coordinate(
                            (border[vertex].x + border[vertex + 1].x) / 2 + random.nextDouble(-1e-6, 1e-6),
                            (border[vertex].y + border[vertex + 1].y) / 2 + random.nextDouble(-1e-6, 1e-6))
                    : cell.boundary().getInteriorPoint().getCoordinate();
            Optional<String> cellBefore = cellAt(before, at);
            Optional<String> cellAfter = cellAt(after, at);
            if (cellBefore.isPresent() && cellAfter.isPresent()) {
                List<Probe> kind = cellBefore.equals(cellAfter) ? same : other;
                if (kind.size() < PROBES / 2) {
                    kind.add(new Probe(at.x, at.y, cellBefore.get(), cellAfter.get()));
                }
            }
        }
        same.addAll(other);
        return same;
    }

    private static Optional<String> cellAt(CityMap map, Coordinate at) {
        return map.locate(at.x, at.y)
                .map(GridChain::responsible)
                .filter(grid -> grid.level() == GridLevel.CELL)
                .map(grid -> grid.code().value());
    }

    private void tell(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
