package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.access.Role;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.w3c.dom.Document;

/** A citizens' app speaks Open311 GeoReport v2. */
@ExtendWith({VertxExtension.class, RunningServer.Shared.class})
final class Open311IT {
    private static final String ROOT = "/open311/v2";

    @Test
    void servicesAreForEverybodyInXmlAndJson(RunningServer city) throws Exception {
        Answer xml = city.get(ROOT + "/services.xml?jurisdiction_id=zhengzhou.gov.cn", "");
        assertThat(xml.status()).isEqualTo(200);
        assertThat(xml.response().headers().firstValue("content-type")).contains("text/xml; charset=utf-8");
        Document services = xml(xml);
        assertThat(services.getDocumentElement().getTagName()).isEqualTo("services");
        assertThat(services.getElementsByTagName("service").getLength()).isGreaterThan(400);

        JsonObject light = new JsonArray(
                        city.get(ROOT + "/services.json", "").response().body())
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(service -> service.getString("service_code").equals("02014"))
                        .findFirst()
                        .orElseThrow();
        assertThat(light.getString("service_name")).isEqualTo("交通信号灯异常");
        assertThat(light.getString("type")).isEqualTo("realtime");
        assertThat(light.getString("group")).isEqualTo("交通设施类");

        JsonObject definition = city.get(ROOT + "/services/02014.json", "").json();
        assertThat(definition.getJsonArray("attributes").getJsonObject(0).getString("code"))
                .isEqualTo("crs");
        assertThat(xml(city.get(ROOT + "/services/component-01001.xml", ""))
                        .getElementsByTagName("service_code")
                        .item(0)
                        .getTextContent())
                .isEqualTo("component-01001");
        assertThat(city.get(ROOT + "/discovery.json", "").json().encode()).contains("GeoReport_v2");
    }

    @Test
    void aRequestIsSubmittedReadAndFoundInTheList(RunningServer city) throws Exception {
        String app = RunningServer.unique("zhenghaoban");
        String key = city.token(Role.SOURCE, app);
        LonLat place = new LonLat(113.02, 34.75);
        LonLat phone = CoordinateSystem.GCJ02.fromWgs84(place);
        Map<String, String> form = form(key);
        form.put("lat", String.valueOf(phone.latitude()));
        form.put("long", String.valueOf(phone.longitude()));
        form.put("attribute[crs]", "gcj02");
        form.put("account_id", "7");

        Answer submitted = submit(city, ".xml", form);
        assertThat(submitted.status()).as(submitted.response().body()).isEqualTo(201);
        String number = xml(submitted)
                .getElementsByTagName("service_request_id")
                .item(0)
                .getTextContent();
        assertThat(xml(submitted).getElementsByTagName("account_id").item(0).getTextContent())
                .isEqualTo("7");
        Answer again = submit(city, ".json", form);
        assertThat(again.status()).as("the same form again").isEqualTo(200);
        assertThat(first(again).getString("service_request_id")).isEqualTo(number);

        JsonObject event = city.get("/api/v1/events/" + number, key).json();
        assertThat(event.getString("source")).isEqualTo(app);
        assertThat(event.getString("text")).isEqualTo("信号灯不亮 & <黑>\n地址：农业路1号\n照片：https://example.org/1.jpg");
        assertThat(event.getJsonObject("reporter").getString("name")).isEqualTo("王小明");
        assertThat(event.getJsonObject("location").getDouble("lon")).isCloseTo(113.02, within(1e-7));

        JsonObject request = first(city.get(ROOT + "/requests/" + number + ".json?api_key=" + key, ""));
        assertThat(request.getString("status")).isEqualTo("open");
        assertThat(request.getString("status_notes")).isEqualTo("DISPATCHED");
        assertThat(request.getString("service_code")).isEqualTo("02014");
        assertThat(request.getString("agency_responsible")).isEqualTo("巩义市交警");
        assertThat(request.getString("address")).endsWith("巩义市, 郑州市");
        assertThat(request.getString("requested_datetime")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(request.getDouble("long")).isCloseTo(113.02, within(1e-7));
        assertThat(first(city.get(ROOT + "/tokens/" + number + ".json", key)).getString("token"))
                .isEqualTo(number);

        assertThat(ids(city.get(ROOT + "/requests.json?status=open&service_code=02014", key)))
                .contains(number);
        assertThat(ids(city.get(ROOT + "/requests.json?status=closed", key))).isEmpty();
        assertThat(ids(city.get(ROOT + "/requests.json?service_code=01001", key)))
                .isEmpty();
        assertThat(ids(city.get(ROOT + "/requests.json?end_date=2020-01-01T00:00:00%2B08:00", key)))
                .isEmpty();
        assertThat(ids(city.get(
                        ROOT + "/requests.json?status=closed&end_date=2020-01-01T00:00:00Z&service_request_id=" + number
                                + ",20200101-0000001,nonsense",
                        key)))
                .as("ids override all other arguments")
                .contains(number);
        assertThat(xml(city.get(ROOT + "/requests.xml", key))
                        .getElementsByTagName("request")
                        .getLength())
                .isEqualTo(1);
        assertThat(ids(city.get(ROOT + "/requests.json", city.token(Role.SOURCE, "another"))))
                .as("another source's requests are its own")
                .doesNotContain(number);
        assertThat(ids(city.get(ROOT + "/requests.json", city.token(Role.CENTRE, "410181"))))
                .contains(number);
        assertThat(ids(city.get(ROOT + "/requests.json", city.token(Role.CENTRE, "410105"))))
                .doesNotContain(number);
    }

    @Test
    void aClosedEventIsAClosedRequestAndItsLastChangeIsTheClosing(RunningServer city) {
        String key = city.token(Role.SOURCE, RunningServer.unique("app"));
        String admin = city.token(Role.ADMIN, "wang");
        String number = first(submit(city, ".json", form(key))).getString("service_request_id");
        city.closeEvent(number);

        JsonObject request = first(city.get(ROOT + "/requests.json?status=closed", key));

        assertThat(request.getString("service_request_id")).isEqualTo(number);
        assertThat(request.getString("status")).isEqualTo("closed");
        assertThat(Instant.parse(request.getString("updated_datetime")))
                .isAfterOrEqualTo(Instant.parse(request.getString("requested_datetime")));
    }

    @Test
    void whatIsWrongIsAnsweredWithTheErrorsOfTheSpecification(RunningServer city) throws Exception {
        String key = city.token(Role.SOURCE, RunningServer.unique("app"));
        assertThat(refusal(submit(city, ".json", without(key, "service_code")), 400))
                .isEqualTo("service_code was not provided");
        assertThat(refusal(submit(city, ".json", with(key, "service_code", "99999")), 404))
                .contains("\"99999\" was not found");
        assertThat(refusal(submit(city, ".json", without(key, "lat")), 400)).contains("an address alone");
        assertThat(refusal(submit(city, ".json", with(key, "lat", "113,2")), 400))
                .contains("lat \"113,2\"");
        assertThat(refusal(submit(city, ".json", with(key, "lat", "113.2")), 400))
                .startsWith("lat 113.2 is not");
        assertThat(refusal(submit(city, ".json", with(key, "attribute[crs]", "moon")), 400))
                .startsWith("attribute[crs]");
        assertThat(refusal(submit(city, ".json", without(key, "api_key")), 403)).startsWith("api_key was not provided");
        assertThat(refusal(submit(city, ".json", with("nonsense", "lat", "34.75")), 403))
                .startsWith("api_key is not one");
        assertThat(refusal(submit(city, ".json", with(city.token(Role.UNIT, "u"), "lat", "34.75")), 403))
                .contains("for a unit");
        assertThat(refusal(submit(city, ".json", with(key, "description", "长".repeat(4_000))), 400))
                .startsWith("description, address_string and media_url together");
        assertThat(refusal(submit(city, ".json", with(key, "description", "x".repeat(300_000))), 413))
                .contains("262144");
        assertThat(refusal(city.post(ROOT + "/requests.json", key, new JsonObject()), 415))
                .contains("x-www-form-urlencoded");
        assertThat(refusal(city.get(ROOT + "/requests/20200101-0000001.json", key), 404))
                .contains("was not found");
        assertThat(refusal(city.get(ROOT + "/requests.json?status=half", key), 400))
                .contains("neither open nor closed");
        assertThat(refusal(
                        city.get(
                                ROOT + "/requests.json?start_date=2020-01-01T00:00:00Z&end_date=2020-12-01T00:00:00Z",
                                key),
                        400))
                .contains("90 days");
        assertThat(refusal(city.get(ROOT + "/requests.json?start_date=yesterday", key), 400))
                .contains("is not a time");
        assertThat(refusal(city.get(ROOT + "/nothing.json", key), 404)).contains("there is nothing");

        Document errors = xml(city.get(ROOT + "/requests.xml", ""));
        assertThat(errors.getDocumentElement().getTagName()).isEqualTo("errors");
        assertThat(errors.getElementsByTagName("code").item(0).getTextContent()).isEqualTo("403");
        assertThat(city.get(ROOT + "/services.yaml", "").status()).isEqualTo(404);
    }

    private static String refusal(Answer answer, int code) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(code);
        JsonObject error = first(answer);
        assertThat(error.getInteger("code")).isEqualTo(code);
        return error.getString("description");
    }

    private static Map<String, String> form(String key) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("api_key", key);
        form.put("jurisdiction_id", "");
        form.put("service_code", "02014");
        form.put("lat", "34.75");
        form.put("long", "113.02");
        form.put("description", "信号灯不亮 & <黑>");
        form.put("address_string", "农业路1号");
        form.put("media_url", "https://example.org/1.jpg");
        form.put("first_name", "小明");
        form.put("last_name", "王");
        form.put("phone", "13800000000");
        return form;
    }

    private static Map<String, String> with(String key, String name, String value) {
        Map<String, String> form = form(key);
        form.put(name, value);
        return form;
    }

    private static Map<String, String> without(String key, String name) {
        Map<String, String> form = form(key);
        form.remove(name);
        return form;
    }

    private static Answer submit(RunningServer city, String extension, Map<String, String> form) {
        return city.post(
                ROOT + "/requests" + extension,
                "",
                "application/x-www-form-urlencoded; charset=utf-8",
                form.entrySet().stream()
                        .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    private static JsonObject first(Answer answer) {
        return new JsonArray(answer.response().body()).getJsonObject(0);
    }

    private static java.util.List<String> ids(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return new JsonArray(answer.response().body())
                .stream()
                        .map(request -> ((JsonObject) request).getString("service_request_id"))
                        .toList();
    }

    private static Document xml(Answer answer) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(answer.response().body().getBytes(StandardCharsets.UTF_8)));
    }
}
