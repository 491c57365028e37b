package io.hexdispatch.simulation.play;

import io.hexdispatch.access.Actor;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.source.SourceKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** How each kind of source reports: in our fields or its own, alone or in lots, by form, as an alarm or a diversion. */
public final class Intake {
    private static final ZoneId ZHENGZHOU = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter WALL_CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** What an item of the police line is about, by its category. */
    private static final Map<String, String> MATTERS =
            Map.of("93001", "dispute", "93002", "labour", "93003", "noise", "93004", "property", "93005", "other");

    private final Caller caller;
    private final Sources sources;
    private final Instant midnight;
    private final Lot urbanManagement;

    /** @param midnight when the day begins that is played, which lies in the past */
    public Intake(Vertx vertx, Caller caller, Sources sources, Instant midnight) {
        this.caller = caller;
        this.sources = sources;
        this.midnight = midnight;
        SourceKind lots = SourceKind.URBAN_MANAGEMENT;
        this.urbanManagement = new Lot(vertx, caller, sources.actor(lots), mapped(lots, sources));
    }

    /** The source's own id of an event. Alarms and forms have none. */
    public static String id(PlannedEvent event) {
        return String.format("%06d", event.index());
    }

    /** The device that an alarm comes from. */
    public String device(PlannedEvent event) {
        return sources.key(event.source()) + "-" + id(event);
    }

    /** What a device calls its alarm. */
    public static String alarmKind(PlannedEvent event) {
        return event.source() == SourceKind.VIDEO ? "seen" : "alarm";
    }

    static boolean isDevice(PlannedEvent event) {
        return event.source() == SourceKind.IOT || event.source() == SourceKind.VIDEO;
    }

    public static String matter(PlannedEvent event) {
        return MATTERS.get(event.category());
    }

    /** Reports an event and gives it as the server has it; the same event again changes nothing. */
    public Future<JsonObject> report(PlannedEvent event) {
        return send(event).compose(answer -> event(event, Caller.taken("the report of " + event.source(), answer)));
    }

    /** Reports an event and gives the answer as it came. */
    public Future<Answer> send(PlannedEvent event) {
        Actor source = sources.actor(event.source());
        return switch (event.source()) {
            case GRID_MEMBER -> own(event, source, CoordinateSystem.GCJ02);
            case WOMENS_FEDERATION, TRADE_UNION -> own(event, source, CoordinateSystem.BD09);
            case HEATING, CIVILISATION, RELIGION -> own(event, source, CoordinateSystem.WGS84);
            case CITIZEN -> form(event, source);
            case HOTLINE_12345 -> caller.post(source, mapped(event.source(), sources), hotline(event));
            case URBAN_MANAGEMENT -> urbanManagement.add(urban(event));
            case IOT, VIDEO -> alarm(event, 0);
            case POLICE_110 ->
                caller.post(
                        source,
                        "/api/v1/diversions",
                        fields(event, CoordinateSystem.WGS84)
                                .put("policeNumber", "J" + id(event))
                                .put("matter", matter(event)));
        };
    }

    private Future<JsonObject> event(PlannedEvent event, Answer answer) {
        return switch (event.source()) {
            case CITIZEN -> full(event, answer.list().getJsonObject(0).getString("service_request_id"));
            case IOT, VIDEO -> full(event, answer.json().getString("event"));
            case POLICE_110 -> Future.succeededFuture(answer.json().getJsonObject("case"));
            default -> Future.succeededFuture(answer.json());
        };
    }

    private Future<JsonObject> full(PlannedEvent event, String number) {
        return caller.read(sources.actor(event.source()), "/api/v1/events/" + number);
    }

    private Future<Answer> own(PlannedEvent event, Actor source, CoordinateSystem crs) {
        return caller.post(
                source,
                "/api/v1/events",
                fields(event, crs)
                        .put("source", source.id())
                        .put("sourceEventId", id(event))
                        .put("category", event.category()));
    }

    private JsonObject fields(PlannedEvent event, CoordinateSystem crs) {
        LonLat place = crs.fromWgs84(event.place());
        return new JsonObject()
                .put(
                        "location",
                        new JsonObject()
                                .put("lon", place.longitude())
                                .put("lat", place.latitude())
                                .put("crs", crs.name().toLowerCase(Locale.ROOT)))
                .put("text", event.text())
                .put("occurredAt", occurredAt(event).toString());
    }

    private Instant occurredAt(PlannedEvent event) {
        return midnight.plusSeconds(event.second());
    }

    private static String mapped(SourceKind kind, Sources sources) {
        return "/api/v1/sources/" + sources.key(kind) + "/events";
    }

    private JsonObject hotline(PlannedEvent event) {
        LonLat place = CoordinateSystem.GCJ02.fromWgs84(event.place());
        return new JsonObject()
                .put(
                        "case",
                        new JsonObject()
                                .put("id", id(event))
                                .put("kind", event.category())
                                .put(
                                        "place",
                                        new JsonArray().add(place.longitude()).add(place.latitude())))
                .put("what", event.text())
                .put("at", WALL_CLOCK.format(LocalDateTime.ofInstant(occurredAt(event), ZHENGZHOU)))
                .put("caller", "0371-" + id(event));
    }

    private JsonObject urban(PlannedEvent event) {
        return new JsonObject()
                .put("案卷号", id(event))
                .put("小类", event.category())
                .put(
                        "坐标",
                        new JsonObject()
                                .put("x", event.place().longitude())
                                .put("y", event.place().latitude()))
                .put("问题描述", event.text())
                .put("上报时间", occurredAt(event).getEpochSecond());
    }

    private Future<Answer> form(PlannedEvent event, Actor source) {
        LonLat place = CoordinateSystem.GCJ02.fromWgs84(event.place());
        StringJoiner form = new StringJoiner("&");
        Map.of(
                        "service_code", event.category(),
                        "lat", String.valueOf(place.latitude()),
                        "long", String.valueOf(place.longitude()),
                        "attribute[crs]", "gcj02",
                        "description", event.text() + " #" + id(event))
                .forEach((name, value) -> form.add(encode(name) + "=" + encode(value)));
        return caller.send(
                HttpMethod.POST,
                source,
                "/open311/v2/requests.json",
                "application/x-www-form-urlencoded",
                Buffer.buffer(form.toString()));
    }

    /** An alarm of a device; each further one of the same event has a later time. */
    public Future<Answer> alarm(PlannedEvent event, int further) {
        return caller.post(
                sources.actor(event.source()),
                "/api/v1/devices/" + device(event) + "/alarms",
                new JsonObject()
                        .put("kind", alarmKind(event))
                        .put("category", event.category())
                        .put("text", event.text())
                        .put(
                                "occurredAt",
                                occurredAt(event).plusSeconds(further).toString()));
    }

    /** A device says that it is over. */
    public Future<Answer> clear(PlannedEvent event) {
        return caller.post(
                sources.actor(event.source()),
                "/api/v1/devices/" + device(event) + "/alarms/" + alarmKind(event) + "/clear",
                new JsonObject());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
