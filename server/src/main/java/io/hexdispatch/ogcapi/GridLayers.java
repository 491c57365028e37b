package io.hexdispatch.ogcapi;

import io.hexdispatch.access.Actor;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.Layer;
import io.hexdispatch.ogcapi.feature.LayerDescription;
import io.hexdispatch.ogcapi.feature.LayerDescription.GeometryKind;
import io.hexdispatch.ogcapi.feature.LayerSource;
import io.hexdispatch.ogcapi.feature.MapThreads;
import io.hexdispatch.ogcapi.feature.MemoryLayer;
import io.hexdispatch.ogcapi.feature.Property;
import io.hexdispatch.ogcapi.feature.PropertyType;
import io.hexdispatch.ogcapi.tile.GridTiles;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;

/**
 * The grids of the live map: one layer for each level that it has, so that a map client can draw, hide and label each by itself,
 * and one of all of them, in which a code can be looked up. Made once for each map, at the first request that comes after it went
 * live.
 */
public final class GridLayers implements LayerSource {
    static final String ALL = GridTiles.GRIDS;
    private static final String LEVEL_PREFIX = "grids-";

    /** What people call the levels; the layers' titles. */
    private static final Map<GridLevel, String> TITLES = Map.of(
            GridLevel.CITY, "City 市",
            GridLevel.COUNTY, "Counties and districts 区县(市)",
            GridLevel.TOWNSHIP, "Townships and streets 乡镇(街道)",
            GridLevel.COMMUNITY, "Communities and villages 社区(村)",
            GridLevel.CELL, "Base grids 基础网格",
            GridLevel.MICRO_CELL, "Micro grids 微网格",
            GridLevel.DEDICATED, "Dedicated grids 重点专属网格");

    private record Made(CityMap map, Future<List<Layer>> layers) {}

    private final LiveMap map;
    private final MapThreads workers;
    private Optional<Made> made = Optional.empty();

    public GridLayers(LiveMap map, MapThreads workers) {
        this.map = map;
        this.workers = workers;
    }

    @Override
    public synchronized Future<List<Layer>> layers(Actor reader) {
        CityMap live = map.current();
        // What failed, because too much waited, say, is tried anew.
        if (made.filter(last -> last.map() == live && !last.layers().failed()).isEmpty()) {
            made = Optional.of(new Made(live, workers.run(() -> make(live))));
        }
        return made.get().layers();
    }

    private List<Layer> make(CityMap live) {
        List<Feature> all = new ArrayList<>();
        Map<GridLevel, List<Feature>> byLevel = new HashMap<>();
        for (Grid grid : live.grids()) {
            Feature feature = feature(live, grid);
            all.add(feature);
            byLevel.computeIfAbsent(grid.level(), level -> new ArrayList<>()).add(feature);
        }
        List<Layer> layers = new ArrayList<>();
        for (GridLevel level : GridLevel.values()) {
            if (byLevel.containsKey(level)) {
                layers.add(layer(live, LEVEL_PREFIX + GridTiles.text(level), TITLES.get(level), byLevel.get(level)));
            }
        }
        layers.add(layer(live, ALL, "All grids 网格", all));
        return List.copyOf(layers);
    }

    private Layer layer(CityMap live, String id, String title, List<Feature> features) {
        Envelope extent = new Envelope();
        features.forEach(feature ->
                extent.expandToInclude(feature.geometry().orElseThrow().getEnvelopeInternal()));
        LayerDescription description = new LayerDescription(
                id,
                title,
                features.size() + (features.size() == 1 ? " grid" : " grids") + " of the live map " + live.version()
                        + ": " + live.title(),
                GeometryKind.POLYGON,
                Optional.of(extent),
                properties(),
                Optional.empty(),
                Optional.of(live.version()));
        return new MemoryLayer(description, features, workers);
    }

    private static List<Property> properties() {
        return List.of(
                Property.of("code", "Code, unique on the map", PropertyType.TEXT),
                Property.of("name", "Name", PropertyType.TEXT),
                new Property(
                        "level",
                        "Level of the hierarchy",
                        PropertyType.TEXT,
                        Arrays.stream(GridLevel.values()).map(GridTiles::text).toList()),
                Property.of("parent", "Code of the grid that it belongs to", PropertyType.TEXT),
                Property.of("parentName", "Name of the grid that it belongs to", PropertyType.TEXT),
                Property.of("mapVersion", "Version of the map", PropertyType.TEXT));
    }

    private static Feature feature(CityMap live, Grid grid) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("code", grid.code().value());
        properties.put("name", grid.name());
        properties.put("level", GridTiles.text(grid.level()));
        properties.put("mapVersion", live.version());
        grid.parent().map(GridCode::value).ifPresent(parent -> properties.put("parent", parent));
        grid.parent().flatMap(live::grid).map(Grid::name).ifPresent(name -> properties.put("parentName", name));
        return new Feature(grid.code().value(), Optional.of(grid.boundary()), properties);
    }
}
