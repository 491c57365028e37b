package io.hexdispatch.ogcapi;

import io.hexdispatch.ogcapi.crs.ReferenceSystem;
import io.hexdispatch.ogcapi.feature.Layer;
import io.hexdispatch.ogcapi.feature.LayerDescription;
import io.hexdispatch.ogcapi.feature.Property;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Envelope;

/** The JSON documents that say what there is: landing page, conformance, collections, queryables. */
final class Documents {
    static final String JSON = "application/json";
    static final String GEOJSON = "application/geo+json";
    static final String HTML = "text/html";
    static final String SCHEMA = "application/schema+json";
    static final String OPENAPI = "application/vnd.oai.openapi+json;version=3.0";
    static final String QUERYABLES_RELATION = "http://www.opengis.net/def/rel/ogc/1.0/queryables";

    static final String TITLE = "HexDispatch: grids and open events";
    static final String ABOUT =
            "The live grids of the city and the open events, for GIS clients. Every request needs a bearer token.";

    private static final String FEATURES = "http://www.opengis.net/spec/ogcapi-features-";
    private static final String CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf/";

    private static final List<String> CONFORMANCE = List.of(
            FEATURES + "1/1.0/conf/core",
            FEATURES + "1/1.0/conf/oas30",
            FEATURES + "1/1.0/conf/html",
            FEATURES + "1/1.0/conf/geojson",
            FEATURES + "2/1.0/conf/crs",
            FEATURES + "3/1.0/conf/queryables",
            FEATURES + "3/1.0/conf/queryables-query-parameters",
            FEATURES + "3/1.0/conf/filter",
            FEATURES + "3/1.0/conf/features-filter",
            CQL2 + "cql2-text",
            CQL2 + "basic-cql2",
            CQL2 + "advanced-comparison-operators",
            CQL2 + "case-insensitive-comparison",
            CQL2 + "basic-spatial-functions",
            CQL2 + "basic-spatial-functions-plus",
            // The name of the same class in the drafts, by which QGIS before 3.44 knows that boxes can be sent.
            CQL2 + "basic-spatial-operators",
            CQL2 + "spatial-functions",
            CQL2 + "temporal-functions");

    private Documents() {}

    static JsonObject landing(GisRequest request) {
        return new JsonObject()
                .put("title", TITLE)
                .put("description", ABOUT)
                .put(
                        "links",
                        both(request, "")
                                .add(link(request.link("/api"), "service-desc", OPENAPI, "The API, as OpenAPI 3.0"))
                                .add(link(request.link("/api?f=html"), "service-doc", HTML, "The API, to read"))
                                .add(link(request.link("/conformance"), "conformance", JSON, "Standards that it keeps"))
                                .add(link(request.link("/collections"), "data", JSON, "Collections of features")));
    }

    static JsonObject conformance(GisRequest request) {
        return new JsonObject()
                .put("conformsTo", new JsonArray(CONFORMANCE))
                .put("links", both(request, "/conformance"));
    }

    static JsonObject collections(GisRequest request, List<Layer> layers) {
        JsonArray collections = new JsonArray();
        layers.forEach(layer -> collections.add(collection(request, layer.description())));
        return new JsonObject()
                .put("links", both(request, "/collections"))
                .put("crs", systems())
                .put("collections", collections);
    }

    static JsonObject collection(GisRequest request, LayerDescription layer) {
        String path = "/collections/" + layer.id();
        JsonObject extent = new JsonObject();
        layer.extent()
                .ifPresent(box -> extent.put(
                        "spatial",
                        new JsonObject()
                                .put("bbox", new JsonArray().add(corners(box)))
                                .put("crs", ReferenceSystem.CRS84.uri())));
        if (layer.timeProperty().isPresent()) {
            // Open at both ends: what is reported next may have happened at any time.
            JsonArray unbounded = new JsonArray().addNull().addNull();
            extent.put("temporal", new JsonObject().put("interval", new JsonArray().add(unbounded)));
        }
        JsonObject collection = new JsonObject()
                .put("id", layer.id())
                .put("title", layer.title())
                .put("description", layer.description())
                .put("itemType", "feature");
        if (!extent.isEmpty()) {
            collection.put("extent", extent);
        }
        return collection
                .put("crs", systems())
                .put("storageCrs", ReferenceSystem.CRS84.uri())
                .put(
                        "links",
                        both(request, path)
                                .add(link(request.link(path + "/items"), "items", GEOJSON, "Features as GeoJSON"))
                                .add(link(request.link(path + "/items?f=html"), "items", HTML, "Features as a page"))
                                .add(link(
                                        request.link(path + "/queryables"),
                                        QUERYABLES_RELATION,
                                        SCHEMA,
                                        "What a filter may name")));
    }

    private static JsonArray corners(Envelope box) {
        return new JsonArray()
                .add(box.getMinX())
                .add(box.getMinY())
                .add(box.getMaxX())
                .add(box.getMaxY());
    }

    private static JsonArray systems() {
        return new JsonArray(Arrays.stream(ReferenceSystem.values())
                .map(ReferenceSystem::uri)
                .toList());
    }

    /** The properties as a JSON Schema: all that a filter may name, and all that there are. */
    static JsonObject queryables(GisRequest request, LayerDescription layer) {
        JsonObject properties = new JsonObject();
        layer.properties().forEach(property -> properties.put(property.name(), schema(property)));
        properties.put(
                "geometry",
                new JsonObject()
                        .put("title", "Where it lies")
                        .put("format", layer.geometry().format())
                        .put("x-ogc-role", "primary-geometry"));
        return new JsonObject()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", request.link("/collections/" + layer.id() + "/queryables"))
                .put("type", "object")
                .put("title", layer.title())
                .put("properties", properties)
                .put("additionalProperties", false);
    }

    static JsonObject schema(Property property) {
        JsonObject schema = new JsonObject().put("title", property.title());
        switch (property.type()) {
            case TEXT -> schema.put("type", "string");
            case NUMBER -> schema.put("type", "number");
            case BOOLEAN -> schema.put("type", "boolean");
            case TIME -> schema.put("type", "string").put("format", "date-time");
        }
        if (!property.values().isEmpty()) {
            schema.put("enum", new JsonArray(property.values()));
        }
        return schema;
    }

    /** The links of a document to itself and to its other form. */
    private static JsonArray both(GisRequest request, String path) {
        return new JsonArray()
                .add(link(request.link(path), "self", JSON, "This document"))
                .add(link(request.link(path + "?f=html"), "alternate", HTML, "This document as a page"));
    }

    static JsonObject link(String href, String relation, String type, String title) {
        return new JsonObject()
                .put("href", href)
                .put("rel", relation)
                .put("type", type)
                .put("title", title);
    }
}
