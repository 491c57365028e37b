package io.hexdispatch.demo;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.Unit;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.security.Tokens;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.locationtech.jts.geom.Point;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a city against a server, for a demonstration: takes responders in, reports an event now and then, and works the orders at
 * terminals. It uses the server's public interfaces alone, as any client would.
 */
public final class DemoCity extends VerticleBase {
    /** The source that the demonstration's events come from. */
    public static final String SOURCE = "demo";

    /** The category of a dark traffic light: traffic light out of order, GB/T 47678.5-2026 after our reading. */
    public static final String TRAFFIC_LIGHT = "02014";

    private static final Logger LOG = LoggerFactory.getLogger(DemoCity.class);
    private static final Duration TOKENS_VALID = Duration.ofDays(365);
    private static final Duration EVENT_EVERY = Duration.ofSeconds(4);
    private static final int RESPONDERS_IN_A_COUNTY_UNIT = 1;
    private static final int RESPONDERS_IN_A_CITY_UNIT = 6;
    private static final long SEED = 410100;

    private record Story(String category, String text) {}

    private static final List<Story> STORIES = List.of(
            new Story(TRAFFIC_LIGHT, "路口信号灯不亮 (a traffic light is dark)"),
            new Story("90002", "自来水管破裂 (a water main burst)"),
            new Story("90004", "污水冒溢 (sewage overflows)"),
            new Story("01001", "井盖缺失 (a manhole cover is missing)"),
            new Story("06010", "暴露垃圾 (rubbish lies about)"),
            new Story("09006", "占道经营 (a stall blocks the pavement)"));

    private final Tokens tokens;
    private final CityMap map;
    private final AssignmentRules rules;
    private final int port;
    private final boolean isTls;
    private HttpClient http;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final long run = System.currentTimeMillis();
    private int reported;

    public DemoCity(Tokens tokens, CityMap map, AssignmentRules rules, int port, boolean isTls) {
        this.tokens = tokens;
        this.map = map;
        this.rules = rules;
        this.port = port;
        this.isTls = isTls;
    }

    /** One actor of each role, for whom a newcomer gets tokens. */
    public static List<Actor> actors(GridCode city, AssignmentRules rules) {
        String unit = rules.units().iterator().next().code();
        return List.of(
                new Actor(Role.SOURCE, SOURCE),
                new Actor(Role.RESPONDER, responderId(unit, 1)),
                new Actor(Role.UNIT, unit),
                new Actor(Role.CENTRE, city.value()),
                new Actor(Role.GIS, "gis"),
                new Actor(Role.SUPERVISOR, "supervisor"),
                new Actor(Role.ADMIN, "admin"));
    }

    @Override
    public Future<?> start() {
        // It speaks to its own server on loopback; whose name the certificate bears does not matter there.
        http = vertx.createHttpClient(
                new HttpClientOptions().setSsl(isTls).setTrustAll(isTls).setVerifyHost(!isTls));
        return putResponders().onSuccess(done -> {
            DemoTerminals terminals = new DemoTerminals(vertx, tokens, http, port, isTls, random.split());
            rules.units().forEach(unit -> terminals.open(new Actor(Role.UNIT, unit.code())));
            map.grids().stream()
                    .filter(grid -> grid.level() == GridLevel.CITY)
                    .forEach(grid ->
                            terminals.open(new Actor(Role.CENTRE, grid.code().value())));
            report();
            vertx.setPeriodic(EVENT_EVERY.toMillis(), timer -> report());
        });
    }

    private static String responderId(String unit, int number) {
        return unit + "-" + number;
    }

    /** At the first start; later ones find them where they were last. */
    private Future<Void> putResponders() {
        String first = responderId(rules.units().iterator().next().code(), 1);
        String admin = tokens.issue(new Actor(Role.ADMIN, "demonstration"), TOKENS_VALID);
        return request(HttpMethod.GET, "/api/v1/responders/" + first, admin, null)
                .compose(status -> {
                    if (status == 200) {
                        return Future.succeededFuture();
                    }
                    JsonArray responders = new JsonArray();
                    for (Unit unit : rules.units()) {
                        boolean isCityUnit = map.grid(new GridCode(unit.area()))
                                .filter(grid -> grid.level() == GridLevel.CITY)
                                .isPresent();
                        List<Grid> townships = townships(new GridCode(unit.area()));
                        int count = isCityUnit ? RESPONDERS_IN_A_CITY_UNIT : RESPONDERS_IN_A_COUNTY_UNIT;
                        for (int number = 1; number <= count && !townships.isEmpty(); number++) {
                            responders.add(responder(unit, number, townships.get(random.nextInt(townships.size()))));
                        }
                    }
                    return request(HttpMethod.PUT, "/api/v1/responders", admin, responders.encode())
                            .compose(put -> put == 200
                                    ? Future.succeededFuture()
                                    : Future.failedFuture("the responders were not taken: status " + put));
                });
    }

    private List<Grid> townships(GridCode area) {
        List<Grid> found = new ArrayList<>();
        for (Grid child : map.children(area)) {
            if (child.level() == GridLevel.TOWNSHIP) {
                found.add(child);
            } else if (child.level() == GridLevel.COUNTY) {
                found.addAll(townships(child.code()));
            }
        }
        return found;
    }

    private JsonObject responder(Unit unit, int number, Grid township) {
        Point place = township.boundary().getInteriorPoint();
        return new JsonObject()
                .put("id", responderId(unit.code(), number))
                .put("name", unit.name() + number + "号 (demonstration)")
                .put("unit", unit.code())
                .put("skills", new JsonArray(List.copyOf(rules.skills())))
                .put("openOrdersMax", 5)
                .put("location", new JsonObject().put("lon", place.getX()).put("lat", place.getY()));
    }

    private void report() {
        List<Grid> cells = map.grids().stream()
                .filter(grid -> grid.level() == GridLevel.CELL)
                .toList();
        Point place = cells.get(random.nextInt(cells.size())).boundary().getInteriorPoint();
        Story story = STORIES.get(random.nextInt(STORIES.size()));
        JsonObject report = new JsonObject()
                .put("source", SOURCE)
                .put("sourceEventId", run + "-" + ++reported)
                .put("category", story.category())
                .put("location", new JsonObject().put("lon", place.getX()).put("lat", place.getY()))
                .put("text", story.text() + " [demonstration]");
        String token = tokens.issue(new Actor(Role.SOURCE, SOURCE), TOKENS_VALID);
        request(HttpMethod.POST, "/api/v1/events", token, report.encode()).onComplete(answered -> {
            if (answered.failed() || answered.result() >= 300) {
                LOG.atWarn()
                        .addKeyValue(
                                "answer", answered.failed() ? answered.cause().getMessage() : answered.result())
                        .log("demonstration event not taken");
            }
        });
    }

    private Future<Integer> request(HttpMethod method, String path, String token, String body) {
        return http.request(method, port, "127.0.0.1", path)
                .compose(request -> {
                    request.putHeader("Authorization", "Bearer " + token);
                    request.putHeader("Content-Type", "application/json");
                    return body == null ? request.send() : request.send(body);
                })
                .compose(response -> response.body().map(done -> response.statusCode()))
                .timeout(30, TimeUnit.SECONDS);
    }
}
