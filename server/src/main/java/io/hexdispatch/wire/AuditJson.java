package io.hexdispatch.wire;

import io.hexdispatch.audit.AuditEntry;
import io.hexdispatch.audit.AuditRecord;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The JSON form of the audit. */
public final class AuditJson {
    private AuditJson() {}

    public static JsonObject of(List<AuditEntry> entries) {
        JsonArray list = new JsonArray();
        for (AuditEntry entry : entries) {
            AuditRecord written = entry.record();
            list.add(new JsonObject()
                    .put("id", entry.id())
                    .put("at", written.at().toString())
                    .put("by", HistoryJson.by(written.actor()))
                    .put("action", written.action())
                    .put("subject", written.subject())
                    .put("outcome", written.outcome().text())
                    .put("detail", written.detail())
                    .put("hash", entry.hash().toString()));
        }
        return new JsonObject().put("entries", list);
    }
}
