package io.hexdispatch.server;

import io.hexdispatch.access.Role;
import io.hexdispatch.server.AuthorisationTable.Line;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/** One of each kind of thing that belongs to somebody, in the county of Gongyi, and who in another county has nothing to do with it. */
final class OwnAndForeign {
    private static final String COUNTY = "410181";
    private static final String TOWNSHIP = "410181005";
    private static final String UNIT = "traffic-police-410181";
    private static final double LONGITUDE = 113.02;
    private static final double LATITUDE = 34.75;

    private final RunningServer city;
    private final String source = RunningServer.unique("own-source");
    private final String number;
    private final String other;
    private final String order;
    private final String responder;
    private String finding = "";
    private String topic = "";
    private String rollCall = "";
    private String sample = "";
    private boolean hasJointHandling;

    OwnAndForeign(RunningServer city) {
        this.city = city;
        responder = RunningServer.unique("own-responder");
        city.putResponder(responder, UNIT, LONGITUDE, LATITUDE, 100);
        JsonObject filed = file();
        number = filed.getString("number");
        order = filed.getJsonArray("orders").getJsonObject(0).getString("id");
        other = file().getString("number");
    }

    private JsonObject file() {
        Answer answer = city.post(
                "/api/v1/events",
                city.token(Role.SOURCE, source),
                RunningServer.report(source, RunningServer.unique("x"), "02014", LONGITUDE, LATITUDE));
        return answer.json();
    }

    static String foreign(Role role) {
        return switch (role) {
            case SOURCE -> "foreign-source";
            case RESPONDER -> "foreign-responder";
            case UNIT -> "police-410182";
            case CENTRE -> "410182";
            default -> "foreign-" + role.text();
        };
    }

    /** Who has to do with it: for an answer to a roll call the centre that is called, and not the one that calls. */
    String own(Line line, Role role) {
        boolean isCalled = line.kind().equals("roll-call")
                && (line.target().endsWith("answer") || line.target().endsWith("acknowledge"));
        return role == Role.CENTRE && isCalled ? TOWNSHIP : own(role);
    }

    /** Who has to do with the event; the responder is the one who has its order. */
    String own(Role role) {
        return switch (role) {
            case SOURCE -> source;
            case RESPONDER -> holder();
            case UNIT -> UNIT;
            case CENTRE -> COUNTY;
            default -> "own-" + role.text();
        };
    }

    private String holder() {
        return city.get("/api/v1/events/" + number, city.token(Role.ADMIN, "wang"))
                .json()
                .getJsonArray("orders")
                .getJsonObject(0)
                .getString("responder", responder);
    }

    String path(Line line) {
        String id = id(line);
        return line.target()
                .replace(":number", line.kind().equals("sample") ? sampled() : joint(line))
                .replace(":id", id);
    }

    String subject(Line line) {
        return line.kind().equals("event") ? number : id(line);
    }

    /** What stands in a list for those alone whom it concerns. */
    String sign(Line line) {
        return switch (line.kind()) {
            case "finding" -> "\"event\":\"" + number + "\"";
            case "event", "joint-handling" -> number;
            case "topic" -> "\"id\":" + id(line) + ",";
            case "sample" -> "\"id\":" + id(line) + ",";
            default -> "\"" + id(line) + "\"";
        };
    }

    private String id(Line line) {
        return switch (line.kind()) {
            case "order" -> order;
            case "finding" -> finding.isEmpty() ? finding = made("/api/v1/findings", finding()) : finding;
            case "topic" -> topic.isEmpty() ? topic = made("/api/v1/topics", topic()) : topic;
            case "roll-call" -> rollCall.isEmpty() ? rollCall = made("/api/v1/roll-calls", call()) : rollCall;
            case "sample" -> sample.isEmpty() ? sample = made("/api/v1/review/samples", sample()) : sample;
            case "self" -> own(Role.RESPONDER);
            default -> number;
        };
    }

    private String joint(Line line) {
        if (line.kind().equals("joint-handling") && !hasJointHandling) {
            hasJointHandling = true;
            JsonObject wish =
                    new JsonObject().put("event", number).put("grounds", new JsonArray().add("cross-department"));
            ok(city.post("/api/v1/joint-handlings", city.token(Role.CENTRE, COUNTY), wish));
        }
        return number;
    }

    private String sampled() {
        return city.get("/api/v1/review/samples/" + sample, city.token(Role.CENTRE, COUNTY))
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("event");
    }

    private String made(String path, JsonObject wish) {
        return ok(city.post(path, city.token(Role.CENTRE, COUNTY), wish))
                .json()
                .getValue("id")
                .toString();
    }

    private static Answer ok(Answer answer) {
        if (answer.status() >= 300) {
            throw new IllegalStateException(answer.response().body());
        }
        return answer;
    }

    private JsonObject finding() {
        return new JsonObject()
                .put("event", number)
                .put("kind", "overdue-disposal")
                .put("reason", "r");
    }

    private JsonObject topic() {
        return new JsonObject()
                .put("title", RunningServer.unique("topic"))
                .put("category", "02014")
                .put("grid", COUNTY)
                .put(
                        "place",
                        new JsonObject()
                                .put("lon", LONGITUDE)
                                .put("lat", LATITUDE)
                                .put("radiusMetres", 100));
    }

    private JsonObject call() {
        return new JsonObject()
                .put("key", RunningServer.unique("call"))
                .put("purpose", "drill")
                .put("message", "all in")
                .put("limitSeconds", 600)
                .put(
                        "audience",
                        new JsonObject()
                                .put("centres", new JsonArray().add("township"))
                                .put("grids", new JsonArray().add(TOWNSHIP)));
    }

    private JsonObject sample() {
        return new JsonObject()
                .put("seed", RunningServer.unique("seed"))
                .put("area", COUNTY)
                .put("from", Instant.now().minus(Duration.ofHours(1)).toString())
                .put("to", Instant.now().toString())
                .put("size", 3);
    }

    String body(Line line) {
        return switch (line.body()) {
            case "${topic}" -> topic().encode();
            case "${call}" -> call().encode();
            case "${sample}" -> sample().encode();
            default ->
                line.body()
                        .replace("${number}", number)
                        .replace("${other}", other)
                        .replace(
                                "${soon}",
                                Instant.now().plus(Duration.ofDays(2)).toString());
        };
    }
}
