package io.hexdispatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.assignment.Candidate;
import io.hexdispatch.assignment.Explanation;
import io.hexdispatch.assignment.Explanation.Choice;
import io.hexdispatch.order.OrderRole;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationJsonTest {
    @Test
    void readsWhatItWrites() {
        Explanation dispatched = new Explanation(
                "map m1: base grid 7 观音寺",
                Optional.of("rule rules.yaml:15"),
                List.of(
                        new Choice(
                                OrderRole.LEAD,
                                "gas-city",
                                "City gas",
                                List.of(
                                        new Candidate("gas-1", "王", 12, Optional.of("off duty")),
                                        new Candidate("gas-2", "李", 340.5, Optional.empty()))),
                        new Choice(OrderRole.CO_HANDLING, "police", "Police", List.of())),
                Optional.empty());
        Explanation queued =
                new Explanation("no grid covers it", Optional.empty(), List.of(), Optional.of("outside the city"));

        assertThat(throughText(dispatched)).isEqualTo(dispatched);
        assertThat(throughText(queued)).isEqualTo(queued);
    }

    @Test
    void roundsDistancesToADecimetre() {
        Explanation explanation = new Explanation(
                "here",
                Optional.empty(),
                List.of(new Choice(
                        OrderRole.LEAD, "gas", "Gas", List.of(new Candidate("g", "g", 12.3456, Optional.empty())))),
                Optional.empty());

        Explanation once = throughText(explanation);

        assertThat(once.choices().get(0).candidates().get(0).distanceMetres()).isEqualTo(12.3);
        assertThat(throughText(once)).isEqualTo(once);
    }

    private static Explanation throughText(Explanation explanation) {
        return ExplanationJson.read(
                new JsonObject(ExplanationJson.of(explanation).encode()));
    }
}
