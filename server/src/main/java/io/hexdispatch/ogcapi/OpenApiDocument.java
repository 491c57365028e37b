package io.hexdispatch.ogcapi;

import io.hexdispatch.ogcapi.crs.ReferenceSystem;
import io.hexdispatch.ogcapi.feature.Layer;
import io.hexdispatch.ogcapi.feature.LayerDescription;
import io.hexdispatch.ogcapi.feature.Property;
import io.hexdispatch.wire.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/** The interface as an OpenAPI 3.0 document: made of the layers that the reader may see, so that it promises nothing else. */
final class OpenApiDocument {
    private static final JsonObject TEXT = new JsonObject().put("type", "string");

    private OpenApiDocument() {}

    static JsonObject of(GisRequest request, List<Layer> layers) {
        JsonObject paths = new JsonObject()
                .put("/", path("getLandingPage", "Where everything is found", Documents.JSON, "f"))
                .put("/conformance", path("getConformance", "Standards that this keeps", Documents.JSON, "f"))
                .put("/api", path("getApi", "This document", Documents.OPENAPI, "f"))
                .put("/collections", path("getCollections", "All collections", Documents.JSON, "f"));
        for (Layer layer : layers) {
            addPaths(paths, layer.description());
        }
        return new JsonObject()
                .put("openapi", "3.0.3")
                .put(
                        "info",
                        new JsonObject()
                                .put("title", Documents.TITLE)
                                .put("description", Documents.ABOUT)
                                .put("version", "1.0.0"))
                .put("servers", new JsonArray().add(new JsonObject().put("url", request.link(""))))
                .put("security", new JsonArray().add(new JsonObject().put("bearer", new JsonArray())))
                .put("paths", paths)
                .put(
                        "components",
                        new JsonObject()
                                .put("parameters", parameters())
                                .put("responses", new JsonObject().put("Problem", problem()))
                                .put(
                                        "securitySchemes",
                                        new JsonObject()
                                                .put(
                                                        "bearer",
                                                        new JsonObject()
                                                                .put("type", "http")
                                                                .put("scheme", "bearer")
                                                                .put("bearerFormat", "JWT"))));
    }

    private static void addPaths(JsonObject paths, LayerDescription layer) {
        String path = "/collections/" + layer.id();
        String name = layer.id();
        paths.put(path, path("describe-" + name, layer.title(), Documents.JSON, "f"));
        paths.put(
                path + "/queryables",
                path("queryables-" + name, "What a filter on it may name", Documents.SCHEMA, "f"));
        JsonObject items = path(
                "items-" + name,
                "Features of " + layer.title(),
                Documents.GEOJSON,
                ItemsRequest.PARAMETERS.toArray(String[]::new));
        JsonArray parameters = items.getJsonObject("get").getJsonArray("parameters");
        for (Property property : layer.properties()) {
            if (!ItemsRequest.PARAMETERS.contains(property.name())) {
                JsonObject schema = Documents.schema(property);
                String title = (String) schema.remove("title");
                parameters.add(parameter(property.name(), title + ": only features with this value", schema));
            }
        }
        paths.put(path + "/items", items);
        JsonObject item = path("item-" + name, "One feature", Documents.GEOJSON, "f", "crs");
        item.getJsonObject("get")
                .getJsonArray("parameters")
                .add(new JsonObject()
                        .put("name", "featureId")
                        .put("in", "path")
                        .put("required", true)
                        .put("schema", TEXT.copy()));
        paths.put(path + "/items/{featureId}", item);
    }

    private static JsonObject path(String id, String summary, String mediaType, String... parameters) {
        JsonArray references = new JsonArray();
        for (String parameter : parameters) {
            references.add(new JsonObject().put("$ref", "#/components/parameters/" + parameter));
        }
        JsonObject content = new JsonObject()
                .put(mediaType, new JsonObject().put("schema", new JsonObject().put("type", "object")))
                .put(Documents.HTML, new JsonObject().put("schema", TEXT.copy()));
        JsonObject responses = new JsonObject()
                .put("200", new JsonObject().put("description", summary).put("content", content));
        for (String status : List.of("400", "401", "404", "406", "503")) {
            responses.put(status, new JsonObject().put("$ref", "#/components/responses/Problem"));
        }
        return new JsonObject()
                .put(
                        "get",
                        new JsonObject()
                                .put("operationId", id)
                                .put("summary", summary)
                                .put("parameters", references)
                                .put("responses", responses));
    }

    private static JsonObject problem() {
        return new JsonObject()
                .put("description", "What is wrong, and what would be right (RFC 9457)")
                .put(
                        "content",
                        new JsonObject()
                                .put(
                                        Problem.CONTENT_TYPE,
                                        new JsonObject().put("schema", new JsonObject().put("type", "object"))));
    }

    private static JsonObject parameters() {
        JsonArray systems = new JsonArray(Arrays.stream(ReferenceSystem.values())
                .map(ReferenceSystem::uri)
                .toList());
        JsonObject system =
                TEXT.copy().put("format", "uri").put("enum", systems).put("default", ReferenceSystem.CRS84.uri());
        JsonObject corners = new JsonObject()
                .put("type", "array")
                .put("minItems", 4)
                .put("maxItems", 6)
                .put("items", new JsonObject().put("type", "number"));
        JsonObject limit = new JsonObject()
                .put("type", "integer")
                .put("minimum", 1)
                .put("maximum", ItemsRequest.LIMIT_MAX)
                .put("default", ItemsRequest.LIMIT_DEFAULT);
        JsonObject languages = TEXT.copy()
                .put("enum", new JsonArray(ItemsRequest.FILTER_LANGUAGES))
                .put("default", ItemsRequest.FILTER_LANGUAGES.get(0));
        JsonObject forms = TEXT.copy().put("enum", new JsonArray().add("json").add("html"));
        return new JsonObject()
                .put("f", parameter("f", "The form of the answer; without it the header Accept decides", forms))
                .put(
                        "bbox",
                        parameter("bbox", "Lower corner, then upper, of the box that features must meet", corners)
                                .put("style", "form")
                                .put("explode", false))
                .put("bbox-crs", parameter("bbox-crs", "The system of bbox", system.copy()))
                .put("crs", parameter("crs", "The system of the answer", system.copy()))
                .put("filter-crs", parameter("filter-crs", "The system of filter", system.copy()))
                .put(
                        "datetime",
                        parameter("datetime", "A time, or two with a slash between, open ends as ..", TEXT.copy()))
                .put(
                        "limit",
                        parameter("limit", "How many features a page has at most", limit)
                                .put("style", "form")
                                .put("explode", false))
                .put("filter", parameter("filter", "A CQL2 expression that features must fulfil", TEXT.copy()))
                .put("filter-lang", parameter("filter-lang", "The language of filter", languages))
                .put("after", parameter("after", "Where a page begins, as the link next gives it", TEXT.copy()));
    }

    private static JsonObject parameter(String name, String description, JsonObject schema) {
        return new JsonObject()
                .put("name", name)
                .put("in", "query")
                .put("description", description)
                .put("required", false)
                .put("schema", schema);
    }
}
