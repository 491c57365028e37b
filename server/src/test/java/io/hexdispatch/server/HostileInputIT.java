package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer says what would be right, nothing is half-written, and the server goes on. */
@ExtendWith(RunningServer.Shared.class)
final class HostileInputIT {
    private RunningServer city;
    private String source;
    private String token;

    @BeforeEach
    void ownSource(RunningServer city) {
        this.city = city;
        source = RunningServer.unique("source");
        token = city.token(Role.SOURCE, source);
    }

    @AfterEach
    void theServerGoesOn() {
        assertThat(city.post("/api/v1/events", token, report().put("sourceEventId", "after"))
                        .status())
                .isEqualTo(201);
    }

    private JsonObject report() {
        return RunningServer.report(source, "1", "90009", 113.66, 34.42);
    }

    static Stream<Arguments> wrongReports() {
        String tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).toString();
        return Stream.of(
                Arguments.of("{\"source\":", "not JSON"),
                Arguments.of("", "nothing where JSON should be"),
                Arguments.of("7", "is a JSON object"),
                Arguments.of("null", "is a JSON object"),
                Arguments.of("[]", "1 to 1000"),
                Arguments.of("{\"source\":\"S\",\"source\":\"S\"}", "Duplicate"),
                Arguments.of(with("colour", "\"red\""), "/colour: is not a field"),
                Arguments.of(with("location", "{\"lon\":34.42,\"lat\":113.66}"), "look swapped"),
                Arguments.of(with("location", "{\"lon\":NaN,\"lat\":34.42}"), "not JSON"),
                Arguments.of(with("location", "{\"lon\":1e999,\"lat\":34.42}"), "/location/lon"),
                Arguments.of(with("location", "{\"lon\":\"113.66\",\"lat\":34.42}"), "/location/lon: is the text"),
                Arguments.of(with("location", "{\"lon\":113.66}"), "/location/lat: is missing"),
                Arguments.of(with("location", "{\"lon\":113.66,\"lat\":34.42,\"crs\":\"epsg\"}"), "gcj02"),
                Arguments.of(with("location", "[113.66,34.42]"), "/location: is a list"),
                Arguments.of(with("category", "\"99999\""), "/category: there is no event category"),
                Arguments.of(with("category", "2014"), "/category: is 2014"),
                Arguments.of(with("occurredAt", "\"" + tomorrow + "\""), "lies in the future"),
                Arguments.of(with("occurredAt", "\"yesterday\""), "is not a time"),
                Arguments.of(with("occurredAt", "\"2026-03-01T08:00:00\""), "with an offset"),
                Arguments.of(with("text", "\"a\\u0000b\""), "NUL"),
                Arguments.of(with("text", "\"a\\ud800b\""), "surrogate"),
                Arguments.of(with("text", "\"  \""), "blank"),
                Arguments.of(with("text", "\"" + "x".repeat(5_000) + "\""), "at most 4000"),
                Arguments.of("{\"a\":".repeat(200) + "1" + "}".repeat(200), "not JSON"));
    }

    /** A report in which one field has another value; S stands for the test's own source. */
    private static String with(String field, String json) {
        JsonObject report = RunningServer.report("S", "1", "90009", 113.66, 34.42);
        report.remove(field);
        String rest = report.encode();
        return rest.substring(0, rest.length() - 1) + ",\"" + field + "\":" + json + "}";
    }

    @ParameterizedTest
    @MethodSource("wrongReports")
    void aWrongReportIsRefusedWithWhatWouldBeRight(String body, String hint) {
        Answer answer =
                city.post("/api/v1/events", token, "application/json", body.replace("\"S\"", "\"" + source + "\""));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.response().headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.json().encode()).contains(hint);
        assertThat(answer.json().getString("title")).isEqualTo("Bad Request");
        assertThat(filedEvents()).isEmpty();
    }

    @Test
    void everyFaultOfAReportIsToldAtOnce() {
        Answer answer = city.post("/api/v1/events", token, new JsonObject().put("soruce", "x"));
        assertThat(answer.json().getJsonArray("errors").stream()
                        .map(error -> ((JsonObject) error).getString("pointer")))
                .containsExactlyInAnyOrder("/source", "/sourceEventId", "/category", "/location", "/text", "/soruce");
    }

    @Test
    void aReportSentTwiceIsOneEvent() {
        Answer first = city.post("/api/v1/events", token, report());
        Answer second = city.post("/api/v1/events", token, report());
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json()).isEqualTo(first.json());
    }

    @Test
    void aReportTwiceInOneLotIsOneEvent() {
        String lot = new JsonArray().add(report()).add(report()).encode();
        JsonObject answer =
                city.post("/api/v1/events", token, "application/json", lot).json();
        assertThat(answer.getInteger("filed")).isEqualTo(1);
        assertThat(answer.getInteger("filedBefore")).isEqualTo(1);
        assertThat(filedEvents()).hasSize(1);
    }

    @Test
    void aLotTakesWhatIsRightAndSaysOfEachOtherWhatIsWrong() {
        String lines = report().encode() + "\n\n{\"half\":\n"
                + report().put("sourceEventId", "2").put("category", "x").encode() + "\n"
                + report().put("sourceEventId", "3").encode();
        JsonObject answer = city.post("/api/v1/events", token, "application/x-ndjson", lines)
                .json();
        assertThat(answer.getInteger("filed")).isEqualTo(2);
        assertThat(answer.getInteger("refused")).isEqualTo(2);
        JsonArray results = answer.getJsonArray("results");
        assertThat(results.getJsonObject(1).encode()).contains("line 3");
        assertThat(results.getJsonObject(2).encode()).contains("/category");
        assertThat(filedEvents()).hasSize(2);
    }

    @Test
    void aLotOfMoreThanAThousandIsRefusedWhole() {
        JsonArray lot = new JsonArray();
        for (int i = 0; i <= 1_000; i++) {
            lot.add(report().put("sourceEventId", "lot-" + i));
        }
        Answer answer = city.post("/api/v1/events", token, "application/json", lot.encode());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("detail")).contains("1001 events");
        assertThat(filedEvents()).isEmpty();
    }

    @Test
    void aBodyOfTenMegabytesIsRefused() {
        Answer answer = city.post("/api/v1/events", token, "application/json", " ".repeat(10 * 1024 * 1024));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().getString("detail")).contains("4194304 bytes");
    }

    @Test
    void aWrongContentTypeIsRefusedWithTheRightOnes() {
        Answer answer = city.post("/api/v1/events", token, "text/xml", "<event/>");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.json().getString("detail")).contains("text/xml", "application/json", "application/x-ndjson");
    }

    @Test
    void whatDoesNotExistIsToldPlainly() {
        assertThat(city.get("/api/v1/nothing", token).status()).isEqualTo(404);
        assertThat(city.get("/api/v1/events/20260101-9999999", token).status()).isEqualTo(404);
        assertThat(city.get("/api/v1/events/%00", token).status()).isEqualTo(404);
        assertThat(city.send(city.request("/api/v1/events", token).DELETE().build())
                        .status())
                .isEqualTo(405);
        assertThat(city.get("/api/v1/events?limit=many", token).json().getString("detail"))
                .contains("limit", "1 to 500");
        assertThat(city.get("/api/v1/events?colour=red", token).json().getString("detail"))
                .contains("colour");
        assertThat(city.get("/api/v1/locate?lon=34.7&lat=113.6", token).json().getString("detail"))
                .contains("swapped");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/events?limit=%zz",
                "/api/v1/locate?lon=%E4%BA&lat=%",
                "/api/v1/events/%zz",
                "/api/v1/units?%zz=1"
            })
    void whatIsWronglyEncodedInAnAddressIsTheCallersFault(String address) throws Exception {
        assertThat(statusOf(
                        "GET " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                                + city.token(Role.ADMIN, "wang") + "\r\n\r\n"))
                .isBetween(200, 499);
    }

    @Test
    void nothingHasANameThatHoldsNul() {
        String admin = city.token(Role.ADMIN, "wang");
        for (String path : new String[] {"boundaries/a%00", "boundaries/%00/report", "responders/%00", "sources/%00"}) {
            assertThat(city.get("/api/v1/" + path, admin).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void aFormThatCannotBeDecodedIsTheCallersFault() throws Exception {
        String body = "%zz=1&%";
        assertThat(statusOf("POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                        + "\r\nAuthorization: Bearer " + token + "\r\n\r\n" + body))
                .isBetween(400, 499);
    }

    private int statusOf(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", city.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 ");
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    @Test
    void aWrongMessageIsRefusedAndTheConnectionStays() {
        try (Terminal terminal = city.terminal(Role.UNIT, "police-410100")) {
            terminal.sendText("{");
            assertThat(refusal(terminal)).contains("not JSON");
            terminal.sendText("{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"/t\",\"type\":\"x\"}");
            assertThat(refusal(terminal)).contains("CloudEvents 1.0");
            terminal.send("order.dance", "20260101-0000001-1", new JsonObject());
            assertThat(refusal(terminal)).contains("order.dance", "io.hexdispatch.order.accept");
            terminal.send("order.accept", "nonsense", new JsonObject());
            assertThat(refusal(terminal)).contains("/subject");
            terminal.send("order.accept", "20260101-9999999-1", new JsonObject());
            assertThat(refusal(terminal)).contains("there is no event");
            terminal.send(
                    "responder.position", "x", new JsonObject().put("lon", 113).put("lat", 34));
            assertThat(refusal(terminal)).contains("only a responder");
        }
    }

    private static String refusal(Terminal terminal) {
        return terminal.awaitType("command.refused").getJsonObject("data").encode();
    }

    @Test
    void aMessageThatIsTooLargeEndsTheConnectionWithItsCode() throws Exception {
        try (Terminal terminal = city.terminal(Role.UNIT, "police-410100")) {
            terminal.sendText("x".repeat(70_000));
            assertThat(terminal.awaitClose()).isEqualTo((short) 1009);
        }
    }

    @Test
    void aMessageInPiecesThatIsTooLargeEndsTheConnectionWithItsCode() throws Exception {
        try (Terminal terminal = city.terminal(Role.UNIT, "police-410100")) {
            terminal.socket().writeFrame(WebSocketFrame.textFrame("x".repeat(40_000), false));
            terminal.socket().writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("x".repeat(40_000)), false));
            assertThat(terminal.awaitClose()).isEqualTo((short) 1009);
        }
    }

    @Test
    void aBinaryMessageEndsTheConnectionWithItsCode() throws Exception {
        try (Terminal terminal = city.terminal(Role.UNIT, "police-410100")) {
            terminal.socket().writeBinaryMessage(Buffer.buffer("x"));
            assertThat(terminal.awaitClose()).isEqualTo((short) 1003);
        }
    }

    @Test
    void textThatIsNotUtf8EndsTheConnectionWithItsCode() throws Exception {
        assertThat(closeCodeAfter(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, (byte) 0xC3, 0x28}))
                .isEqualTo(1007);
    }

    @Test
    void aFrameThatBreaksTheProtocolEndsTheConnectionWithItsCode() throws Exception {
        // An unmasked text frame: a client must mask (RFC 6455, 5.1).
        assertThat(closeCodeAfter(new byte[] {(byte) 0x81, 0x01, 'x'})).isEqualTo(1002);
    }

    @Test
    void halfAFrameFollowedByTheEndHarmsNobody() throws Exception {
        try (Socket socket = handshake()) {
            socket.getOutputStream().write(new byte[] {(byte) 0x81, (byte) 0xFE, 0x01});
            socket.getOutputStream().flush();
        }
    }

    /** Sends raw bytes after a handshake and gives the close code that comes back. */
    private int closeCodeAfter(byte[] bytes) throws Exception {
        try (Socket socket = handshake()) {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            while (true) {
                int first = in.read();
                assertThat(first).as("the end came without a close frame").isNotEqualTo(-1);
                int opcode = first & 0x0F;
                int length = in.read();
                if (length == 126) {
                    length = in.read() << 8 | in.read();
                }
                byte[] payload = in.readNBytes(length);
                if (opcode == 8) {
                    return (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
                }
            }
        }
    }

    private Socket handshake() throws Exception {
        Socket socket = new Socket("127.0.0.1", city.port());
        socket.setSoTimeout(20_000);
        String key = Base64.getEncoder().encodeToString(new byte[16]);
        socket.getOutputStream()
                .write(("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key
                                + "\r\nAuthorization: Bearer "
                                + city.token(Role.UNIT, "telecom-410100") + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) socket.getInputStream().read());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
        return socket;
    }

    private JsonArray filedEvents() {
        return city.get("/api/v1/events", token).json().getJsonArray("events");
    }
}
