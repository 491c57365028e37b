package io.hexdispatch.grid.demo;

import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/**
 * The default city: Zhengzhou as a demonstration, generated from code and the tables of this package.
 *
 * <p>Real are the 16 counties, the 215 townships and streets with the places of their seats (to a kilometre or two), the
 * numbers of grids, and the 19 places of the key dedicated grids, seventeen of them our own choice. Drawn, and nobody's official
 * border, is every line; made up are the communities and villages and everything below them. The tables say which codes are
 * national and which are our own.
 *
 * <p>Codes: county 6 characters, township 9, community 12 (residents' communities from 001, villages from 201), base grid 15,
 * micro-grid 17; a dedicated grid has the code of its county or township, a Z and a number. The kind of a base grid is told by
 * the end of its name: {@link #COMMUNITY_GRID} or {@link #RURAL_GRID}.
 *
 * <p>Deterministic: the same on every run and platform. Takes some seconds on two cores: call it on a worker thread.
 */
public final class DefaultCity {
    /** How the name of a community grid, a base grid of a residents' community, ends. */
    public static final String COMMUNITY_GRID = "社区网格";

    /** How the name of a rural grid, a base grid of a village, ends. */
    public static final String RURAL_GRID = "农村网格";

    /** The version of the default city's boundaries; another one as soon as anything in them changes. */
    public static final String VERSION = "zhengzhou-demo-1";

    private static final String TITLE = "Zhengzhou, a demonstration: generated, not official / 郑州（仅供演示，网格由程序生成，非官方边界）";

    private static final int COMMUNITY_GRIDS = 7_876;
    private static final int RURAL_GRIDS = 11_381;
    private static final int MICRO_GRIDS = 46_817;
    private static final int DEDICATED_GRIDS = 4_744;

    private static final long RANDOM_SEED = 410_100;
    private static final GridCode CITY = new GridCode("410100");

    static final GeometryFactory GEOMETRY = new GeometryFactory();

    private final Mesh mesh;
    private final RoughBorders borders;
    private final List<TownshipGrids> townships;

    private DefaultCity() {
        List<Township> places = Township.all();
        int[] communityGrids = Apportionment.share(
                COMMUNITY_GRIDS, places.stream().mapToInt(Township::communities).toArray());
        int[] ruralGrids = Apportionment.share(
                RURAL_GRIDS, places.stream().mapToInt(Township::villages).toArray());
        int[] firstCells = new int[places.size() + 1];
        for (int t = 0; t < places.size(); t++) {
            firstCells[t + 1] = firstCells[t] + communityGrids[t] + ruralGrids[t];
        }
        Polygon outline = outline();
        Coordinate[] seeds = SeedPlacement.place(places, firstCells, outline, RANDOM_SEED);
        mesh = new Mesh(seeds, outline);
        borders = new RoughBorders(mesh, RANDOM_SEED);
        townships = IntStream.range(0, places.size())
                .parallel()
                .mapToObj(t -> new TownshipGrids(
                        places.get(t),
                        new CommunityGrouping(mesh, firstCells[t], firstCells[t + 1] - firstCells[t]),
                        communityGrids[t],
                        mesh,
                        borders))
                .toList();
    }

    /**
     * The city, its counties, townships, communities and villages, its 19,257 base grids and the 19 key dedicated grids.
     * Neighbours share their borders vertex by vertex, and every grid above the base grids is the exact union of its children.
     */
    public static BoundarySet generate() {
        DefaultCity city = new DefaultCity();
        return new BoundarySet(
                VERSION,
                TITLE,
                Stream.concat(city.hierarchy().stream(), DedicatedGrids.key().stream())
                        .toList());
    }

    /** The same city with 46,817 micro-grids that tile the base grids, and 4,744 dedicated grids, none of which overlap. */
    public static BoundarySet generateFull() {
        DefaultCity city = new DefaultCity();
        List<BaseGrid> baseGrids =
                city.townships.stream().flatMap(t -> t.baseGrids().stream()).toList();
        List<Grid> key = DedicatedGrids.key();
        return new BoundarySet(
                VERSION + "-full",
                TITLE,
                Stream.of(
                                city.hierarchy(),
                                MicroGrids.divide(baseGrids, MICRO_GRIDS, city.mesh, city.borders),
                                key,
                                DedicatedGrids.small(baseGrids, DEDICATED_GRIDS - key.size(), key, city.mesh))
                        .flatMap(List::stream)
                        .toList());
    }

    private List<Grid> hierarchy() {
        List<Grid> counties = counties();
        Grid city = new Grid(CITY, "郑州市", GridLevel.CITY, Optional.empty(), union(counties));
        List<Grid> grids = new ArrayList<>();
        grids.add(city);
        grids.addAll(counties);
        townships.forEach(township -> grids.add(township.township()));
        townships.forEach(township -> grids.addAll(township.communities()));
        townships.forEach(township -> township.baseGrids().forEach(base -> grids.add(base.grid())));
        return grids;
    }

    private List<Grid> counties() {
        Table table = Table.read("counties.tsv");
        return IntStream.range(0, table.size())
                .parallel()
                .mapToObj(row -> {
                    GridCode code = new GridCode(table.text(row, "code"));
                    List<Grid> children = townships.stream()
                            .map(TownshipGrids::township)
                            .filter(township -> township.parent().equals(Optional.of(code)))
                            .toList();
                    return new Grid(
                            code, table.text(row, "name"), GridLevel.COUNTY, Optional.of(CITY), union(children));
                })
                .toList();
    }

    private static Polygon outline() {
        Table table = Table.read("outline.tsv");
        Coordinate[] ring = new Coordinate[table.size() + 1];
        for (int row = 0; row < table.size(); row++) {
            ring[row] = Plane.point(table.number(row, "longitude"), table.number(row, "latitude"));
        }
        ring[table.size()] = ring[0];
        return GEOMETRY.createPolygon(ring);
    }

    /** The union of grids that share their borders exactly: no vertex moves, none is added. */
    static Geometry union(List<Grid> grids) {
        return CoverageUnion.union(grids.stream().map(Grid::boundary).toArray(Geometry[]::new));
    }
}
