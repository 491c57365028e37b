package io.hexdispatch.grid;

import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.grid.index.HexCover;
import io.hexdispatch.grid.index.PolygonIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.collections.Int2ObjectHashMap;
import org.locationtech.jts.geom.Dimension;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.index.hprtree.HPRtree;
import org.locationtech.jts.operation.relateng.RelateNG;

/**
 * The city as an immutable value: every grid and the index that finds them. Built whole from a {@link BoundarySet}, checked,
 * and shared freely between threads; a new version replaces it by one reference write.
 */
public final class CityMap {
    /** The narrowest level first, then the lowest code: who answers where several grids cover a point. */
    private static final Comparator<Grid> PRECEDENCE =
            Comparator.comparing(Grid::level).reversed().thenComparing(Grid::code);

    private final BoundarySet boundaries;
    private final Map<GridCode, Grid> byCode = new LinkedHashMap<>();
    private final Map<GridCode, List<Grid>> children = new HashMap<>();
    private final HPRtree byEnvelope = new HPRtree();
    private final Map<GridCode, HexCover> hexCovers = new ConcurrentHashMap<>();

    private final List<Grid> base;
    private final PolygonIndex baseIndex;
    /** An array: what comes out of a list is cast, which reads the object, and that is one more cache miss a lookup. */
    private final Optional<GridChain>[] chainOfBase;

    private final List<Grid> dedicated;
    private final PolygonIndex dedicatedIndex;
    /** For each dedicated grid, the chains by the position of the base grid, or {@link PolygonIndex#NONE}. */
    private final List<Int2ObjectHashMap<Optional<GridChain>>> chainsOfDedicated = new ArrayList<>();

    private final Borders countyBorders;
    private final Map<GridCode, List<Grid>> countiesOfDedicated;

    private CityMap(BoundarySet boundaries) {
        this.boundaries = boundaries;
        for (Grid grid : boundaries.grids()) {
            byCode.put(grid.code(), grid);
            byEnvelope.insert(grid.boundary().getEnvelopeInternal(), grid);
            grid.parent().ifPresent(parent -> children.computeIfAbsent(parent, code -> new ArrayList<>())
                    .add(grid));
        }
        byEnvelope.build();
        children.replaceAll((code, grids) -> List.copyOf(grids));
        base = boundaries.grids().stream()
                .filter(this::isBase)
                .sorted(PRECEDENCE)
                .toList();
        baseIndex = indexOf(base);
        chainOfBase = chainsOf(base);
        dedicated = boundaries.grids().stream()
                .filter(grid -> grid.level() == GridLevel.DEDICATED)
                .sorted(PRECEDENCE)
                .toList();
        dedicatedIndex = indexOf(dedicated);
        makeChainsOfDedicated();
        countyBorders = new Borders(boundaries.grids().stream()
                .filter(grid -> grid.level() == GridLevel.COUNTY)
                .toList());
        countiesOfDedicated = countyBorders.crossedBy(dedicated);
    }

    private static PolygonIndex indexOf(List<Grid> grids) {
        return PolygonIndex.build(grids.stream().map(Grid::boundary).toList());
    }

    /** The grids that a point is looked up in: base grids and their parts, and whatever was not divided into such. */
    private boolean isBase(Grid grid) {
        return switch (grid.level()) {
            case MICRO_CELL, CELL -> true;
            case DEDICATED -> false;
            default -> children(grid.code()).stream().allMatch(child -> child.level() == GridLevel.DEDICATED);
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Optional<GridChain>[] chainsOf(List<Grid> grids) {
        return grids.stream().map(grid -> chain(withParents(grid))).toArray(Optional[]::new);
    }

    private void makeChainsOfDedicated() {
        Map<GridCode, Integer> positionInBase = new HashMap<>();
        for (int position = 0; position < base.size(); position++) {
            positionInBase.put(base.get(position).code(), position);
        }
        for (Grid overlay : dedicated) {
            Int2ObjectHashMap<Optional<GridChain>> chains = new Int2ObjectHashMap<>();
            chains.put(PolygonIndex.NONE, chain(withParents(overlay)));
            // Only a base grid whose envelope meets that of the overlay can cover a point together with it.
            for (Grid beneath : gridsIn(overlay.boundary().getEnvelopeInternal())) {
                Integer position = positionInBase.get(beneath.code());
                if (position != null) {
                    List<Grid> grids = withParents(beneath);
                    grids.add(overlay);
                    chains.put(position.intValue(), chain(grids));
                }
            }
            chainsOfDedicated.add(chains);
        }
    }

    private List<Grid> withParents(Grid grid) {
        List<Grid> chain = new ArrayList<>();
        for (Optional<Grid> step = Optional.of(grid); step.isPresent(); ) {
            chain.add(step.get());
            step = step.get().parent().map(byCode::get);
        }
        return chain;
    }

    private Optional<GridChain> chain(List<Grid> grids) {
        return Optional.of(new GridChain(version(), grids));
    }

    /**
     * Builds the map. Takes seconds for a city: call it on a worker thread.
     *
     * @throws InvalidBoundarySetException if the set is empty, a code stands twice, a parent is missing or of a later
     *     level, or a boundary is not a valid polygon; nothing is built then
     */
    public static CityMap build(BoundarySet boundaries) throws InvalidBoundarySetException {
        BoundarySetCheck.check(boundaries);
        return new CityMap(boundaries);
    }

    /**
     * Builds the map of a set whose shapes were found valid before, as those of a version that was kept are. Takes half as long as
     * {@link #build}, which looks at every shape; codes and parents are checked here too.
     *
     * @throws InvalidBoundarySetException as {@link #build}, but for the boundaries
     */
    public static CityMap ofValidShapes(BoundarySet boundaries) throws InvalidBoundarySetException {
        BoundarySetCheck.checkHierarchy(boundaries);
        return new CityMap(boundaries);
    }

    /** What it was built from. */
    public BoundarySet boundaries() {
        return boundaries;
    }

    public String version() {
        return boundaries.version();
    }

    public String title() {
        return boundaries.title();
    }

    /** Every grid of every level, in the order of the boundary set. */
    public Collection<Grid> grids() {
        return Collections.unmodifiableCollection(byCode.values());
    }

    public Optional<Grid> grid(GridCode code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** The grids whose parent is {@code code}; empty where there are none or no such grid. */
    public List<Grid> children(GridCode code) {
        return children.getOrDefault(code, List.of());
    }

    /**
     * Finds the grids that hold a point, by the rule of JTS {@code covers} in the longitude-latitude plane: a point on an edge
     * belongs to every grid of that edge. The base grid answers, or its micro grid where it has one there; a township, say, only
     * if the set does not divide it further. Where several such grids cover the point, that of the narrowest level answers, and
     * of one level the one with the lowest code; of dedicated grids the lowest code too. The order of the set has no influence.
     *
     * <p>Takes a fraction of a microsecond, allocates nothing and never throws.
     *
     * @param longitude WGS 84 degrees
     * @param latitude WGS 84 degrees
     * @return the chain, or empty for a point in no base and no dedicated grid, and for NaN or infinite coordinates
     */
    public Optional<GridChain> locate(double longitude, double latitude) {
        int position = baseIndex.locate(longitude, latitude);
        int overlay = dedicatedIndex.locate(longitude, latitude);
        if (overlay != PolygonIndex.NONE) {
            return chainsOfDedicated.get(overlay).get(position);
        }
        return position == PolygonIndex.NONE ? Optional.empty() : chainOfBase[position];
    }

    /**
     * As {@link #locate}, and for a near miss the chain of the base or dedicated grid that is nearest to the point.
     *
     * @param longitude WGS 84 degrees
     * @param latitude WGS 84 degrees
     * @param metres how far away at most, see {@link NearGrid#metres}
     */
    public Optional<GridChain> nearestWithin(double longitude, double latitude, double metres) {
        Optional<GridChain> exact = locate(longitude, latitude);
        if (exact.isPresent()) {
            return exact;
        }
        return near(longitude, latitude, metres).stream()
                .filter(near -> near.grid().level() == GridLevel.DEDICATED || isBase(near.grid()))
                .min(NearGrid.NEAREST_FIRST)
                .flatMap(near -> chain(withParents(near.grid())));
    }

    /**
     * The grids of one level that a point lies in or near to, nearest first, those at one distance in the order of their codes.
     *
     * @param longitude WGS 84 degrees
     * @param latitude WGS 84 degrees
     * @param metres how far away at most, see {@link NearGrid#metres}
     */
    public List<NearGrid> gridsWithin(double longitude, double latitude, double metres, GridLevel level) {
        return near(longitude, latitude, metres).stream()
                .filter(near -> near.grid().level() == level)
                .sorted(NearGrid.NEAREST_FIRST)
                .toList();
    }

    /**
     * The counties whose border runs within a distance of a point, nearest first; of the county that holds the point, too, the distance
     * is that to its border. Takes microseconds however long the borders are.
     *
     * @param longitude WGS 84 degrees
     * @param latitude WGS 84 degrees
     */
    public List<NearGrid> countyBordersWithin(double longitude, double latitude, double metres) {
        return countyBorders.within(longitude, latitude, metres);
    }

    /** The counties that a dedicated grid lies across or touches, in the order of the set; empty where it lies inside one. */
    public List<Grid> countiesAcross(GridCode dedicatedGrid) {
        return countiesOfDedicated.getOrDefault(dedicatedGrid, List.of());
    }

    private List<NearGrid> near(double longitude, double latitude, double metres) {
        BoundaryDistance distance = new BoundaryDistance(longitude, latitude);
        List<NearGrid> near = new ArrayList<>();
        for (Grid grid : gridsIn(distance.boxWithin(metres))) {
            double gridMetres = distance.metresTo(grid.boundary());
            if (gridMetres <= metres) {
                near.add(new NearGrid(grid, gridMetres));
            }
        }
        return near;
    }

    /** The grids of the same level that share a stretch of border with a grid, in the order of their codes. */
    public List<Grid> neighbours(GridCode code) {
        Grid grid = byCode.get(code);
        if (grid == null) {
            return List.of();
        }
        return gridsIn(grid.boundary().getEnvelopeInternal()).stream()
                .filter(other -> other.level() == grid.level() && !other.code().equals(code))
                .filter(other -> shareBorder(grid.boundary(), other.boundary()))
                .sorted(Comparator.comparing(Grid::code))
                .toList();
    }

    /**
     * The H3 cells that a grid takes up, worked out when they are first asked for and kept. That takes milliseconds for a base
     * grid and seconds for a whole city, so ask for a large one on a worker thread.
     *
     * @return empty if there is no such grid
     */
    public Optional<HexCover> hexCover(GridCode code) {
        return grid(code).map(grid -> hexCovers.computeIfAbsent(code, absent -> HexCells.cover(grid.boundary())));
    }

    private static boolean shareBorder(Geometry a, Geometry b) {
        return RelateNG.relate(a, b).get(Location.BOUNDARY, Location.BOUNDARY) == Dimension.L;
    }

    private List<Grid> gridsIn(Envelope box) {
        List<Grid> found = new ArrayList<>();
        byEnvelope.query(box, item -> found.add((Grid) item));
        return found;
    }
}
