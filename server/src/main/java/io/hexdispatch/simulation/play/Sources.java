package io.hexdispatch.simulation.play;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.source.SourceKind;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The sources of one simulation: each kind of the registry, under a key that no other simulation uses. */
public final class Sources {
    private static final JsonObject HOTLINE_MAPPING = new JsonObject(
            """
            {"fields":{"sourceEventId":"/case/id","category":"/case/kind","lon":"/case/place/0","lat":"/case/place/1",
                       "text":"/what","occurredAt":"/at","reporterPhone":"/caller"},
             "crs":"gcj02","timeForm":"local"}""");

    private static final JsonObject URBAN_MAPPING = new JsonObject(
            """
            {"fields":{"sourceEventId":"/案卷号","category":"/小类","lon":"/坐标/x","lat":"/坐标/y","text":"/问题描述","occurredAt":"/上报时间"},
             "crs":"cgcs2000","timeForm":"epoch-seconds"}""");

    private final Caller caller;
    private final Actor admin;
    private final String run;

    /** @param run names the simulation, and stands in each key */
    public Sources(Caller caller, Actor admin, String run) {
        this.caller = caller;
        this.admin = admin;
        this.run = run;
    }

    public String key(SourceKind kind) {
        return "sim-" + run + "-" + kind.text();
    }

    public Actor actor(SourceKind kind) {
        return new Actor(Role.SOURCE, key(kind));
    }

    /** All that a simulation reports under. */
    public List<String> keys() {
        return List.of(SourceKind.values()).stream().map(this::key).toList();
    }

    /** As it stands in the registry. */
    public static JsonObject definition(SourceKind kind) {
        JsonObject source = new JsonObject()
                .put("name", kind.chineseName() + " (simulation)")
                .put("kind", kind.text());
        return switch (kind) {
            case HOTLINE_12345 -> source.put("mapping", HOTLINE_MAPPING);
            case URBAN_MANAGEMENT -> source.put("mapping", URBAN_MAPPING);
            default -> source;
        };
    }

    /** Puts them all into the registry. */
    public Future<Void> register() {
        return each(kind -> put(key(kind), definition(kind)));
    }

    public Future<Void> put(String key, JsonObject definition) {
        return caller.send(HttpMethod.PUT, admin, path(key), "application/json", definition.toBuffer())
                .map(answer -> Caller.taken("PUT " + path(key), answer))
                .mapEmpty();
    }

    /** Takes one out; what it reported stays. */
    public Future<Void> remove(String key) {
        return caller.send(
                        HttpMethod.DELETE, admin, path(key), "application/json", io.vertx.core.buffer.Buffer.buffer())
                .mapEmpty();
    }

    /** Takes them all out. */
    public Future<Void> remove() {
        return each(kind -> remove(key(kind)));
    }

    private static Future<Void> each(java.util.function.Function<SourceKind, Future<Void>> action) {
        List<Future<Void>> all = new ArrayList<>();
        for (SourceKind kind : SourceKind.values()) {
            all.add(action.apply(kind));
        }
        return Future.all(all).mapEmpty();
    }

    private static String path(String key) {
        return "/api/v1/sources/" + key;
    }
}
