package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.hexdispatch.access.Role;
import io.hexdispatch.flow.EditSources;
import io.hexdispatch.flow.LiveSources;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.source.Source;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.MappedReport;
import io.hexdispatch.wire.Problem;
import io.hexdispatch.wire.ReportJson;
import io.hexdispatch.wire.SourceJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The registry of sources over HTTP: looked up, tried, changed. */
public final class SourceRoutes {
    private static final Set<Role> READERS = EnumSet.of(Role.ADMIN, Role.SUPERVISOR);
    private static final Set<Role> EDITORS = EnumSet.of(Role.ADMIN);

    private final LiveSources sources;
    private final EditSources editSources;
    private final SourceJson sourceJson;
    private final ReportJson reportJson;
    private final Clock clock;

    public SourceRoutes(
            LiveSources sources, EditSources editSources, SourceJson sourceJson, ReportJson reportJson, Clock clock) {
        this.sources = sources;
        this.editSources = editSources;
        this.sourceJson = sourceJson;
        this.reportJson = reportJson;
        this.clock = clock;
    }

    public void mount(HttpApi api) {
        api.allow(GET, "/api/v1/sources", READERS, this::list);
        api.allow(GET, "/api/v1/sources/:key", READERS, this::one);
        api.allow(PUT, "/api/v1/sources/:key", EDITORS, this::put);
        api.allow(DELETE, "/api/v1/sources/:key", EDITORS, this::remove);
        api.allow(GET, "/api/v1/sources/:key/history", READERS, this::history);
        api.allow(POST, "/api/v1/sources/:key/trial", EDITORS, this::tryOut);
    }

    private void list(RoutingContext context) {
        JsonArray list = new JsonArray();
        sources.all().forEach(source -> list.add(SourceJson.of(source)));
        Answers.json(context, 200, new JsonObject().put("sources", list));
    }

    private void one(RoutingContext context) {
        String key = context.pathParam("key");
        sources.find(key)
                .ifPresentOrElse(
                        source -> Answers.json(context, 200, SourceJson.of(source)),
                        () -> Answers.failure(context, unknown(key)));
    }

    private void put(RoutingContext context) {
        String key = context.pathParam("key");
        Optional<JsonObject> body = Answers.object(context);
        if (body.isEmpty()) {
            return;
        }
        // The key may stand in the body as well, as it does in answers; its own rules are those of any other text.
        String inBody = String.valueOf(body.get().getValue("key", key));
        Fields fields = Fields.of(body.get().copy().put("key", key));
        fields.text("key", SourceJson.KEY_LENGTH_MAX);
        if (!inBody.equals(key)) {
            fields.fault("key", "is not \"" + key + "\", for which the path stands");
        }
        Optional<Source> source = sourceJson.read(key, fields);
        if (!fields.faults().isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        editSources
                .put(Answers.actor(context), source.orElseThrow())
                .onSuccess(isNew -> Answers.json(context, isNew ? 201 : 200, SourceJson.of(source.get())))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void remove(RoutingContext context) {
        editSources
                .remove(Answers.actor(context), context.pathParam("key"))
                .onSuccess(done -> context.response().setStatusCode(204).end())
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void history(RoutingContext context) {
        editSources
                .history(Parameters.path(context, "key"))
                .onSuccess(changes -> {
                    JsonArray list = new JsonArray();
                    changes.forEach(change -> list.add(SourceJson.of(change)));
                    Answers.json(context, 200, new JsonObject().put("changes", list));
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }

    /** By the source in the body, which nobody has saved, or else by the one in the registry. Files nothing. */
    private void tryOut(RoutingContext context) {
        String key = context.pathParam("key");
        Answers.largeObject(context).onSuccess(body -> {
            Fields fields = Fields.of(body);
            Optional<Fields> given = fields.optionalObject("source", "the source as it would be saved");
            Optional<Fields> sample = fields.object("sample", "an object as the source sends it");
            fields.rejectUnknown();
            Optional<Source> source = given.isPresent() ? sourceJson.read(key, given.get()) : sources.find(key);
            if (!fields.faults().isEmpty()) {
                Answers.problem(context, Problem.ofFaults(fields.faults()));
            } else if (source.isEmpty()) {
                Answers.failure(context, unknown(key));
            } else if (source.get().mapping().isEmpty()) {
                Answers.failure(
                        context, new RefusedException(Kind.CONFLICT, "source \"" + key + "\" has no mapping to try"));
            } else {
                Answers.json(
                        context,
                        200,
                        SourceJson.trial(MappedReport.of(
                                key,
                                source.get().mapping().get(),
                                sample.orElseThrow().json(),
                                reportJson,
                                clock.instant())));
            }
        });
    }

    private static RefusedException unknown(String key) {
        return new RefusedException(Kind.NOT_FOUND, "there is no source \"" + key + "\" in the registry");
    }
}
