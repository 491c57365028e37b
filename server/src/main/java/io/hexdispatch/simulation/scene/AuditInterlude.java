package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.play.Refusals.Refusal;
import io.hexdispatch.simulation.play.Stage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** In the end whatever was refused must be in the audit. */
public final class AuditInterlude implements Interlude {
    private static final Thing AUDITED = Thing.of("every refusal found in the audit 审计核对");
    private static final int PAGES_MAX = 25;

    @Override
    public List<Thing> shows() {
        return List.of(AUDITED);
    }

    @Override
    public Future<Void> after(Stage stage) {
        Set<Refusal> wanted = new HashSet<>(stage.refusals().all());
        int all = wanted.size();
        if (wanted.isEmpty()) {
            return Future.succeededFuture();
        }
        return page(stage, "/api/v1/audit?outcome=refused&limit=500", wanted, 1).compose(done -> {
            if (!wanted.isEmpty()) {
                return Future.failedFuture(wanted.size() + " of " + all + " refusals are not in the audit, such as "
                        + wanted.iterator().next());
            }
            stage.books().happened(AUDITED, all + " refusals");
            return Future.succeededFuture();
        });
    }

    private static Future<Void> page(Stage stage, String path, Set<Refusal> wanted, int number) {
        return stage.caller().read(stage.supervisor(), path).compose(page -> {
            JsonArray refusals = page.getJsonArray("entries");
            wanted.removeIf(refusal -> refusals.stream().anyMatch(each -> isSame(refusal, (JsonObject) each)));
            String next = page.getString("next");
            return wanted.isEmpty() || next == null || number == PAGES_MAX
                    ? Future.succeededFuture()
                    : page(stage, next, wanted, number + 1);
        });
    }

    private static boolean isSame(Refusal refusal, JsonObject noted) {
        return refusal.subject().equals(noted.getString("subject"))
                && refusal.action().equals(noted.getString("action"))
                && refusal.by().id().equals(noted.getJsonObject("by").getString("id"));
    }
}
