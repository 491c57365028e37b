package io.hexdispatch.ogcapi;

import io.hexdispatch.access.Actor;
import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.assignment.Unit;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The units' areas of competence: for each unit the grid of the live map that the rules name as its area. Where units of one
 * department have areas inside each other, the one with the narrowest acts. A unit whose area is no grid of the live map has no
 * geometry. Made once for each map and rules.
 */
public final class UnitLayers implements LayerSource {
    static final String ID = "units";

    private record Made(CityMap map, AssignmentRules rules, Future<List<Layer>> layers) {}

    private final LiveRules rules;
    private final LiveMap map;
    private final MapThreads workers;
    private Optional<Made> made = Optional.empty();

    public UnitLayers(LiveRules rules, LiveMap map, MapThreads workers) {
        this.rules = rules;
        this.map = map;
        this.workers = workers;
    }

    @Override
    public synchronized Future<List<Layer>> layers(Actor reader) {
        CityMap live = map.current();
        AssignmentRules now = rules.current();
        if (made.filter(last -> last.map() == live
                        && last.rules() == now
                        && !last.layers().failed())
                .isEmpty()) {
            made = Optional.of(new Made(live, now, workers.run(() -> List.of(make(live, now)))));
        }
        return made.get().layers();
    }

    private Layer make(CityMap live, AssignmentRules rules) {
        List<Feature> features =
                rules.units().stream().map(unit -> feature(live, unit)).toList();
        LayerDescription description = new LayerDescription(
                ID,
                "Units' areas of competence 处置单位责任区",
                features.size() + " units of the rules \"" + rules.title() + "\", on the live map " + live.version(),
                GeometryKind.POLYGON,
                Optional.of(map.city().boundary().getEnvelopeInternal()),
                properties(),
                Optional.empty(),
                // Other rules may have other units on the same map.
                Optional.of(live.version() + "/" + List.copyOf(rules.units()).hashCode()));
        return new MemoryLayer(description, features, workers);
    }

    private static List<Property> properties() {
        return List.of(
                Property.of("code", "Code of the unit", PropertyType.TEXT),
                Property.of("name", "Name of the unit", PropertyType.TEXT),
                Property.of("department", "Code of the department that it acts for", PropertyType.TEXT),
                Property.of("departmentName", "Name of the department that it acts for", PropertyType.TEXT),
                Property.of("area", "Code of the grid inside which it is competent", PropertyType.TEXT),
                Property.of("areaName", "Name of that grid", PropertyType.TEXT),
                new Property(
                        "areaLevel",
                        "Level of that grid",
                        PropertyType.TEXT,
                        Arrays.stream(GridLevel.values()).map(GridTiles::text).toList()),
                Property.of("onLiveMap", "Whether the live map has that grid", PropertyType.BOOLEAN),
                Property.of("mapVersion", "Version of the map", PropertyType.TEXT));
    }

    private static Feature feature(CityMap live, Unit unit) {
        Optional<Grid> area = GridCode.isValid(unit.area()) ? live.grid(new GridCode(unit.area())) : Optional.empty();
        Map<String, Object> properties = new HashMap<>();
        properties.put("code", unit.code());
        properties.put("name", unit.name());
        properties.put("department", unit.department().code());
        properties.put("departmentName", unit.department().name());
        properties.put("area", unit.area());
        properties.put("onLiveMap", area.isPresent());
        properties.put("mapVersion", live.version());
        area.ifPresent(grid -> {
            properties.put("areaName", grid.name());
            properties.put("areaLevel", GridTiles.text(grid.level()));
        });
        return new Feature(unit.code(), area.map(Grid::boundary), properties);
    }
}
