package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Facts;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.play.Stage;
import io.hexdispatch.source.SourceKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** In the end the figures that the server counts for each source must be what the books add up to. */
public final class FiguresInterlude implements Interlude {
    private static final Thing EQUAL = Thing.of("figures of every source equal the books 综合评价");

    /** Ours by theirs: in how many events it happened. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>(Map.of(
            "closed", "closed",
            "voided", "voided",
            "reworked", "reworked",
            "reopened", "reopened",
            "extended", "extensions"));

    @Override
    public Optional<String> needs() {
        return Optional.of("/api/v1/figures");
    }

    @Override
    public List<Thing> shows() {
        return List.of(EQUAL);
    }

    @Override
    public Future<Void> after(Stage stage) {
        List<Facts> facts = stage.books().facts();
        Future<Void> all = Future.succeededFuture();
        for (SourceKind kind : SourceKind.values()) {
            String key = stage.sources().key(kind);
            all = all.compose(done -> stage.caller().read(stage.admin(), "/api/v1/figures?source=" + key))
                    .compose(answer -> compare(stage, key, answer.getJsonObject("total"), of(facts, key)));
        }
        return all;
    }

    private static List<Facts> of(List<Facts> facts, String source) {
        return facts.stream().filter(each -> each.source().equals(source)).toList();
    }

    private static Future<Void> compare(Stage stage, String source, JsonObject total, List<Facts> facts) {
        List<String> differences = new ArrayList<>();
        check(differences, "reported", facts.size(), total);
        NAMES.forEach((theirs, ours) -> check(differences, theirs, count(facts, ours), total));
        check(
                differences,
                "rated",
                facts.stream().filter(FiguresInterlude::isRated).count(),
                total);
        if (!differences.isEmpty()) {
            return Future.failedFuture("figures of " + source + ": " + String.join("; ", differences));
        }
        stage.books().happened(EQUAL, source);
        return Future.succeededFuture();
    }

    private static long count(List<Facts> facts, String name) {
        return facts.stream().filter(each -> each.counts().containsKey(name)).count();
    }

    private static boolean isRated(Facts facts) {
        return facts.counts().keySet().stream().anyMatch(name -> name.startsWith("rated "));
    }

    private static void check(List<String> differences, String name, long ours, JsonObject total) {
        long theirs = total.getLong(name, 0L);
        if (ours != theirs) {
            differences.add(name + " " + ours + " in the books, " + theirs + " on the server");
        }
    }
}
