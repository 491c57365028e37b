package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.device.Device;
import io.hexdispatch.device.DeviceKind;
import io.hexdispatch.flow.Devices;
import io.hexdispatch.flow.LiveSources;
import io.hexdispatch.flow.RaiseAlarm;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.wire.DeviceJson;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Devices over HTTP: looked up, and their alarms raised and cleared. */
public final class DeviceRoutes {
    /** The source of an alarm that a person passes on and names no source for. */
    private static final String BY_HAND = "devices";

    private static final int SOURCE_LENGTH_MAX = 128;
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 1_000;
    private static final int ALARMS_MAX = 50;
    private static final Set<Role> READERS = EnumSet.of(Role.CENTRE, Role.SUPERVISOR, Role.ADMIN);

    private final Devices devices;
    private final RaiseAlarm raiseAlarm;
    private final LiveSources sources;
    private final DeviceJson deviceJson;
    private final Clock clock;

    public DeviceRoutes(
            Devices devices, RaiseAlarm raiseAlarm, LiveSources sources, DeviceJson deviceJson, Clock clock) {
        this.devices = devices;
        this.raiseAlarm = raiseAlarm;
        this.sources = sources;
        this.deviceJson = deviceJson;
        this.clock = clock;
    }

    public void mount(HttpApi api) {
        api.allowStream(PUT, "/api/v1/devices", EnumSet.of(Role.ADMIN), new DeviceUpload(devices)::upload);
        api.allow(GET, "/api/v1/devices", READERS, this::list);
        api.allow(GET, "/api/v1/devices/:id", READERS, this::one);
        api.allow(POST, "/api/v1/devices/:id/alarms", ReportRoutes.REPORTERS, this::raise);
        api.allow(POST, "/api/v1/devices/:id/alarms/:kind/clear", ReportRoutes.REPORTERS, this::clear);
    }

    private void list(RoutingContext context) {
        Optional<DeviceKind> kind;
        String after;
        int limit;
        try {
            kind = Parameters.text(context, "kind").map(text -> DeviceKind.ofText(text)
                    .orElseThrow(() -> Parameters.invalid("kind", "\"" + text + "\" is neither sensor nor camera")));
            after = Parameters.text(context, "after").orElse("");
            limit = Parameters.wholeNumber(context, "limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT);
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
            return;
        }
        devices.list(kind, after, limit)
                .onSuccess(found -> Answers.json(context, 200, page(found, kind, limit)))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static JsonObject page(List<Device> found, Optional<DeviceKind> kind, int limit) {
        JsonArray list = new JsonArray();
        found.forEach(device -> list.add(DeviceJson.of(device)));
        JsonObject page = new JsonObject().put("devices", list);
        if (found.size() == limit) {
            page.put(
                    "next",
                    "/api/v1/devices?limit=" + limit
                            + kind.map(known -> "&kind=" + known.text()).orElse("") + "&after="
                            + java.net.URLEncoder.encode(
                                    found.get(limit - 1).id(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return page;
    }

    private void one(RoutingContext context) {
        String id = Parameters.path(context, "id");
        devices.find(id)
                .compose(found -> found.map(
                                device -> devices.alarms(id, ALARMS_MAX).map(alarms -> {
                                    JsonArray list = new JsonArray();
                                    alarms.forEach(alarm -> list.add(DeviceJson.of(alarm)));
                                    return DeviceJson.of(device).put("alarms", list);
                                }))
                        .orElseThrow(() -> new RefusedException(Kind.NOT_FOUND, "there is no device \"" + id + "\"")))
                .onSuccess(json -> Answers.json(context, 200, json))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void raise(RoutingContext context) {
        Optional<JsonObject> body = Answers.object(context);
        if (body.isEmpty()) {
            return;
        }
        Fields fields = Fields.of(body.get());
        String source = source(context, fields);
        Optional<RaiseAlarm.Message> message = deviceJson.message(
                Parameters.path(context, "id"), source, sources.find(source), fields, clock.instant());
        if (message.isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        raiseAlarm
                .raise(message.get())
                .onSuccess(outcome -> {
                    if (outcome.isNew()) {
                        context.response().putHeader("Location", "/api/v1/events/" + outcome.event());
                    }
                    Answers.json(context, outcome.isNew() ? 201 : 200, DeviceJson.of(outcome.alarm()));
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void clear(RoutingContext context) {
        Fields fields = Fields.of(new JsonObject());
        if (context.body().length() > 0) {
            Optional<JsonObject> body = Answers.object(context);
            if (body.isEmpty()) {
                return;
            }
            fields = Fields.of(body.get());
        }
        Instant now = clock.instant();
        String source = source(context, fields);
        Optional<Instant> at = deviceJson.clearedAt(fields, now);
        fields.rejectUnknown();
        if (!fields.faults().isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        raiseAlarm
                .clear(
                        Answers.actor(context),
                        source,
                        Parameters.path(context, "id"),
                        Parameters.path(context, "kind"),
                        at.orElse(now),
                        now)
                .onSuccess(alarm -> Answers.json(context, 200, DeviceJson.of(alarm)))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    /** A source speaks for itself; a person may say which source he passes on. */
    private static String source(RoutingContext context, Fields fields) {
        Actor actor = Answers.actor(context);
        Optional<String> named = fields.optionalText("source", SOURCE_LENGTH_MAX);
        if (actor.role() != Role.SOURCE) {
            return named.orElse(BY_HAND);
        }
        if (named.isPresent() && !named.get().equals(actor.id())) {
            fields.fault("source", "this token is for source \"" + actor.id() + "\" and speaks for no other");
        }
        return actor.id();
    }
}
