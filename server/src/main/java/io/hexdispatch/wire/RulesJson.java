package io.hexdispatch.wire;

import io.hexdispatch.assignment.InvalidRulesException;
import io.hexdispatch.assignment.RulesTrial;
import io.hexdispatch.assignment.RulesVersion;
import io.hexdispatch.flow.RulesVersions.Activation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The JSON form of rules versions, of what is wrong with rules, and of trials. */
public final class RulesJson {
    private RulesJson() {}

    public static JsonObject of(RulesVersion version) {
        return new JsonObject()
                .put("version", version.number())
                .put("title", version.title())
                .put("live", version.isLive())
                .put("file", version.fileName())
                .put("sha256", version.sha256())
                .put("keptBy", version.keptBy().toString())
                .put("keptAt", version.keptAt().toString());
    }

    public static JsonObject of(Activation activation) {
        JsonObject json = new JsonObject()
                .put("version", activation.version())
                .put("by", activation.by().toString())
                .put("at", activation.at().toString());
        activation.reason().ifPresent(reason -> json.put("reason", reason));
        return json;
    }

    /** The problem of rules that cannot be used: each fault with its file, line and column. */
    public static JsonObject of(InvalidRulesException invalid) {
        List<String> problems = invalid.problems();
        JsonArray errors = new JsonArray();
        problems.forEach(problem -> errors.add(new JsonObject().put("detail", problem)));
        return Problem.of(
                        400, problems.get(0) + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : ""))
                .toJson()
                .put("errors", errors);
    }

    public static JsonObject of(RulesTrial.Result result) {
        JsonObject byCategory = new JsonObject();
        result.byCategory().forEach(byCategory::put);
        JsonArray differences = new JsonArray();
        for (RulesTrial.Difference difference : result.differences()) {
            differences.add(new JsonObject()
                    .put("event", difference.event().toString())
                    .put("category", difference.category().code())
                    .put("before", of(difference.before()))
                    .put("after", of(difference.after())));
        }
        return new JsonObject()
                .put("events", result.events())
                .put("differently", result.differently())
                .put("otherLead", result.otherLead())
                .put("otherCoHandling", result.otherCoHandling())
                .put("otherDeadlines", result.otherDeadlines())
                .put("withoutLead", result.withoutLead())
                .put("unitsGone", new JsonArray(List.copyOf(result.unitsGone())))
                .put("byCategory", byCategory)
                .put("differences", differences);
    }

    private static JsonObject of(RulesTrial.Outcome outcome) {
        JsonObject json = new JsonObject().put("rule", outcome.rule());
        outcome.lead().ifPresent(lead -> json.put("lead", lead));
        json.put("coHandling", new JsonArray(List.copyOf(outcome.coHandling())));
        outcome.skill().ifPresent(skill -> json.put("skill", skill));
        JsonObject deadlines = new JsonObject();
        outcome.deadlines().forEach(deadlines::put);
        return json.put("deadlines", deadlines);
    }
}
