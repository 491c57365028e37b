package io.hexdispatch.loadtests.benchmark;

import com.google.common.geometry.S2ContainsPointQuery;
import com.google.common.geometry.S2LatLng;
import com.google.common.geometry.S2Loop;
import com.google.common.geometry.S2Point;
import com.google.common.geometry.S2Polygon;
import com.google.common.geometry.S2Shape;
import com.google.common.geometry.S2ShapeIndex;
import com.uber.h3core.H3Core;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridChain;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.InvalidBoundarySetException;
import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.grid.index.PolygonIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
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
 * In which grid is a point? Generated grids ({@link VoronoiCity}), 19 dedicated grids above them, points in random order, one
 * thread. Each peer's structures are built only where it is measured.
 *
 * <pre>java -jar load-tests/target/load-tests.jar benchmark LocateBenchmark -prof gc</pre>
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgs = "-Xmx12g")
public class LocateBenchmark {
    private static final long SEED = 20260401;
    private static final int DEDICATED_GRIDS = 19;
    private static final double DEDICATED_DEGREES = 0.02;
    private static final int POINTS_COMPARED = 10_000;

    @Param("20000")
    public int grids;

    @Param
    public PlaceDistribution distribution;

    private List<Polygon> polygons;
    private Places places;

    @Setup
    public void generate() {
        polygons = VoronoiCity.polygons(grids, SEED);
        places = new Places(distribution, polygons, SEED);
    }

    /** A city with the polygons as base grids and dedicated grids above them. */
    static CityMap mapOf(List<Polygon> polygons) throws InvalidBoundarySetException {
        List<Grid> grids = new ArrayList<>();
        GeometryFactory geometry = new GeometryFactory();
        GridCode city = new GridCode("city");
        grids.add(new Grid(city, "city", GridLevel.CITY, Optional.empty(), geometry.toGeometry(VoronoiCity.BOX)));
        for (Polygon polygon : polygons) {
            GridCode code = new GridCode(String.format("c%07d", grids.size()));
            grids.add(new Grid(code, code.value(), GridLevel.CELL, Optional.of(city), polygon));
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < DEDICATED_GRIDS; i++) {
            double west = random.nextDouble(VoronoiCity.BOX.getMinX(), VoronoiCity.BOX.getMaxX());
            double south = random.nextDouble(VoronoiCity.BOX.getMinY(), VoronoiCity.BOX.getMaxY());
            Envelope box = new Envelope(west, west + DEDICATED_DEGREES, south, south + DEDICATED_DEGREES);
            GridCode code = new GridCode("d" + i);
            grids.add(new Grid(code, code.value(), GridLevel.DEDICATED, Optional.of(city), geometry.toGeometry(box)));
        }
        return CityMap.build(new BoundarySet("benchmark", "Voronoi city", grids));
    }

    /** The whole answer: base grid, parents and dedicated grid. */
    @State(Scope.Thread)
    public static class HexDispatch {
        private CityMap map;

        @Setup
        public void build(LocateBenchmark benchmark) throws InvalidBoundarySetException {
            map = mapOf(benchmark.polygons);
        }
    }

    /** The base grid alone; compared with JTS before it is measured. */
    @State(Scope.Thread)
    public static class Raster {
        private PolygonIndex index;

        @Setup
        public void build(LocateBenchmark benchmark) {
            index = PolygonIndex.build(benchmark.polygons);
            JtsTree referee = new JtsTree(benchmark.polygons);
            for (int i = 0; i < POINTS_COMPARED; i++) {
                double x = benchmark.places.longitudes[i];
                double y = benchmark.places.latitudes[i];
                if (index.locate(x, y) != referee.locate(x, y)) {
                    throw new IllegalStateException("the index and JTS differ at longitude " + x + ", latitude " + y);
                }
            }
        }
    }

    @State(Scope.Thread)
    public static class Jts {
        private JtsTree tree;

        @Setup
        public void build(LocateBenchmark benchmark) {
            tree = new JtsTree(benchmark.polygons);
        }
    }

    /** Points are turned into vectors beforehand, and the shape itself is the answer: both in favour of S2. */
    @State(Scope.Thread)
    public static class S2 {
        private S2ContainsPointQuery query;
        private S2Point[] points;

        @Setup
        public void build(LocateBenchmark benchmark) {
            S2ShapeIndex index = new S2ShapeIndex();
            for (Polygon polygon : benchmark.polygons) {
                Coordinate[] ring = polygon.getExteriorRing().getCoordinates();
                List<S2Point> vertices = new ArrayList<>();
                for (int i = 0; i + 1 < ring.length; i++) {
                    vertices.add(point(ring[i].x, ring[i].y));
                }
                S2Loop loop = new S2Loop(vertices);
                loop.normalize();
                index.add(new S2Polygon(loop).shape());
            }
            query = new S2ContainsPointQuery(index);
            points = new S2Point[Places.COUNT];
            for (int i = 0; i < points.length; i++) {
                points[i] = point(benchmark.places.longitudes[i], benchmark.places.latitudes[i]);
            }
            query.contains(points[0]);
        }

        private static S2Point point(double longitude, double latitude) {
            return S2LatLng.fromDegrees(latitude, longitude).toPoint();
        }
    }

    @State(Scope.Thread)
    public static class H3 {
        private H3Core core;
        private HexLattice lattice;

        @Setup
        public void load() throws IOException {
            core = H3Core.newInstance();
            lattice = new HexLattice(113.5, 34.6);
        }
    }

    @Benchmark
    public Optional<GridChain> cityMap(HexDispatch hexDispatch) {
        int i = places.next();
        return hexDispatch.map.locate(places.longitudes[i], places.latitudes[i]);
    }

    @Benchmark
    public int polygonIndex(Raster raster) {
        int i = places.next();
        return raster.index.locate(places.longitudes[i], places.latitudes[i]);
    }

    @Benchmark
    public int jtsTree(Jts jts) {
        int i = places.next();
        return jts.tree.locate(places.longitudes[i], places.latitudes[i]);
    }

    @Benchmark
    public S2Shape s2ContainsPoint(S2 s2) {
        for (S2Shape shape : s2.query.getContainingShapes(s2.points[places.next()])) {
            return shape;
        }
        return null;
    }

    /** Not a lookup: only the number of the cell. */
    @Benchmark
    public long h3LatLngToCell(H3 h3) {
        int i = places.next();
        return h3.core.latLngToCell(places.latitudes[i], places.longitudes[i], HexCells.RESOLUTION);
    }

    /** Not a lookup either: the least that a lookup by the H3 lattice would begin with. */
    @Benchmark
    public long hexLatticeAddress(H3 h3) {
        int i = places.next();
        return h3.lattice.address(places.longitudes[i], places.latitudes[i]);
    }
}
