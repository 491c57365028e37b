package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** The contract must be able to be broken, or it would prove nothing. */
class ContractTest {
    private static final JsonObject RESPONDER = new JsonObject()
            .put("id", "r")
            .put("name", "r")
            .put("unit", "u")
            .put("location", new JsonObject().put("lon", 113.0).put("lat", 34.0));

    private static Contract.Exchange exchange(String path, String request, int status, String type, String answer) {
        return new Contract.Exchange("PUT", path, "application/json", request, status, type, answer);
    }

    private static void putResponders(JsonObject responder, String answer) {
        Contract.check(exchange(
                "/api/v1/responders", new JsonArray().add(responder).encode(), 200, "application/json", answer));
    }

    @Test
    void whatIsDescribedPasses() {
        assertThatCode(() -> putResponders(RESPONDER, "{\"responders\":1}")).doesNotThrowAnyException();
    }

    @Test
    void anAnswerWithAFieldThatNobodyDescribedIsAFault() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> putResponders(RESPONDER, "{\"responders\":1,\"more\":2}"))
                .withMessageContaining("putResponders 200");
    }

    @Test
    void aFieldDeepInsideIsLookedAtThroughAllReferences() {
        JsonObject wrong = RESPONDER.copy();
        wrong.getJsonObject("location").put("crs", "mars");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> putResponders(wrong, "{\"responders\":1}"))
                .withMessageContaining("crs");
    }

    @Test
    void aStatusAMediaTypeAndARouteThatNobodyDescribedAreFaults() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Contract.check(exchange("/api/v1/responders", null, 299, "", "")));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Contract.check(exchange("/api/v1/responders", null, 200, "text/html", "<p>")));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Contract.check(exchange("/api/v1/nowhere", null, 200, "application/json", "{}")));
    }

    @Test
    void anEventInsideAnEventsAnswerIsClosedAsWell() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> Contract.checkFromServer(
                                """
                        {"specversion":"1.0","id":"1","source":"/hexdispatch","type":"io.hexdispatch.map.activated",
                         "time":"2026-03-01T00:00:00Z","data":{"version":"1","title":"t","more":1}}"""));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Contract.checkFromServer("{\"type\":\"io.hexdispatch.nothing\"}"))
                .withMessageContaining("not described");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> Contract.checkCarriedOut(
                                """
                        {"specversion":"1.0","id":"1","source":"/t","type":"io.hexdispatch.order.decline","subject":"x","data":{}}"""));
    }
}
