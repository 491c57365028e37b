package io.hexdispatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.wire.Fields.Fault;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CloudEventTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void writesTheEnvelopeOfTheStandard() {
        CloudEvent event = new CloudEvent(
                "20260301-0000042-1/DISPATCHED",
                "io.hexdispatch.order.dispatched",
                Optional.of("20260301-0000042-1"),
                new JsonObject().put("a", 1));

        assertThat(new JsonObject(event.encode(NOW)))
                .isEqualTo(new JsonObject()
                        .put("specversion", "1.0")
                        .put("id", "20260301-0000042-1/DISPATCHED")
                        .put("source", "/hexdispatch")
                        .put("type", "io.hexdispatch.order.dispatched")
                        .put("time", "2026-03-01T00:00:00Z")
                        .put("subject", "20260301-0000042-1")
                        .put("datacontenttype", "application/json")
                        .put("data", new JsonObject().put("a", 1)));
    }

    @Test
    void readsWhatItWrites() {
        CloudEvent event = new CloudEvent("1", "io.hexdispatch.x", Optional.empty(), new JsonObject().put("a", 1));

        assertThat(CloudEvent.read(Fields.of(new JsonObject(event.encode(NOW)))))
                .contains(event);
    }

    @Test
    void takesAttributesOfExtensionsAndNoData() {
        JsonObject json = envelope().put("traceparent", "00-1-2-00").put("time", "2026-03-01T00:00:00Z");

        assertThat(CloudEvent.read(Fields.of(json)))
                .contains(new CloudEvent("1", "io.hexdispatch.x", Optional.empty(), new JsonObject()));
    }

    @Test
    void tellsEveryFaultAtOnce() {
        assertThat(faults(
                        new JsonObject().put("specversion", "0.3").put("id", 1).put("data", "x")))
                .containsExactly(
                        new Fault("/specversion", "is \"0.3\"; CloudEvents 1.0 are spoken here"),
                        new Fault("/id", "is 1; a text of 1 to 200 characters is right"),
                        new Fault("/source", "is missing; a text of 1 to 200 characters"),
                        new Fault("/type", "is missing; a text of 1 to 200 characters"),
                        new Fault("/data", "is the text \"x\"; an object is right"));
        assertThat(faults(envelope().put("subject", 1)))
                .extracting(Fault::pointer)
                .containsExactly("/subject");
    }

    private static JsonObject envelope() {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", "1")
                .put("source", "/terminal")
                .put("type", "io.hexdispatch.x");
    }

    private static List<Fault> faults(JsonObject json) {
        Fields fields = Fields.of(json);
        assertThat(CloudEvent.read(fields)).isEmpty();
        return fields.faults();
    }
}
