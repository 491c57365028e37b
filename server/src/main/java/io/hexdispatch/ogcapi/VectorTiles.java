package io.hexdispatch.ogcapi;

import io.hexdispatch.access.Actor;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.ogcapi.feature.MapThreads;
import io.hexdispatch.ogcapi.tile.GridTiles;
import io.hexdispatch.ogcapi.tile.TileCoordinate;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.locationtech.jts.geom.Envelope;

/**
 * The grids of the live map as vector tiles: {@code /tiles/{layer}/{z}/{x}/{y}.mvt}, and {@code /tiles/{layer}} as the TileJSON that
 * describes them. Drawn on workers, kept compressed, and forgotten with their map.
 */
public final class VectorTiles {
    public static final String ROOT = "/tiles";

    static final String MEDIA_TYPE = "application/vnd.mapbox-vector-tile";
    private static final long CACHE_BYTES_MAX = 64L * 1024 * 1024;
    private static final Pattern ROW = Pattern.compile("([0-9]{1,10})\\.(?:mvt|pbf)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

    private record Made(CityMap map, Future<GridTiles> tiles, TileCache cache) {}

    private final LiveMap map;
    private final MapThreads workers;
    private Optional<Made> made = Optional.empty();

    public VectorTiles(LiveMap map, MapThreads workers) {
        this.map = map;
        this.workers = workers;
    }

    private synchronized Made made() {
        CityMap live = map.current();
        if (made.filter(last -> last.map() == live && !last.tiles().failed()).isEmpty()) {
            made = Optional.of(new Made(live, workers.run(() -> new GridTiles(live)), new TileCache(CACHE_BYTES_MAX)));
        }
        return made.get();
    }

    public void accept(HttpServerRequest http, Actor reader) {
        Future<Void> answered;
        try {
            answered = answer(GisRequest.of(http, reader, ROOT));
        } catch (RefusedException refused) {
            answered = Future.failedFuture(refused);
        }
        answered.onFailure(failure -> GisAnswers.failure(http, failure));
    }

    private Future<Void> answer(GisRequest request) {
        request.parameters().allow(List.of("version"));
        Made now = made();
        request.parameters()
                .text("version")
                .filter(version -> !version.equals(now.map().version()))
                .ifPresent(other -> {
                    throw new RefusedException(
                            Kind.NOT_FOUND,
                            "map " + other + " is not live; live is "
                                    + now.map().version());
                });
        return switch (request.segments().size()) {
            case 1 -> now.tiles().compose(tiles -> describe(request, now, tiles));
            case 4 -> tile(request, now);
            default ->
                throw new RefusedException(
                        Kind.NOT_FOUND,
                        "there is nothing at " + request.http().path() + "; a tile lies at " + ROOT
                                + "/{layer}/{z}/{x}/{y}.mvt");
        };
    }

    private Future<Void> describe(GisRequest request, Made now, GridTiles tiles) {
        String layer = request.segment(0);
        if (!tiles.layers().contains(layer)) {
            throw noLayer(layer, tiles);
        }
        Envelope box = tiles.extent();
        JsonObject fields = new JsonObject()
                .put("code", "code of the grid")
                .put("name", "name of the grid")
                .put("level", "level of the hierarchy")
                .put("parent", "code of the grid that it belongs to");
        GisAnswers.json(
                request,
                Documents.JSON,
                new JsonObject()
                        .put("tilejson", "3.0.0")
                        .put("name", layer)
                        .put("description", now.map().title())
                        .put(
                                "tiles",
                                new JsonArray()
                                        .add(request.link("/" + layer + "/{z}/{x}/{y}.mvt?version="
                                                + QueryParameters.encoded(
                                                        now.map().version()))))
                        .put("minzoom", 0)
                        .put("maxzoom", TileCoordinate.ZOOM_MAX)
                        .put(
                                "bounds",
                                new JsonArray()
                                        .add(box.getMinX())
                                        .add(box.getMinY())
                                        .add(box.getMaxX())
                                        .add(box.getMaxY()))
                        .put(
                                "vector_layers",
                                new JsonArray()
                                        .add(new JsonObject().put("id", layer).put("fields", fields))));
        return Future.succeededFuture();
    }

    private Future<Void> tile(GisRequest request, Made now) {
        TileCache.Key key = new TileCache.Key(request.segment(0), coordinate(request));
        String version = now.map().version();
        HttpServerResponse response = request.http().response();
        response.putHeader("Vary", "Accept-Encoding");
        return now.tiles().compose(tiles -> {
            if (!tiles.layers().contains(key.layer())) {
                throw noLayer(key.layer(), tiles);
            }
            if (GisAnswers.isKnown(request, version, "tile")) {
                return Future.succeededFuture();
            }
            return now.cache()
                    .get(
                            key,
                            () -> workers.run(
                                    () -> tiles.draw(key.layer(), key.tile()).map(VectorTiles::compressed)))
                    .compose(tile -> send(request, tile.orElseThrow()));
        });
    }

    private Future<Void> send(GisRequest request, byte[] compressed) {
        HttpServerResponse response = request.http().response();
        if (request.parameters().text("version").isPresent()) {
            // The address names the map, so what it answers never changes.
            response.putHeader("Cache-Control", "private, max-age=31536000, immutable");
        }
        if (compressed.length == 0) {
            response.setStatusCode(204).end();
            return Future.succeededFuture();
        }
        response.putHeader("Content-Type", MEDIA_TYPE);
        if (GisAnswers.takesGzip(request.http())) {
            response.putHeader("Content-Encoding", "gzip").end(Buffer.buffer(compressed));
            return Future.succeededFuture();
        }
        return workers.run(() -> new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
                .onSuccess(plain ->
                        response.putHeader("Content-Encoding", "identity").end(Buffer.buffer(plain)))
                .mapEmpty();
    }

    private static byte[] compressed(byte[] tile) {
        if (tile.length == 0) {
            return tile;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(tile.length);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(tile);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not take bytes", e);
        }
        return bytes.toByteArray();
    }

    private static RefusedException noLayer(String layer, GridTiles tiles) {
        return new RefusedException(
                Kind.NOT_FOUND, "there is no layer \"" + layer + "\"; there are " + String.join(", ", tiles.layers()));
    }

    private static TileCoordinate coordinate(GisRequest request) {
        Matcher row = ROW.matcher(request.segment(3));
        if (!NUMBER.matcher(request.segment(1)).matches()
                || !NUMBER.matcher(request.segment(2)).matches()
                || !row.matches()) {
            throw new RefusedException(
                    Kind.INVALID,
                    request.http().path() + " is no tile: z, x and y are whole numbers, as in " + ROOT
                            + "/grids/12/3340/1625.mvt");
        }
        try {
            return new TileCoordinate(
                    Math.toIntExact(Long.parseLong(request.segment(1))),
                    Math.toIntExact(Long.parseLong(request.segment(2))),
                    Math.toIntExact(Long.parseLong(row.group(1))));
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new RefusedException(Kind.NOT_FOUND, "there is no such tile: " + e.getMessage());
        }
    }
}
