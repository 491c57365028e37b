package io.hexdispatch.ogcapi;

import io.hexdispatch.access.Actor;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.ogcapi.crs.ReferenceSystem;
import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.FeaturePage;
import io.hexdispatch.ogcapi.feature.FeatureQuery;
import io.hexdispatch.ogcapi.feature.Layer;
import io.hexdispatch.ogcapi.feature.LayerDescription;
import io.hexdispatch.ogcapi.feature.LayerSource;
import io.hexdispatch.ogcapi.feature.MapThreads;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * OGC API Features: Part 1 (Core, GeoJSON, HTML, OpenAPI 3.0), Part 2 (reference systems) and Part 3 (filters in CQL2 text). Answers
 * whatever lies under {@link #ROOT}.
 */
public final class OgcApi {
    public static final String ROOT = "/ogc";

    /** How many features a page in HTML shows at most; programs read JSON. */
    private static final int HTML_FEATURES_MAX = 500;

    private static final List<String> FORM_ONLY = List.of("f");

    private final List<LayerSource> sources;
    private final MapThreads workers;
    private final Clock clock;

    /** @param sources their layers are listed in this order */
    public OgcApi(List<LayerSource> sources, MapThreads workers, Clock clock) {
        this.sources = List.copyOf(sources);
        this.workers = workers;
        this.clock = clock;
    }

    public void accept(HttpServerRequest http, Actor reader) {
        Future<Void> answered;
        try {
            answered = answer(GisRequest.of(http, reader, ROOT));
        } catch (RefusedException | GisRequest.NotAcceptableException refused) {
            answered = Future.failedFuture(refused);
        }
        answered.onFailure(failure -> GisAnswers.failure(http, failure));
    }

    private Future<Void> answer(GisRequest request) {
        int depth = request.segments().size();
        String first = depth > 0 ? request.segment(0) : "";
        boolean inCollection = first.equals("collections") && depth > 1;
        String part = inCollection && depth > 2 ? request.segment(2) : "";
        if (depth == 0) {
            return document(request, () -> Documents.landing(request), json -> HtmlPages.landing(request));
        }
        if (depth == 1) {
            switch (first) {
                case "conformance" -> {
                    return document(
                            request,
                            () -> Documents.conformance(request),
                            json -> HtmlPages.conformance(request, json));
                }
                case "api" -> {
                    return layers(request)
                            .compose(layers -> document(
                                    request,
                                    Documents.OPENAPI,
                                    () -> OpenApiDocument.of(request, layers),
                                    json -> HtmlPages.api(request, json)));
                }
                case "collections" -> {
                    return layers(request)
                            .compose(layers -> document(
                                    request,
                                    () -> Documents.collections(request, layers),
                                    json -> HtmlPages.collections(request, layers)));
                }
                default -> throw nothing(request);
            }
        }
        if (inCollection && (depth == 2 || (depth == 3 && part.equals("queryables")))) {
            return layer(request).compose(layer -> describe(request, layer.description(), depth == 3));
        }
        if (inCollection && depth == 3 && part.equals("items")) {
            return layer(request).compose(layer -> items(request, layer));
        }
        if (inCollection && depth == 4 && part.equals("items")) {
            return layer(request).compose(layer -> item(request, layer, request.segment(3)));
        }
        throw nothing(request);
    }

    private static RefusedException nothing(GisRequest request) {
        return new RefusedException(
                RefusedException.Kind.NOT_FOUND,
                "there is nothing at " + request.http().path() + "; begin at " + ROOT);
    }

    private Future<List<Layer>> layers(GisRequest request) {
        List<Future<List<Layer>>> asked =
                sources.stream().map(source -> source.layers(request.reader())).toList();
        return Future.all(asked).map(all -> asked.stream()
                .flatMap(layers -> layers.result().stream())
                .toList());
    }

    private Future<Layer> layer(GisRequest request) {
        String id = request.segment(1);
        return layers(request).map(layers -> layers.stream()
                .filter(layer -> layer.description().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        RefusedException.Kind.NOT_FOUND,
                        "there is no collection \"" + id + "\" that you may see; there are "
                                + String.join(
                                        ", ",
                                        layers.stream()
                                                .map(layer ->
                                                        layer.description().id())
                                                .toList()))));
    }

    private Future<Void> document(GisRequest request, Supplier<JsonObject> json, Function<JsonObject, String> html) {
        return document(request, Documents.JSON, json, html);
    }

    private Future<Void> document(
            GisRequest request, String type, Supplier<JsonObject> json, Function<JsonObject, String> html) {
        request.parameters().allow(FORM_ONLY);
        vary(request);
        switch (request.representation()) {
            case JSON -> GisAnswers.json(request, type, json.get());
            case HTML -> GisAnswers.html(request, html.apply(json.get()));
        }
        return Future.succeededFuture();
    }

    private Future<Void> describe(GisRequest request, LayerDescription layer, boolean queryables) {
        return queryables
                ? document(
                        request,
                        Documents.SCHEMA,
                        () -> Documents.queryables(request, layer),
                        json -> HtmlPages.queryables(request, layer))
                : document(
                        request,
                        () -> Documents.collection(request, layer),
                        json -> HtmlPages.collection(request, layer));
    }

    private static void vary(GisRequest request) {
        request.http().response().putHeader("Vary", "Accept, Accept-Encoding");
    }

    private Future<Void> items(GisRequest request, Layer layer) {
        LayerDescription description = layer.description();
        ItemsRequest wanted = ItemsRequest.of(request.parameters(), description);
        Representation form = request.representation();
        vary(request);
        if (isKnown(request, description, form)) {
            return Future.succeededFuture();
        }
        FeatureQuery query = form == Representation.HTML ? atMost(wanted.query(), HTML_FEATURES_MAX) : wanted.query();
        return layer.page(query).compose(page -> {
            Optional<String> next = page.next()
                    .map(after ->
                            request.link(request.path()) + request.parameters().with("after", Optional.of(after)));
            contentCrs(request.http().response(), wanted.system());
            return form == Representation.HTML
                    ? workers.run(() -> HtmlPages.items(request, description, page, next))
                            .onSuccess(html -> GisAnswers.html(request, html))
                            .mapEmpty()
                    : sendPage(request, new FeatureJson(wanted.system(), description.properties()), page, next);
        });
    }

    private static FeatureQuery atMost(FeatureQuery query, int limit) {
        return new FeatureQuery(
                query.boxes(), query.time(), query.filter(), query.after(), Math.min(limit, query.limit()));
    }

    private Future<Void> sendPage(GisRequest request, FeatureJson form, FeaturePage page, Optional<String> next) {
        JsonArray links = selfAndOther(request);
        next.ifPresent(href -> links.add(Documents.link(href, "next", Documents.GEOJSON, "The next page")));
        boolean gzip = GisAnswers.takesGzip(request.http());
        request.http()
                .response()
                .putHeader("Content-Type", Documents.GEOJSON)
                // Said also where nothing is compressed, so that the server does not compress it on the event loop.
                .putHeader("Content-Encoding", gzip ? "gzip" : "identity");
        return workers.run(() -> new FeatureCollectionBody(
                        form, page, links, clock.instant().truncatedTo(ChronoUnit.SECONDS), gzip))
                .onSuccess(body -> GisAnswers.stream(request.http(), workers, body))
                .mapEmpty();
    }

    private Future<Void> item(GisRequest request, Layer layer, String id) {
        LayerDescription description = layer.description();
        request.parameters().allow(List.of("f", "crs"));
        ReferenceSystem system = ItemsRequest.system(request.parameters(), "crs");
        Representation form = request.representation();
        vary(request);
        return layer.feature(id).compose(found -> {
            Feature feature = found.orElseThrow(() -> new RefusedException(
                    RefusedException.Kind.NOT_FOUND,
                    "there is no feature \"" + id + "\" in " + description.id() + " that you may see"));
            if (isKnown(request, description, form)) {
                return Future.succeededFuture();
            }
            contentCrs(request.http().response(), system);
            if (form == Representation.HTML) {
                return workers.run(() -> HtmlPages.item(request, description, feature))
                        .onSuccess(html -> GisAnswers.html(request, html))
                        .mapEmpty();
            }
            JsonArray links = selfAndOther(request)
                    .add(Documents.link(
                            request.link("/collections/" + description.id()),
                            "collection",
                            Documents.JSON,
                            description.title()));
            return workers.run(() -> new FeatureJson(system, description.properties()).toBytes(feature, links))
                    .onSuccess(body -> request.http()
                            .response()
                            .putHeader("Content-Type", Documents.GEOJSON)
                            .end(body))
                    .mapEmpty();
        });
    }

    private static JsonArray selfAndOther(GisRequest request) {
        String here = request.link(request.path());
        return new JsonArray()
                .add(Documents.link(
                        here
                                + request.parameters()
                                        .with("f", request.parameters().text("f")),
                        "self",
                        Documents.GEOJSON,
                        "This document"))
                .add(Documents.link(
                        here + request.parameters().with("f", Optional.of("html")),
                        "alternate",
                        Documents.HTML,
                        "This document as a page"));
    }

    private static boolean isKnown(GisRequest request, LayerDescription layer, Representation form) {
        return layer.version().isPresent()
                && GisAnswers.isKnown(request, layer.version().get(), form.text());
    }

    private static void contentCrs(HttpServerResponse response, ReferenceSystem system) {
        response.putHeader("Content-Crs", "<" + system.uri() + ">");
    }
}
