package io.hexdispatch.wire;

import io.hexdispatch.assignment.Candidate;
import io.hexdispatch.assignment.Explanation;
import io.hexdispatch.assignment.Explanation.Choice;
import io.hexdispatch.order.OrderRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The JSON form of an explanation, in the database and on the wire. */
public final class ExplanationJson {
    private ExplanationJson() {}

    public static JsonObject of(Explanation explanation) {
        JsonArray choices = new JsonArray();
        for (Choice choice : explanation.choices()) {
            JsonArray candidates = new JsonArray();
            for (Candidate candidate : choice.candidates()) {
                JsonObject json = new JsonObject()
                        .put("responder", candidate.responder())
                        .put("name", candidate.name())
                        .put("distanceMetres", Math.round(candidate.distanceMetres() * 10) / 10.0);
                candidate.passedOver().ifPresent(reason -> json.put("passedOver", reason));
                candidates.add(json);
            }
            choices.add(new JsonObject()
                    .put("role", choice.role().name())
                    .put("unit", choice.unit())
                    .put("unitName", choice.unitName())
                    .put("candidates", candidates));
        }
        JsonObject json = new JsonObject().put("located", explanation.located());
        explanation.rule().ifPresent(rule -> json.put("rule", rule));
        explanation.queueReason().ifPresent(reason -> json.put("queueReason", reason));
        explanation.jointHandling().ifPresent(why -> json.put("jointHandling", why));
        return json.put("choices", choices);
    }

    public static Explanation read(JsonObject json) {
        return new Explanation(
                json.getString("located"),
                Optional.ofNullable(json.getString("rule")),
                json.getJsonArray("choices").stream()
                        .map(JsonObject.class::cast)
                        .map(choice -> new Choice(
                                OrderRole.valueOf(choice.getString("role")),
                                choice.getString("unit"),
                                choice.getString("unitName"),
                                choice.getJsonArray("candidates").stream()
                                        .map(JsonObject.class::cast)
                                        .map(candidate -> new Candidate(
                                                candidate.getString("responder"),
                                                candidate.getString("name"),
                                                candidate.getDouble("distanceMetres"),
                                                Optional.ofNullable(candidate.getString("passedOver"))))
                                        .toList()))
                        .toList(),
                Optional.ofNullable(json.getString("queueReason")),
                Optional.ofNullable(json.getString("jointHandling")));
    }
}
