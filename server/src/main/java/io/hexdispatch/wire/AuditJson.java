package io.hexdispatch.wire;

import io.hexdispatch.flow.Audit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The JSON form of what was refused. */
public final class AuditJson {
    private AuditJson() {}

    public static JsonObject of(List<Audit.Entry> entries) {
        JsonArray refusals = new JsonArray();
        for (Audit.Entry entry : entries) {
            Audit.Refusal refusal = entry.refusal();
            refusals.add(new JsonObject()
                    .put("id", entry.id())
                    .put("at", refusal.at().toString())
                    .put("by", HistoryJson.by(refusal.actor()))
                    .put("action", refusal.action())
                    .put("subject", refusal.subject())
                    .put("detail", refusal.detail()));
        }
        return new JsonObject().put("refusals", refusals);
    }
}
