package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.simulation.books.Account;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.play.Stage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** In the end supervision must have found every irregularity that was played, in the event where it was, and nothing else of its kinds. */
public final class FindingsInterlude implements Interlude {
    private static final String ROOT = "/api/v1/findings";
    private static final Thing BY_HAND = Thing.of("transferred to supervision by hand 人工移送");
    private static final Thing ANSWERED = Thing.of("a finding answered, and closed 监督办结");

    /** Kinds that follow from what was done alone, so that the books know each one. */
    private static final List<String> PREDICTED = List.of(
            "returned-often",
            "abnormal-voiding",
            "suspended-too-long",
            "dissatisfied-call-back",
            "reopened-often",
            "unverified-closing");

    /** Kinds that also follow from how fast things went. */
    private static final List<String> OTHERS =
            List.of("overdue-acceptance", "overdue-disposal", "recurrence", "late-joint-decision");

    private final Map<String, Thing> things = new LinkedHashMap<>();

    public FindingsInterlude() {
        PREDICTED.forEach(kind -> things.put(kind, Thing.of("finding: " + kind + " 监督")));
        OTHERS.forEach(kind -> things.put(kind, Thing.of("finding: " + kind + " 监督")));
    }

    @Override
    public Optional<String> needs() {
        return Optional.of("/api/v1/findings");
    }

    @Override
    public List<Thing> shows() {
        List<Thing> all = new ArrayList<>(things.values());
        all.addAll(List.of(BY_HAND, ANSWERED));
        return all;
    }

    @Override
    public Future<Void> after(Stage stage) {
        return findings(stage).compose(found -> {
            Map<String, Account> accounts = new HashMap<>();
            stage.books().accounts().forEach(account -> account.number()
                    .ifPresent(number -> accounts.put(number, account)));
            Map<String, SortedMap<String, Integer>> served = new HashMap<>();
            for (JsonObject finding : found) {
                String number = finding.getString("event");
                String kind = finding.getString("kind");
                if (accounts.containsKey(number) && things.containsKey(kind)) {
                    stage.books().happened(things.get(kind), number);
                    if (PREDICTED.contains(kind)) {
                        served.computeIfAbsent(number, first -> new TreeMap<>()).merge(kind, 1, Integer::sum);
                    }
                }
            }
            accounts.forEach((number, account) -> {
                SortedMap<String, Integer> ours = account.irregularities();
                SortedMap<String, Integer> theirs = served.getOrDefault(number, new TreeMap<>());
                if (!ours.equals(theirs)) {
                    stage.books()
                            .fault("supervision of " + number + ": " + ours + " in the books, " + theirs + " found");
                }
            });
            return byHand(stage);
        });
    }

    /** All that were found since the simulation began. */
    static Future<List<JsonObject>> findings(Stage stage) {
        List<JsonObject> found = new ArrayList<>();
        return page(stage, ROOT + "?limit=200&from=" + stage.begunAt(), found).map(done -> found);
    }

    private static Future<Void> page(Stage stage, String path, List<JsonObject> found) {
        return stage.caller().read(stage.supervisor(), path).compose(page -> {
            page.getJsonArray("findings").forEach(finding -> found.add((JsonObject) finding));
            String next = page.getString("next");
            return next == null ? Future.succeededFuture() : page(stage, next, found);
        });
    }

    /** A centre transfers what no rule sees; whoever is accountable answers, and the supervisor closes it. */
    private static Future<Void> byHand(Stage stage) {
        String number = stage.books().accounts().stream()
                .filter(account -> account.status().equals("CLOSED"))
                .flatMap(account -> account.number().stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing was closed that could be transferred"));
        return stage.caller()
                .act(
                        stage.cityCentre(),
                        ROOT,
                        new JsonObject()
                                .put("event", number)
                                .put("kind", "unverified-closing")
                                .put("reason", "the photo is of another street"))
                .compose(finding -> {
                    stage.books().happened(BY_HAND, number);
                    long id = finding.getLong("id");
                    Future<Void> answers = Future.succeededFuture();
                    for (Object each : finding.getJsonArray("accountable")) {
                        JsonObject accountable = (JsonObject) each;
                        Actor by = new Actor(
                                Role.ofText(accountable.getString("role")).orElseThrow(), accountable.getString("id"));
                        answers = answers.compose(done -> stage.caller()
                                .act(by, ROOT + "/" + id + "/answers", new JsonObject().put("text", "we looked again"))
                                .mapEmpty());
                    }
                    return answers.compose(done -> stage.caller()
                            .act(
                                    stage.supervisor(),
                                    ROOT + "/" + id + "/close",
                                    new JsonObject()
                                            .put("conclusion", "unfounded")
                                            .put("reason", "it is the street")));
                })
                .onSuccess(done -> stage.books().happened(ANSWERED, number))
                .mapEmpty();
    }
}
