package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How the city does, asked over HTTP while it goes on. */
@ExtendWith({VertxExtension.class, RunningServer.Shared.class})
final class FiguresIT {
    private static final double LONGITUDE = 113.02;
    private static final double LATITUDE = 34.75;
    private static final String COUNTY = "410181";
    private static final String OTHER_COUNTY = "410105";

    @Test
    void figuresAreRightAtOnceAndAfterEveryChange(RunningServer city) {
        String source = RunningServer.unique("figures");
        String first = file(city, source, "1");
        file(city, source, "2");
        file(city, source, "2");
        JsonObject before = total(city, source);
        assertThat(before.getInteger("reported")).as("one sent twice is one").isEqualTo(2);
        assertThat(before.getInteger("filed")).isEqualTo(2);
        assertThat(before.getInteger("closed")).isZero();
        assertThat(before.getDouble("closingRatePercent")).isZero();
        assertThat(before.containsKey("satisfactionRatePercent"))
                .as("a share of nothing")
                .isFalse();
        assertThat(before.containsKey("closingMedianSeconds")).isFalse();

        city.closeEvent(first);
        JsonObject closed = total(city, source);
        assertThat(closed.getInteger("closed")).isEqualTo(1);
        assertThat(closed.getDouble("closingRatePercent")).isEqualTo(50.0);
        assertThat(closed.getInteger("closedOnTime")).isEqualTo(1);
        assertThat(closed.getDouble("onTimeRatePercent")).isEqualTo(100.0);
        assertThat(closed.getInteger("acceptanceMedianSeconds")).isBetween(0, 60);
        assertThat(closed.getInteger("closingP90Seconds")).isBetween(0, 60);

        String admin = city.token(Role.ADMIN, "wang");
        ok(city.post("/api/v1/events/" + first + "/call-back", admin, new JsonObject().put("rating", 1)));
        ok(city.post("/api/v1/events/" + first + "/reopen", admin, new JsonObject().put("reason", "it still leaks")));
        JsonObject reopened = total(city, source);
        assertThat(reopened.getInteger("closed")).isZero();
        assertThat(reopened.getInteger("reopened")).isEqualTo(1);
        assertThat(reopened.getDouble("satisfactionRatePercent")).isZero();
        assertThat(reopened.getDouble("satisfactionMean")).isEqualTo(1.0);
    }

    @Test
    void groupsHaveTheirNames(RunningServer city) {
        String source = RunningServer.unique("figures");
        file(city, source, "1");
        String filter = "?source=" + source;
        JsonObject county = groups(city, filter + "&groupBy=county").get(0);
        assertThat(county.getString("county")).isEqualTo(COUNTY);
        assertThat(county.getString("name")).isEqualTo("巩义市");
        assertThat(groups(city, filter + "&groupBy=dedicated").get(0).getValue("dedicated"))
                .as("it lies in none")
                .isNull();
        JsonObject category = groups(city, filter + "&groupBy=category,month").get(0);
        assertThat(category.getString("category")).isEqualTo("event:90003");
        assertThat(category.getString("name")).isNotEmpty();
        assertThat(category.getString("month")).matches("[0-9]{4}-[0-9]{2}");
        assertThat(groups(city, filter + "&category=90003&groupBy=class").get(0).getString("class"))
                .isEqualTo("event:90");
        for (String group : List.of("township", "centre", "unit", "post", "source", "day", "week", "year")) {
            assertThat(groups(city, filter + "&groupBy=" + group)).as(group).hasSize(1);
        }
        assertThat(groups(city, filter)).isEmpty();
        assertThat(groups(city, filter + "&groupBy=county&offset=1")).isEmpty();
    }

    @Test
    void aCentreSeesItsAreaAUnitItselfAndTheOthersAll(RunningServer city) {
        String source = RunningServer.unique("figures");
        String number = file(city, source, "1");
        String unit = city.get("/api/v1/events/" + number, city.token(Role.ADMIN, "wang"))
                .json()
                .getJsonArray("orders")
                .getJsonObject(0)
                .getString("unit");
        String path = "/api/v1/figures?source=" + source;
        assertThat(reported(city.get(path, city.token(Role.CENTRE, COUNTY)))).isEqualTo(1);
        assertThat(reported(city.get(path, city.token(Role.CENTRE, "410100")))).isEqualTo(1);
        assertThat(reported(city.get(path, city.token(Role.CENTRE, OTHER_COUNTY))))
                .isZero();
        assertThat(reported(city.get(path, city.token(Role.SUPERVISOR, "li")))).isEqualTo(1);
        assertThat(reported(city.get(path, city.token(Role.UNIT, unit)))).isEqualTo(1);
        assertThat(reported(city.get(path, city.token(Role.UNIT, "another")))).isZero();

        Answer elsewhere = city.get(path + "&county=" + OTHER_COUNTY, city.token(Role.CENTRE, COUNTY));
        assertThat(elsewhere.status()).isEqualTo(403);
        assertThat(elsewhere.json().getString("detail")).contains("its own area", OTHER_COUNTY);
        assertThat(city.get(path + "&county=" + COUNTY, city.token(Role.CENTRE, "410100"))
                        .status())
                .isEqualTo(200);
        assertThat(city.get(path + "&unit=" + unit, city.token(Role.UNIT, "another"))
                        .status())
                .isEqualTo(403);
        assertThat(city.get(path, city.token(Role.CENTRE, "999999")).status()).isEqualTo(403);
        for (Role role : List.of(Role.SOURCE, Role.RESPONDER, Role.GIS)) {
            assertThat(city.get(path, city.token(role, "somebody")).status())
                    .as("%s", role)
                    .isEqualTo(403);
        }
    }

    @Test
    void whatIsMisspeltIsToldWithWhatIsRight(RunningServer city) {
        assertThat(refused(city, "?groupBy=district"))
                .contains(
                        "groupBy: \"district\" is not known; right is one of city, county, township",
                        "day, week, month");
        assertThat(refused(city, "?groupBy=county,unit")).contains("is one more");
        assertThat(refused(city, "?county=410105&distrct=1"))
                .contains("distrct: is no parameter here; right are groupBy");
        assertThat(refused(city, "?county=419999"))
                .contains("there is no \"419999\"", "right is one of 410102, 410103");
        assertThat(refused(city, "?unit=watr")).contains("there is no \"watr\"", "right is one of ", "more");
        assertThat(refused(city, "?category=1")).contains("right is one of component:01001");
        assertThat(refused(city, "?class=99&source=nobody")).contains("there is no");
        assertThat(refused(city, "?from=2026-02-30")).contains("from: \"2026-02-30\" is not a day such as 2026-11-01");
        assertThat(refused(city, "?from=2026-03-01&to=2026-02-01")).contains("is before from");
        assertThat(refused(city, "?from=1990-01-01&to=2026-02-01")).contains("more than 3660 days");
        assertThat(refused(city, "?limit=0")).contains("limit");
        assertThat(refused(city, "?format=xml")).contains("neither json nor csv");
        assertThat(refused(city, "?county=410105&county=410181")).contains("2 times");
    }

    @Test
    void aSpreadsheetGetsChineseNamesAndNoFormula(RunningServer city) {
        String source = "=cmd|' /c calc'!A1-" + RunningServer.unique("x");
        city.post(
                "/api/v1/events",
                city.token(Role.ADMIN, "wang"),
                RunningServer.report(source, "1", "90003", LONGITUDE, LATITUDE));
        Answer csv = city.send(city.request("/api/v1/figures?groupBy=source", city.token(Role.ADMIN, "wang"))
                .header("Accept", "text/csv")
                .GET()
                .build());
        assertThat(csv.response().headers().firstValue("Content-Type").orElseThrow())
                .isEqualTo("text/csv; charset=utf-8; header=present");
        List<String> rows = csv.response().body().lines().collect(Collectors.toList());
        assertThat(rows.get(0)).startsWith("\uFEFFsource,name,reported,voided,filed");
        assertThat(rows.get(1)).startsWith("来源,名称,上报数,作废数,立案数").contains("按期结案率", "满意率");
        assertThat(rows.get(rows.size() - 1)).startsWith("合计,,");
        assertThat(rows).anyMatch(row -> row.startsWith("'" + source + ","));
        assertThat(rows).noneMatch(row -> row.startsWith("="));
        assertThat(city.get("/api/v1/figures?format=csv", city.token(Role.ADMIN, "wang"))
                        .response()
                        .body()
                        .lines())
                .hasSize(3);
    }

    private static String file(RunningServer city, String source, String id) {
        Answer filed = city.post(
                "/api/v1/events",
                city.token(Role.SOURCE, source),
                RunningServer.report(source, id, "90003", LONGITUDE, LATITUDE));
        assertThat(filed.status()).as(filed.response().body()).isIn(200, 201);
        return filed.json().getString("number");
    }

    private static JsonObject total(RunningServer city, String source) {
        Answer answer = city.get("/api/v1/figures?source=" + source, city.token(Role.SUPERVISOR, "li"));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json().getJsonObject("total");
    }

    private static List<JsonObject> groups(RunningServer city, String query) {
        Answer answer = city.get("/api/v1/figures" + query, city.token(Role.SUPERVISOR, "li"));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json().getJsonArray("groups").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static int reported(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json().getJsonObject("total").getInteger("reported");
    }

    private static String refused(RunningServer city, String query) {
        Answer answer = city.get("/api/v1/figures" + query, city.token(Role.ADMIN, "wang"));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
        return answer.json().getString("detail");
    }

    private static void ok(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    }
}
