package io.hexdispatch.loadtests.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** The page of figures, made of whatever was measured; what was not stands there as a dash. */
final class ReportPage {
    private static final String MISSING = "–";
    private static final String PICTURE = "benchmarks-growth.svg";
    private static final int[] SIZES = {1000, 20_000, 71_000, 250_000, 1_000_000};
    private static final int CITY = 20_000;
    private static final int POLYGONS_OF_A_ROW_MIN = 100;
    private static final String INDEX = "PolygonIndex.locate: the base grid alone";

    private final Figures figures;
    private final boolean isQuick;
    private final StringBuilder text = new StringBuilder();

    ReportPage(Figures figures, boolean isQuick) {
        this.figures = figures;
        this.isQuick = isQuick;
    }

    void write(Path page) throws IOException {
        text.append("# Benchmarks of the spatial core\n\n");
        text.append(
                "Written by `java -jar load-tests/target/load-tests.jar report`; do not edit. What the figures mean, and which aims"
                        + " they meet, is told in [benchmarks](benchmarks.md).\n\n");
        if (isQuick) {
            text.append("**Measured with `--quick`: not to be believed.**\n\n");
        }
        text.append("Measured on ").append(String.join(" and ", figures.days())).append(", on ");
        text.append(machine()).append(". ").append(versions()).append(".\n\n");
        locate();
        growth();
        tail();
        exactness();
        nearest();
        servers();
        Files.writeString(page, text);
        Files.writeString(page.resolveSibling(PICTURE), picture());
    }

    private void locate() {
        text.append(
                "## Which grid is a point in\n\n20,000 generated grids of 63 vertices, points in random order, one thread,"
                        + " nanoseconds a lookup.\n\n");
        table("", "uniform", "Zipf", "bytes", "times CityMap, uniform", "times PolygonIndex, uniform");
        locateRow("CityMap.locate: base grid, parents, 19 dedicated grids", "cityMap");
        locateRow(INDEX, "polygonIndex");
        locateRow("JTS STRtree with IndexedPointInAreaLocator", "jtsTree");
        locateRow("S2ShapeIndex with S2ContainsPointQuery", "s2ContainsPoint");
        locateRow("h3-java latLngToCell: a cell's number, no lookup", "h3LatLngToCell");
        locateRow("an H3-like lattice address in Java: no lookup either", "hexLatticeAddress");
        text.append('\n');
    }

    private void locateRow(String title, String benchmark) {
        String uniform = locateName(benchmark, "UNIFORM", CITY);
        row(
                title,
                withError(uniform),
                withError(locateName(benchmark, "ZIPF", CITY)),
                number(figures.value(uniform + " bytes")),
                ratio(uniform, locateName("cityMap", "UNIFORM", CITY)),
                ratio(uniform, locateName("polygonIndex", "UNIFORM", CITY)));
    }

    private static String locateName(String benchmark, String distribution, int grids) {
        return "LocateBenchmark." + benchmark + " distribution=" + distribution + " grids=" + grids;
    }

    private static String readName(int grids) {
        return "ReadBenchmark.oneRead grids=" + grids;
    }

    private void growth() {
        text.append("## Growth with the number of grids\n\n![Nanoseconds a lookup over grids](")
                .append(PICTURE);
        text.append(
                ")\n\nNanoseconds, uniform points. \"One read\" is a single dependent read at a random place of an array as large as"
                        + " the index.\n\n");
        table(
                "grids",
                "CityMap",
                "PolygonIndex",
                "one read",
                "JTS",
                "S2",
                "CityMap in relation to 1,000",
                "one read likewise");
        for (int size : SIZES) {
            row(
                    String.format(Locale.ROOT, "%,d", size),
                    withError(locateName("cityMap", "UNIFORM", size)),
                    withError(locateName("polygonIndex", "UNIFORM", size)),
                    withError(readName(size)),
                    withError(locateName("jtsTree", "UNIFORM", size)),
                    withError(locateName("s2ContainsPoint", "UNIFORM", size)),
                    ratio(locateName("cityMap", "UNIFORM", size), locateName("cityMap", "UNIFORM", SIZES[0])),
                    ratio(readName(size), readName(SIZES[0])));
        }
        text.append('\n');
    }

    private void tail() {
        text.append(
                "## The slowest lookups\n\nEvery lookup of 20 rounds of a million timed by one reading of the clock, which is in the"
                        + " figures; nanoseconds in the best, the middle and the worst round.\n\n");
        table("", "median", "99 %", "99.9 %", "of a million over 1.5 µs");
        tailRow("CityMap.locate: base grid, parents, 19 dedicated grids", "MAP");
        tailRow(INDEX, "INDEX");
        tailRow("an H3-like lattice address, which reads no memory", "LATTICE");
        tailRow("the clock alone", "CLOCK");
        text.append('\n');
    }

    private void tailRow(String title, String kind) {
        List<String> cells = new ArrayList<>();
        cells.add(title);
        for (String figure : List.of("p50", "p99", "p99.9", "over")) {
            String name = "tail " + kind + " " + figure + " ";
            cells.add(number(figures.value(name + "best")) + ", " + number(figures.value(name + "middle")) + ", "
                    + number(figures.value(name + "worst")));
        }
        row(cells.toArray(String[]::new));
    }

    private void exactness() {
        text.append(
                "## Exactness and build\n\nCompared with JTS, half of the points 1e-9 to 1e-6 from an edge. Real data are files of"
                        + " the optional data folder, in their own coordinates.\n\n");
        table(
                "polygons of",
                "polygons",
                "points",
                "differences",
                "ns a lookup",
                "index built in, s",
                "MB beside the geometries");
        int smallFiles = 0;
        double pointsOfSmall = 0;
        double differencesOfSmall = 0;
        for (String name : figures.namesFrom("exactness ")) {
            if (!name.endsWith(" | polygons")) {
                continue;
            }
            String prefix = name.substring(0, name.length() - "polygons".length());
            if (figures.value(name).orElse(0) < POLYGONS_OF_A_ROW_MIN) {
                smallFiles++;
                pointsOfSmall += figures.value(prefix + "points").orElse(0);
                differencesOfSmall += figures.value(prefix + "differences").orElse(0);
                continue;
            }
            row(
                    prefix.substring("exactness ".length(), prefix.length() - 3),
                    number(figures.value(name)),
                    number(figures.value(prefix + "points")),
                    number(figures.value(prefix + "differences")),
                    number(figures.value(prefix + "nanos")),
                    small(figures.value(prefix + "seconds")),
                    small(figures.value(prefix + "megabytes")));
        }
        if (smallFiles > 0) {
            row(
                    smallFiles + " files of fewer than " + POLYGONS_OF_A_ROW_MIN + " polygons",
                    MISSING,
                    number(OptionalDouble.of(pointsOfSmall)),
                    number(OptionalDouble.of(differencesOfSmall)),
                    MISSING,
                    MISSING,
                    MISSING);
        }
        text.append('\n');
    }

    private void nearest() {
        text.append(
                "## Who is nearest\n\nThe five nearest of 100,000 responders within 30 km who have a trait that one in ten has; one"
                        + " thread, microseconds. The peers have no filter and are asked for 64, 128 and so on until five pass.\n\n");
        table("", "uniform", "in towns", "bytes", "times ResponderIndex, uniform", "in towns");
        nearestRow("ResponderIndex.nearest, by traits", "responderIndex");
        nearestRow("the same by a filter of the caller's", "responderIndexByFilter");
        nearestRow("nobody within 30 km", "responderIndexWhereNobodyIs");
        nearestRow("everybody within 30 km refused by the filter", "responderIndexWhereNobodyPasses");
        nearestRow("JTS STRtree nearestNeighbour", "jtsTree");
        nearestRow("JTS STRtree, building it anew", "jtsTreeRebuilt");
        nearestRow("S2ClosestPointQuery", "s2ClosestPoint");
        nearestRow("Lucene LatLonPointPrototypeQueries.nearest", "luceneNearest");
        nearestRow("ResponderIndex.move", "move");
        text.append("\nOf 1,000,000 responders, and in relation to 100,000:\n\n");
        table("", "uniform", "in towns", "in relation, uniform", "in towns");
        for (String benchmark : List.of("responderIndex", "move")) {
            row(
                    benchmark.equals("move") ? "ResponderIndex.move" : "ResponderIndex.nearest, by traits",
                    micros(nearestName(benchmark, false, 1_000_000)),
                    micros(nearestName(benchmark, true, 1_000_000)),
                    ratio(nearestName(benchmark, false, 1_000_000), nearestName(benchmark, false, 100_000)),
                    ratio(nearestName(benchmark, true, 1_000_000), nearestName(benchmark, true, 100_000)));
        }
        text.append('\n');
    }

    private void nearestRow(String title, String benchmark) {
        row(
                title,
                micros(nearestName(benchmark, false, 100_000)),
                micros(nearestName(benchmark, true, 100_000)),
                number(figures.value(nearestName(benchmark, false, 100_000) + " bytes")),
                ratio(nearestName(benchmark, false, 100_000), nearestName("responderIndex", false, 100_000)),
                ratio(nearestName(benchmark, true, 100_000), nearestName("responderIndex", true, 100_000)));
    }

    private static String nearestName(String benchmark, boolean clustered, int responders) {
        return "NearestBenchmark." + benchmark + " clustered=" + clustered + " responders=" + responders;
    }

    private void servers() {
        text.append(
                "## Who is nearest, asked of a server\n\nThe same question over the server's own client on loopback, one question"
                        + " at a time, microseconds. Redis knows no filter: its key holds only those who fit. PostGIS has an index of those who"
                        + " fit. The round trip is that of a command that does nothing.\n\n");
        table(
                "",
                "uniform",
                "in towns",
                "round trip",
                "times ResponderIndex, uniform",
                "the same without the round trip");
        serverRow("Redis GEOSEARCH, by Jedis", "redisGeosearch", "redisPing");
        serverRow("PostGIS &lt;->, by JDBC", "postgisNearest", "postgisSelectOne");
    }

    private void serverRow(String title, String benchmark, String roundTrip) {
        String uniform = serverName(benchmark, false);
        OptionalDouble nanos = figures.value(uniform);
        OptionalDouble bare = figures.value(serverName(roundTrip, false));
        OptionalDouble own = figures.value(nearestName("responderIndex", false, 100_000));
        boolean isAll = nanos.isPresent() && bare.isPresent() && own.isPresent();
        row(
                title,
                micros(uniform),
                micros(serverName(benchmark, true)),
                micros(serverName(roundTrip, false)),
                ratio(uniform, nearestName("responderIndex", false, 100_000)),
                isAll
                        ? number(OptionalDouble.of((nanos.getAsDouble() - bare.getAsDouble()) / own.getAsDouble()))
                        : MISSING);
    }

    private static String serverName(String benchmark, boolean clustered) {
        return "NearestServerBenchmark." + benchmark + " clustered=" + clustered + " responders=100000";
    }

    private String picture() {
        List<GrowthPicture.Curve> curves = List.of(
                curve("JTS", "d", "jtsTree"),
                curve("S2", "e", "s2ContainsPoint"),
                curve("CityMap", "a", "cityMap"),
                curve("PolygonIndex", "b", "polygonIndex"),
                new GrowthPicture.Curve("one random read", "c", points(SIZES, ReportPage::readName)));
        return new GrowthPicture(1000, 1_000_000, 10, 10_000)
                .draw("Nanoseconds a lookup, over the number of grids", curves);
    }

    private GrowthPicture.Curve curve(String name, String style, String benchmark) {
        return new GrowthPicture.Curve(name, style, points(SIZES, size -> locateName(benchmark, "UNIFORM", size)));
    }

    private List<double[]> points(int[] sizes, IntFunction<String> name) {
        List<double[]> points = new ArrayList<>();
        for (int size : sizes) {
            figures.value(name.apply(size)).ifPresent(nanos -> points.add(new double[] {size, nanos}));
        }
        return points;
    }

    private void table(String... heads) {
        row(heads);
        text.append("| --- ".repeat(heads.length)).append("|\n");
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private String withError(String name) {
        OptionalDouble error = figures.error(name);
        return number(figures.value(name)) + (error.isPresent() ? " ± " + number(error) : "");
    }

    private String micros(String name) {
        OptionalDouble nanos = figures.value(name);
        return nanos.isPresent() ? small(OptionalDouble.of(nanos.getAsDouble() / 1000)) : MISSING;
    }

    private String ratio(String name, String base) {
        OptionalDouble value = figures.value(name);
        OptionalDouble other = figures.value(base);
        return value.isPresent() && other.isPresent()
                ? small(OptionalDouble.of(value.getAsDouble() / other.getAsDouble()))
                : MISSING;
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%,.0f", value.getAsDouble()) : MISSING;
    }

    /** With two digits more where it is small. */
    private static String small(OptionalDouble value) {
        return value.isPresent() && value.getAsDouble() < 10
                ? String.format(Locale.ROOT, "%.2f", value.getAsDouble())
                : number(value);
    }

    private static String machine() throws IOException {
        String processor = "an unknown processor";
        Path cpuinfo = Path.of("/proc/cpuinfo");
        if (Files.exists(cpuinfo)) {
            processor = Files.readAllLines(cpuinfo).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(processor);
        }
        return Runtime.getRuntime().availableProcessors() + " processors (" + processor + "), "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("java.vm.name") + " " + Runtime.version() + ", `"
                + String.join(" ", ReportPart.jvmArguments(false)) + "`";
    }

    private static String versions() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = ReportPage.class.getResourceAsStream("versions.properties")) {
            properties.load(in);
        }
        TreeMap<String, String> versions = new TreeMap<>();
        properties.forEach((name, version) -> versions.put(name.toString(), version.toString()));
        PeerServer.redisProgram().ifPresent(program -> versions.put("Redis", PeerServer.versionOf(program)));
        PeerServer.postgisPrograms()
                .ifPresent(programs ->
                        versions.put("PostgreSQL with PostGIS", PeerServer.versionOf(programs.resolve("postgres"))));
        List<String> all = new ArrayList<>();
        versions.forEach((name, version) -> all.add(name + " " + version));
        return String.join(", ", all);
    }
}
