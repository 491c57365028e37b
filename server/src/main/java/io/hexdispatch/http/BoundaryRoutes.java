package io.hexdispatch.http;

import static io.hexdispatch.flow.RelocateEvents.EVENTS_PER_PAGE_MAX;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.hexdispatch.access.Role;
import io.hexdispatch.boundary.Activation;
import io.hexdispatch.boundary.BoundaryVersion;
import io.hexdispatch.boundary.Difference;
import io.hexdispatch.boundary.Report;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.ActivateMap;
import io.hexdispatch.flow.BoundaryFiles;
import io.hexdispatch.flow.BoundaryFiles.Form;
import io.hexdispatch.flow.BoundaryVersions;
import io.hexdispatch.flow.CompareBoundaries;
import io.hexdispatch.flow.LoadBoundaries;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RelocateEvents;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.wire.BoundaryJson;
import io.hexdispatch.wire.PagePolicy;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Boundary versions: looked through, compared, put live, taken back and handed out. {@link UploadRoute} takes new ones in. */
public final class BoundaryRoutes {
    private static final Set<Role> EDITORS = EnumSet.of(Role.GIS, Role.ADMIN);
    private static final Set<Role> READERS = EnumSet.of(Role.GIS, Role.ADMIN, Role.CENTRE, Role.SUPERVISOR);
    private static final String GEOJSON = "application/geo+json";
    private static final String BOUNDARIES = "/api/v1/boundaries";
    private static final int VERSIONS_PER_PAGE = 50;
    private static final int VERSIONS_MAX = 500;

    private final LoadBoundaries loadBoundaries;
    private final ActivateMap activateMap;
    private final CompareBoundaries compareBoundaries;
    private final RelocateEvents relocateEvents;
    private final BoundaryVersions versions;
    private final BoundaryFiles files;

    public BoundaryRoutes(
            LoadBoundaries loadBoundaries,
            ActivateMap activateMap,
            CompareBoundaries compareBoundaries,
            RelocateEvents relocateEvents,
            BoundaryVersions versions,
            BoundaryFiles files) {
        this.loadBoundaries = loadBoundaries;
        this.activateMap = activateMap;
        this.compareBoundaries = compareBoundaries;
        this.relocateEvents = relocateEvents;
        this.versions = versions;
        this.files = files;
    }

    public void mount(HttpApi api) {
        api.allow(GET, "/api/v1/jobs", EDITORS, this::jobs);
        api.allow(GET, "/api/v1/jobs/:id", EDITORS, this::job);
        api.allow(GET, "/api/v1/boundaries", READERS, this::list);
        api.allow(POST, "/api/v1/boundaries/rollback", EDITORS, this::rollBack);
        api.allow(GET, "/api/v1/boundaries/:version", READERS, this::one);
        api.allow(GET, "/api/v1/boundaries/:version/report", READERS, this::report);
        api.allow(GET, "/api/v1/boundaries/:version/difference", READERS, this::difference);
        api.allow(GET, "/api/v1/boundaries/:version/export", READERS, this::export);
        api.allow(POST, "/api/v1/boundaries/:version/activate", EDITORS, this::activate);
        api.allow(POST, "/api/v1/boundaries/:version/relocate", EDITORS, this::relocate);
    }

    private void jobs(RoutingContext context) {
        JsonArray jobs = new JsonArray();
        loadBoundaries.jobs().forEach(job -> jobs.add(BoundaryJson.of(job)));
        Answers.json(context, 200, new JsonObject().put("jobs", jobs));
    }

    private void job(RoutingContext context) {
        String id = context.pathParam("id");
        loadBoundaries
                .job(id)
                .ifPresentOrElse(
                        job -> Answers.json(context, 200, BoundaryJson.of(job)),
                        () -> Answers.failure(
                                context,
                                new RefusedException(
                                        RefusedException.Kind.NOT_FOUND,
                                        "there is no job " + id
                                                + "; jobs are forgotten when the server starts anew, what"
                                                + " they made is kept: GET /api/v1/boundaries")));
    }

    private void list(RoutingContext context) {
        answer(context, Future.succeededFuture().compose(start -> {
            int limit =
                    Parameters.wholeNumber(context, "limit", 1, VERSIONS_MAX).orElse(VERSIONS_PER_PAGE);
            Optional<String> before = Parameters.text(context, "before");
            return known(before)
                    .compose(known -> Future.all(versions.list(before, limit), versions.activations(limit)))
                    .map(both -> page(both.resultAt(0), both.resultAt(1), limit));
        }));
    }

    private Future<?> known(Optional<String> before) {
        return before.map(version -> versions.find(version)
                        .map(found -> found.orElseThrow(() ->
                                Parameters.invalid("before", "there is no boundary version \"" + version + "\""))))
                .orElseGet(() -> Future.succeededFuture(null));
    }

    private static JsonObject page(List<BoundaryVersion> versions, List<Activation> activations, int limit) {
        JsonObject page = new JsonObject()
                .put("versions", new JsonArray(versions(versions)))
                .put("activations", new JsonArray(activations(activations)));
        if (versions.size() == limit) {
            page.put(
                    "next",
                    BOUNDARIES + "?limit=" + limit + "&before="
                            + Parameters.encoded(versions.get(limit - 1).version()));
        }
        return page;
    }

    private static List<JsonObject> versions(List<BoundaryVersion> versions) {
        return versions.stream().map(BoundaryJson::of).toList();
    }

    private static List<JsonObject> activations(List<Activation> activations) {
        return activations.stream().map(BoundaryJson::of).toList();
    }

    private void one(RoutingContext context) {
        String version = context.pathParam("version");
        answer(context, versions.find(version).map(found -> found.map(BoundaryJson::of)
                .orElseThrow(() -> unknown(version))));
    }

    /** As JSON, as a page, or as a layer for a map, whichever the client likes best. */
    private void report(RoutingContext context) {
        String version = context.pathParam("version");
        versions.report(version)
                .map(found -> found.orElseThrow(() -> new RefusedException(
                        RefusedException.Kind.NOT_FOUND,
                        "there is no report of a boundary version " + version
                                + "; what the server began with has none")))
                .onSuccess(report -> {
                    String wanted = wanted(context, "application/json", "text/html", GEOJSON);
                    context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
                    text(context, wanted, text(report, wanted));
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static String text(Report report, String mediaType) {
        return switch (mediaType) {
            case "text/html" -> report.page();
            case GEOJSON -> report.findings();
            default -> report.json();
        };
    }

    private void difference(RoutingContext context) {
        Future.succeededFuture()
                .compose(start -> compareBoundaries.compare(
                        context.pathParam("version"), Parameters.text(context, "from"), layer(context)))
                .onSuccess(difference -> {
                    String wanted = wanted(context, "application/json", "text/plain", GEOJSON);
                    context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
                    text(context, wanted, text(difference, wanted));
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static String text(Difference difference, String mediaType) {
        return switch (mediaType) {
            case "text/plain" -> difference.table();
            case GEOJSON -> difference.areas();
            default -> difference.json();
        };
    }

    /** The media type that the client likes best; the first where it does not say. */
    private static String wanted(RoutingContext context, String... offered) {
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        if (accept == null) {
            return offered[0];
        }
        return context.parsedHeaders().accept().stream()
                .map(mime -> mime.component() + "/" + mime.subComponent())
                .filter(Arrays.asList(offered)::contains)
                .findFirst()
                .orElse(offered[0]);
    }

    private static void text(RoutingContext context, String mediaType, String text) {
        if (mediaType.equals("text/html")) {
            context.response().putHeader("Content-Security-Policy", PagePolicy.of(text));
        }
        context.response()
                .putHeader(
                        HttpHeaders.CONTENT_TYPE, mediaType + (mediaType.startsWith("text/") ? "; charset=utf-8" : ""))
                .end(text);
    }

    private void export(RoutingContext context) {
        String version = context.pathParam("version");
        Form form;
        Optional<GridLevel> layer;
        try {
            form = form(Parameters.text(context, "format").orElse("geojson"));
            layer = layer(context);
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
            return;
        }
        versions.boundaries(version)
                .compose(
                        all -> files.write(layer.map(level -> layer(all, level)).orElse(all), form))
                .onSuccess(file -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, form.mediaType())
                        .putHeader(
                                "Content-Disposition", "attachment; filename=\"" + version + "." + form.ending() + "\"")
                        .sendFile(file.toString())
                        .onComplete(sent -> context.vertx().fileSystem().delete(file.toString())))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static BoundarySet layer(BoundarySet all, GridLevel level) {
        BoundarySet layer = all.ofLevel(level);
        if (layer.grids().isEmpty()) {
            throw new RefusedException(
                    RefusedException.Kind.NOT_FOUND, "version " + all.version() + " has no grids of level " + level);
        }
        return layer;
    }

    private static Form form(String name) {
        return Arrays.stream(Form.values())
                .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> Parameters.invalid(
                        "format", "\"" + name + "\" is not known; right is geojson, shapefile or geopackage"));
    }

    /** The one level that is meant; empty where all are. */
    private static Optional<GridLevel> layer(RoutingContext context) {
        return Parameters.text(context, "layer").map(text -> Arrays.stream(GridLevel.values())
                .filter(level -> level.name().equalsIgnoreCase(text.replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> Parameters.invalid(
                        "layer",
                        "\"" + text + "\" is no level; right is city, county, township, community, cell,"
                                + " micro_cell or dedicated")));
    }

    private void relocate(RoutingContext context) {
        Reasons.of(context)
                .ifPresent(reason -> answer(context, Future.succeededFuture().compose(start -> {
                    int limit = Parameters.wholeNumber(context, "limit", 1, EVENTS_PER_PAGE_MAX)
                            .orElse(EVENTS_PER_PAGE_MAX);
                    return relocateEvents
                            .relocate(
                                    Answers.actor(context), context.pathParam("version"), after(context), limit, reason)
                            .map(page -> json(page, context.request().path() + "?limit=" + limit + "&after="));
                })));
    }

    private static JsonObject json(RelocateEvents.Page page, String more) {
        JsonObject json = new JsonObject().put("lookedAt", page.lookedAt()).put("relocated", page.relocated());
        page.next().ifPresent(next -> json.put("next", more + next));
        return json;
    }

    private static Optional<EventNumber> after(RoutingContext context) {
        return Parameters.text(context, "after").map(text -> EventNumber.parse(text)
                .orElseThrow(() -> Parameters.invalid(
                        "after", "\"" + text + "\" is no number of an event; follow next of the answer before")));
    }

    private void activate(RoutingContext context) {
        Reasons.of(context)
                .ifPresent(reason -> answer(
                        context,
                        activateMap
                                .activate(Answers.actor(context), context.pathParam("version"), reason)
                                .map(BoundaryJson::of)));
    }

    private void rollBack(RoutingContext context) {
        Reasons.of(context)
                .ifPresent(reason -> answer(
                        context,
                        activateMap.rollBack(Answers.actor(context), reason).map(BoundaryJson::of)));
    }

    private static void answer(RoutingContext context, Future<JsonObject> future) {
        future.onSuccess(json -> Answers.json(context, 200, json))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static RefusedException unknown(String version) {
        return new RefusedException(RefusedException.Kind.NOT_FOUND, "there is no boundary version " + version);
    }
}
