package io.hexdispatch.geodata.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.hexdispatch.geodata.TestGrids;
import io.hexdispatch.geodata.write.GeoJsonWriter;
import io.hexdispatch.geodata.write.ShapefileWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks good files in every way that the mutator below knows, and demands of each that it is read, with findings, or refused with
 * a message that names a file, an offset, a row or a line; quickly, and leaving nothing behind.
 */
class BrokenFilesTest {
    private static final Duration EACH_MAX = Duration.ofSeconds(10);
    private static final long SEED = 20260306;

    /** Numbers that are the ends of what a field can hold, or just beyond. */
    private static final int[] HARD_NUMBERS = {
        0,
        1,
        -1,
        2,
        0x7F,
        0x80,
        0xFF,
        0x7FFF,
        0x8000,
        0xFFFF,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0x4000_0000,
        100_000_000
    };

    private static final double[] HARD_DOUBLES = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_VALUE,
        -1e39,
        0.0,
        -0.0,
        1e7,
        180.000001,
        90.000001
    };

    @TempDir
    private Path folder;

    private Path temporary;
    private int broken;
    private int refused;
    private int withFindings;

    @BeforeEach
    void unpackSomewhere() throws Exception {
        temporary = Files.createDirectory(folder.resolve("temporary"));
    }

    @Test
    void shapefilesCutOffAtEveryByte() throws Exception {
        Map<String, byte[]> good = shapefile();
        for (String ending : good.keySet()) {
            byte[] whole = good.get(ending);
            for (int length = 0; length < whole.length; length += ending.equals("prj") ? 20 : 1) {
                tryShapefile(with(good, ending, Arrays.copyOf(whole, length)), ending + " cut off at " + length);
            }
        }
        assertMostWereNoticed();
    }

    @Test
    void shapefilesWithAHardNumberAnywhere() throws Exception {
        Map<String, byte[]> good = shapefile();
        for (String ending : List.of("shp", "shx", "dbf")) {
            byte[] whole = good.get(ending);
            for (int at = 0; at + 4 <= Math.min(whole.length, 420); at += 2) {
                for (int number : HARD_NUMBERS) {
                    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                        byte[] wrong = whole.clone();
                        ByteBuffer.wrap(wrong).order(order).putInt(at, number);
                        tryShapefile(
                                with(good, ending, wrong), ending + " with " + number + " at " + at + ", " + order);
                    }
                }
            }
        }
        assertThat(refused).isPositive();
        assertThat(withFindings).isPositive();
    }

    @Test
    void shapefilesWithAHardOrdinateAnywhere() throws Exception {
        Map<String, byte[]> good = shapefile();
        byte[] whole = good.get("shp");
        for (int at = 108; at + 8 <= whole.length; at += 4) {
            for (double number : HARD_DOUBLES) {
                byte[] wrong = whole.clone();
                ByteBuffer.wrap(wrong).order(ByteOrder.LITTLE_ENDIAN).putDouble(at, number);
                tryShapefile(with(good, "shp", wrong), "shp with " + number + " at " + at);
            }
        }
        assertThat(withFindings).isPositive();
    }

    @Test
    void shapefilesWithoutOneOfTheirFilesOrWithAnothersOne() throws Exception {
        Map<String, byte[]> good = shapefile();
        Map<String, byte[]> other = new TestShapefile(StandardCharsets.UTF_8, "code")
                .row(List.of("x"), TestShapefile.clockwiseSquare(0, 0, 1))
                .files();
        for (String ending : good.keySet()) {
            Map<String, byte[]> without = new LinkedHashMap<>(good);
            without.remove(ending);
            if (!ending.equals("shp")) {
                tryShapefile(without, "without " + ending);
            }
            for (String from : good.keySet()) {
                tryShapefile(with(good, ending, good.get(from)), ending + " replaced by " + from);
            }
            if (other.containsKey(ending)) {
                tryShapefile(with(good, ending, other.get(ending)), ending + " of another");
            }
        }
        assertMostWereNoticed();
    }

    @Test
    void shapefilesWithPiecesMovedOrRepeated() throws Exception {
        Random random = new Random(SEED);
        Map<String, byte[]> good = shapefile();
        for (int round = 0; round < 2_000; round++) {
            String ending = List.of("shp", "shx", "dbf", "prj").get(random.nextInt(4));
            tryShapefile(with(good, ending, shuffled(good.get(ending), random)), ending + " shuffled, round " + round);
        }
        assertThat(refused).isPositive();
        assertThat(withFindings).isPositive();
    }

    @Test
    void zipsWithWrongBytes() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ShapefileWriter().write(TestGrids.smallCity(), out);
        tryBytes("zip", out.toByteArray(), 900);
        assertMostWereNoticed();
    }

    @Test
    void geoPackagesWithWrongBytes() throws Exception {
        Path file = new TestGeoPackage(folder.resolve("good.gpkg"))
                .layer("a", 4326)
                .row("a", "c-1", "新郑市", TestGeoPackage.geometry("POLYGON ((113 34, 113 35, 114 35, 113 34))"))
                .row("a", "c-2", "x", TestGeoPackage.geometry("MULTIPOLYGON (((113 34, 113 35, 114 35, 113 34)))"))
                .written();
        tryBytes("gpkg", Files.readAllBytes(file), 900);
        assertThat(refused).isPositive();
    }

    @Test
    void geoJsonsWithWrongBytes() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new GeoJsonWriter().write(TestGrids.smallCity(), out);
        tryBytes("geojson", out.toByteArray(), 900);
        assertMostWereNoticed();
    }

    /** Bytes cut off, changed, moved and repeated, by chance. */
    private void tryBytes(String ending, byte[] good, int rounds) throws IOException {
        Random random = new Random(SEED);
        Path file = folder.resolve("broken." + ending);
        for (int round = 0; round < rounds; round++) {
            byte[] wrong =
                    switch (round % 3) {
                        case 0 -> Arrays.copyOf(good, random.nextInt(good.length));
                        case 1 -> shuffled(good, random);
                        default -> {
                            byte[] changed = good.clone();
                            for (int change = 0; change <= random.nextInt(4); change++) {
                                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                            }
                            yield changed;
                        }
                    };
            Files.write(file, wrong);
            tryFile(file, "broken", ending + " of seed " + SEED + ", round " + round);
        }
    }

    private static byte[] shuffled(byte[] good, Random random) {
        if (good.length < 8) {
            return new byte[0];
        }
        byte[] wrong = good.clone();
        int length = 1 + random.nextInt(good.length / 4);
        int from = random.nextInt(good.length - length);
        int to = random.nextInt(good.length - length);
        System.arraycopy(good, from, wrong, to, length);
        return random.nextBoolean() ? wrong : Arrays.copyOf(wrong, good.length + random.nextInt(200));
    }

    private static Map<String, byte[]> shapefile() {
        double[] shell = TestShapefile.clockwiseSquare(113, 34, 1);
        double[] hole = TestShapefile.reversed(TestShapefile.clockwiseSquare(113.25, 34.25, 0.5));
        return new TestShapefile(Charset.forName("GBK"), "code", "网格名称")
                .withCpg("GBK")
                .row(List.of("c-1", "新郑市"), shell, hole)
                .row(List.of("c-2", "龙湖镇"), TestShapefile.clockwiseSquare(114, 34, 1))
                .row(List.of("c-3", "孟庄镇"))
                .files();
    }

    private static Map<String, byte[]> with(Map<String, byte[]> good, String ending, byte[] bytes) {
        Map<String, byte[]> files = new LinkedHashMap<>(good);
        files.put(ending, bytes);
        return files;
    }

    private void tryShapefile(Map<String, byte[]> files, String how) throws IOException {
        try (Stream<Path> before = Files.list(folder)) {
            for (Path path : before.filter(Files::isRegularFile).toList()) {
                Files.delete(path);
            }
        }
        tryFile(TestShapefile.write(folder, "broken", files), "broken", how);
    }

    private void tryFile(Path file, String name, String how) throws IOException {
        broken++;
        List<Boolean> shapes = new ArrayList<>();
        long start = System.nanoTime();
        try {
            BoundaryReading reading = new BoundaryReader(ReadLimits.DEFAULTS, temporary)
                    .read(
                            file,
                            ReadOptions.DEFAULTS,
                            grid -> shapes.add(grid.boundary().isPresent()));
            if (!reading.findings().isEmpty()) {
                withFindings++;
            }
            assertThat(reading.findings()).as(how).allSatisfy(finding -> assertThat(finding.message())
                    .isNotBlank());
            assertThat(reading.layers().stream().mapToLong(LayerReading::rows).sum())
                    .as(how)
                    .isEqualTo(shapes.size());
        } catch (InvalidBoundaryFileException e) {
            refused++;
            assertThat(e.getMessage())
                    .as(how)
                    .matches("(?s)(" + name + "|[^:]*\\.(shp|dbf|prj)).*: .+|" + name + ".*offset.*");
        } catch (RuntimeException | Error e) {
            fail(how, e);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(how).isLessThan(EACH_MAX);
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).as(how).isEmpty();
        }
    }

    private void assertMostWereNoticed() {
        assertThat(refused + withFindings).as("of " + broken).isGreaterThan(broken / 2);
    }
}
