package io.hexdispatch.ogcapi.tile;

import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.hprtree.HPRtree;

/**
 * Draws the grids of one map as tiles. The layer {@value #GRIDS} shows the level that suits the zoom; each level of the map, the
 * dedicated grids among them, is a layer of its own besides. Immutable; any thread may draw.
 */
public final class GridTiles {
    public static final String GRIDS = "grids";

    /** From which zoom on a level is shown: when some ten of its grids have room on a tile. */
    private static final Map<GridLevel, Integer> ZOOM_FROM = new EnumMap<>(Map.of(
            GridLevel.CITY, 0,
            GridLevel.COUNTY, 7,
            GridLevel.TOWNSHIP, 10,
            GridLevel.COMMUNITY, 12,
            GridLevel.CELL, 13,
            GridLevel.MICRO_CELL, 16));

    private final Map<String, HPRtree> layers = new TreeMap<>();
    private final Map<GridLevel, HPRtree> byZoom = new EnumMap<>(GridLevel.class);
    private final Envelope extent = new Envelope();

    /** Takes some milliseconds for 20,000 grids: call it on a worker. */
    public GridTiles(CityMap map) {
        for (Grid grid : map.grids()) {
            extent.expandToInclude(grid.boundary().getEnvelopeInternal());
            insert(layers.computeIfAbsent(GRIDS + "-" + text(grid.level()), name -> new HPRtree()), grid);
            for (GridLevel shown : ZOOM_FROM.keySet()) {
                if (isNarrowest(map, grid, shown)) {
                    insert(byZoom.computeIfAbsent(shown, level -> new HPRtree()), grid);
                }
            }
        }
        layers.values().forEach(HPRtree::build);
        byZoom.values().forEach(HPRtree::build);
    }

    private static void insert(HPRtree index, Grid grid) {
        index.insert(grid.boundary().getEnvelopeInternal(), grid);
    }

    /** Whether a grid shows when no level below the given one does: also one of a level above that is not divided further. */
    private static boolean isNarrowest(CityMap map, Grid grid, GridLevel shown) {
        return grid.level().compareTo(shown) <= 0
                && grid.level() != GridLevel.DEDICATED
                && map.children(grid.code()).stream()
                        .noneMatch(
                                child -> child.level().compareTo(shown) <= 0 && child.level() != GridLevel.DEDICATED);
    }

    /** Every layer that there are tiles of. */
    public List<String> layers() {
        List<String> names = new ArrayList<>(layers.keySet());
        names.add(0, GRIDS);
        return names;
    }

    /** Where the grids lie, WGS 84 degrees. */
    public Envelope extent() {
        return new Envelope(extent);
    }

    /**
     * Draws a tile: milliseconds' work, for a worker.
     *
     * @return the tile, not compressed; without bytes where nothing lies on it; empty where there is no such layer
     */
    public Optional<byte[]> draw(String layer, TileCoordinate tile) {
        HPRtree index = layer.equals(GRIDS) ? byZoom.get(levelAt(tile.zoom())) : layers.get(layer);
        if (index == null) {
            return Optional.empty();
        }
        List<Grid> grids = new ArrayList<>();
        index.query(tile.withMargin((double) TilePolygon.MARGIN / TilePolygon.EXTENT), item -> grids.add((Grid) item));
        // In one order, so that the same map always gives the same bytes.
        grids.sort(Comparator.comparing(Grid::code));
        TileEncoder encoder = new TileEncoder(layer);
        for (Grid grid : grids) {
            List<TilePolygon> polygons = polygons(grid, tile);
            if (!polygons.isEmpty()) {
                encoder.add(properties(grid), polygons);
            }
        }
        return Optional.of(encoder.toBytes());
    }

    private static List<TilePolygon> polygons(Grid grid, TileCoordinate tile) {
        List<TilePolygon> polygons = new ArrayList<>();
        for (int part = 0; part < grid.boundary().getNumGeometries(); part++) {
            polygons.addAll(TilePolygon.of((Polygon) grid.boundary().getGeometryN(part), tile));
        }
        return polygons;
    }

    private static Map<String, String> properties(Grid grid) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("code", grid.code().value());
        properties.put("name", grid.name());
        properties.put("level", text(grid.level()));
        grid.parent().map(GridCode::value).ifPresent(parent -> properties.put("parent", parent));
        return properties;
    }

    /** The narrowest level that is shown at a zoom. */
    static GridLevel levelAt(int zoom) {
        return ZOOM_FROM.entrySet().stream()
                .filter(entry -> entry.getValue() <= zoom)
                .map(Map.Entry::getKey)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** A level as addresses and properties have it: {@code micro-cell}. */
    public static String text(GridLevel level) {
        return level.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
