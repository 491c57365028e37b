package io.hexdispatch.wire;

import io.hexdispatch.duplicate.Proposal;
import io.vertx.core.json.JsonObject;

/** The JSON form of a duplicate that was found, and of what became of it. */
public final class DuplicateJson {
    private static final double TENTHS = 10.0;

    private DuplicateJson() {}

    public static JsonObject of(Proposal proposal) {
        var duplicate = proposal.duplicate();
        JsonObject json = new JsonObject()
                .put("id", proposal.id())
                .put("state", proposal.state().name())
                .put("event", duplicate.event().toString())
                .put("principal", duplicate.principal().toString())
                .put("metres", Math.round(duplicate.likeness().metres() * TENTHS) / TENTHS)
                .put("secondsApart", duplicate.likeness().apart().toSeconds())
                .put("confidencePercent", duplicate.likeness().confidencePercent())
                .put("proposedAt", proposal.proposedAt().toString());
        proposal.settled().ifPresent(settled -> {
            json.put("settledAt", settled.at().toString()).put("settledBy", HistoryJson.by(settled.by()));
            settled.reason().ifPresent(reason -> json.put("reason", reason));
        });
        return json;
    }
}
