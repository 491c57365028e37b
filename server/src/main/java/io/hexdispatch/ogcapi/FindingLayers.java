package io.hexdispatch.ogcapi;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.boundary.BoundaryVersion;
import io.hexdispatch.boundary.Report;
import io.hexdispatch.flow.BoundaryVersions;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.FeaturePage;
import io.hexdispatch.ogcapi.feature.FeatureQuery;
import io.hexdispatch.ogcapi.feature.Layer;
import io.hexdispatch.ogcapi.feature.LayerDescription;
import io.hexdispatch.ogcapi.feature.LayerDescription.GeometryKind;
import io.hexdispatch.ogcapi.feature.LayerSource;
import io.hexdispatch.ogcapi.feature.MapThreads;
import io.hexdispatch.ogcapi.feature.MemoryLayer;
import io.hexdispatch.ogcapi.feature.Property;
import io.hexdispatch.ogcapi.feature.PropertyType;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;

/**
 * What the checks of all boundary files found that were loaded, the latest version first: to be laid over the grids. A report is read
 * when its findings are asked for, and those of some versions are kept at hand. For one event loop.
 */
public final class FindingLayers implements LayerSource {
    static final String ID = "findings";

    private static final Set<Role> READERS = EnumSet.of(Role.GIS, Role.ADMIN, Role.CENTRE, Role.SUPERVISOR);

    /** The versions whose findings are in memory: what somebody works on, and what he compares it with. */
    private static final int AT_HAND_MAX = 3;

    /** After how many versions a page ends, whether it is full or not: the next one goes on from there. */
    private static final int READ_FOR_PAGE_MAX = 10;

    /** Stands behind the number of every finding. */
    private static final String END = "~";

    private static final List<String> TEXTS =
            List.of("kind", "severity", "title", "titleChinese", "layer", "code", "others", "message");
    private static final List<String> NUMBERS = List.of("row", "metres", "squareMetres");

    private static final List<Property> PROPERTIES = List.of(
            Property.of("version", "Version of the boundaries whose file was checked", PropertyType.TEXT),
            Property.of("kind", "What kind of finding it is", PropertyType.TEXT),
            new Property("severity", "Whether it stops an activation", PropertyType.TEXT, List.of("error", "warning")),
            Property.of("title", "The kind for people", PropertyType.TEXT),
            Property.of("titleChinese", "The kind for people, in Chinese", PropertyType.TEXT),
            Property.of("layer", "Layer of the file", PropertyType.TEXT),
            Property.of("row", "Row in the layer, from 1", PropertyType.NUMBER),
            Property.of("code", "Code of the grid", PropertyType.TEXT),
            Property.of("others", "Codes of the other grids concerned", PropertyType.TEXT),
            Property.of("metres", "A width, length or distance", PropertyType.NUMBER),
            Property.of("squareMetres", "An area", PropertyType.NUMBER),
            Property.of("message", "What is wrong and what would be right", PropertyType.TEXT));

    private final BoundaryVersions versions;
    private final LiveMap map;
    private final MapThreads workers;
    /** The least recently asked for first. */
    private final Map<String, Future<MemoryLayer>> atHand = new LinkedHashMap<>(AT_HAND_MAX, 0.75f, true);

    /** @param map says how far the city reaches */
    public FindingLayers(BoundaryVersions versions, LiveMap map, MapThreads workers) {
        this.versions = versions;
        this.map = map;
        this.workers = workers;
    }

    /** None for those who may not read the reports. */
    @Override
    public Future<List<Layer>> layers(Actor reader) {
        return Future.succeededFuture(READERS.contains(reader.role()) ? List.of(new FindingLayer()) : List.of());
    }

    private LayerDescription description() {
        return new LayerDescription(
                ID,
                "Findings of boundary checks 网格边界检查问题",
                "What the checks of all loaded boundary files found, the latest version first; those listed in the reports",
                GeometryKind.ANY,
                Optional.of(map.city().boundary().getEnvelopeInternal()),
                PROPERTIES,
                Optional.empty(),
                Optional.empty());
    }

    /** Where a finding stands. @param number within its version, written with leading zeros so that texts sort as numbers */
    private record Position(String version, String number) {
        static Optional<Position> parse(String id) {
            int dot = id.lastIndexOf('.');
            return dot < 1 ? Optional.empty() : Optional.of(new Position(id.substring(0, dot), id.substring(dot + 1)));
        }

        static String id(String version, Object number) {
            return version + "." + number;
        }
    }

    private final class FindingLayer implements Layer {
        @Override
        public LayerDescription description() {
            return FindingLayers.this.description();
        }

        @Override
        public Future<Optional<Feature>> feature(String id) {
            return Position.parse(id)
                    .map(position -> findings(position.version()).compose(found -> found.feature(id)))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty()));
        }

        @Override
        public Future<FeaturePage> page(FeatureQuery query) {
            Search search = new Search(query);
            query.after().ifPresent(after -> {
                String version = Position.parse(after)
                        .orElseThrow(() -> QueryParameters.invalid(
                                "after", "\"" + after + "\" is not where a page begins; follow the link next"))
                        .version();
                search.waiting.add(version);
                search.last = Optional.of(version);
            });
            return search.go();
        }
    }

    /** Goes through the versions, from the latest on, until a page is full. */
    private final class Search {
        private final FeatureQuery query;
        private final List<Feature> page = new ArrayList<>();
        private final Deque<String> waiting = new ArrayDeque<>();
        private Optional<String> last = Optional.empty();
        private boolean isEnd;
        private int read;

        Search(FeatureQuery query) {
            this.query = query;
        }

        Future<FeaturePage> go() {
            if (waiting.isEmpty()) {
                return isEnd ? page(Optional.empty()) : more().compose(more -> go());
            }
            String version = waiting.remove();
            // One more than the page takes says whether another page follows.
            int wanted = query.limit() - page.size() + 1;
            return findings(version)
                    .compose(findings -> findings.page(
                            new FeatureQuery(query.boxes(), Optional.empty(), query.filter(), after(version), wanted)))
                    .compose(found -> {
                        for (Feature feature : found.features()) {
                            if (page.size() == query.limit()) {
                                return page(
                                        Optional.of(page.get(page.size() - 1).id()));
                            }
                            page.add(feature);
                        }
                        return ++read == READ_FOR_PAGE_MAX && !(isEnd && waiting.isEmpty())
                                ? page(Optional.of(Position.id(version, END)))
                                : go();
                    });
        }

        /** Where a page begins within a version: in the one that the page before ended in. */
        private Optional<String> after(String version) {
            return query.after().filter(after -> after.startsWith(Position.id(version, "")));
        }

        private Future<?> more() {
            return versions.list(last, READ_FOR_PAGE_MAX).map(listed -> {
                isEnd = listed.size() < READ_FOR_PAGE_MAX;
                for (BoundaryVersion version : listed) {
                    last = Optional.of(version.version());
                    if (version.errors() + version.warnings() > 0) {
                        waiting.add(version.version());
                    }
                }
                return null;
            });
        }

        private Future<FeaturePage> page(Optional<String> next) {
            return Future.succeededFuture(new FeaturePage(page, next, Optional.empty()));
        }
    }

    private Future<MemoryLayer> findings(String version) {
        Future<MemoryLayer> known = atHand.get(version);
        // What failed, because too much waited, say, is tried anew.
        if (known != null && !known.failed()) {
            return known;
        }
        Future<MemoryLayer> read =
                versions.report(version).compose(report -> workers.run(() -> findings(version, report)));
        atHand.put(version, read);
        if (atHand.size() > AT_HAND_MAX) {
            atHand.remove(atHand.keySet().iterator().next());
        }
        return read;
    }

    private MemoryLayer findings(String version, Optional<Report> report) {
        List<Feature> features = new ArrayList<>();
        report.ifPresent(found -> {
            for (Object finding : new JsonObject(found.findings()).getJsonArray("features")) {
                features.add(feature(version, features.size() + 1, (JsonObject) finding));
            }
        });
        return new MemoryLayer(description(), features, workers);
    }

    private static Feature feature(String version, int number, JsonObject finding) {
        JsonObject given = finding.getJsonObject("properties");
        Map<String, Object> properties = new HashMap<>();
        properties.put("version", version);
        for (String name : TEXTS) {
            String text = given.getString(name);
            if (text != null && !text.isEmpty()) {
                properties.put(name, text);
            }
        }
        for (String name : NUMBERS) {
            if (given.getNumber(name) != null) {
                properties.put(name, given.getNumber(name));
            }
        }
        JsonObject shape = finding.getJsonObject("geometry");
        Optional<Geometry> geometry = shape == null ? Optional.empty() : Optional.of(GeoJsonShape.of(shape));
        return new Feature(Position.id(version, String.format("%07d", number)), geometry, properties);
    }
}
