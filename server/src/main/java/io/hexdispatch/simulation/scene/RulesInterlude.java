package io.hexdispatch.simulation.scene;

import io.hexdispatch.assignment.Unit;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.play.Answer;
import io.hexdispatch.simulation.play.KnownCity;
import io.hexdispatch.simulation.play.Stage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The rules change for the day, with a short time for one category, and are taken back in the end. */
public final class RulesInterlude implements Interlude {
    private static final Thing WRONG = Thing.of("rules with an error refused 规则校验");
    private static final Thing KEPT = Thing.of("a version of the rules kept 规则版本");
    private static final Thing TRIED = Thing.of("rules tried on past events 试运行");
    private static final Thing LIVE = Thing.of("rules put live 规则启用");
    private static final Thing BACK = Thing.of("rules taken back 规则回退");

    private Optional<Integer> version = Optional.empty();

    @Override
    public List<Thing> shows() {
        return List.of(WRONG, KEPT, TRIED, LIVE, BACK);
    }

    @Override
    public Future<Void> before(Stage stage) {
        KnownCity city = stage.city();
        String department = city.units().stream()
                .filter(unit -> unit.area().equals(city.city()))
                .map(Unit::department)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("the rules have no unit for the whole city " + city.city()))
                .code();
        String run = stage.admin().id();
        String yaml = ShortLimits.in(city.rulesText(), department, city.city(), run);
        return keep(stage, yaml.replace("acceptance: 1 minute", "acceptance: 0 minutes"))
                .compose(answer -> answer.status() == 400
                        ? Future.succeededFuture()
                        : Future.failedFuture("rules with a limit of zero were answered with " + answer.status()))
                .compose(done -> {
                    stage.books().happened(WRONG, run);
                    return keep(stage, yaml);
                })
                .compose(answer -> {
                    if (answer.isRefusal()) {
                        return Future.failedFuture(
                                "the live rules cannot be extended by a short limit: " + answer.detail());
                    }
                    int kept = answer.json().getInteger("version");
                    stage.books().happened(KEPT, "version " + kept);
                    return tryAndActivate(stage, kept);
                });
    }

    private static Future<Answer> keep(Stage stage, String yaml) {
        return stage.caller()
                .send(
                        HttpMethod.POST,
                        stage.admin(),
                        "/api/v1/rules?name=simulation.yaml",
                        "application/yaml",
                        Buffer.buffer(yaml));
    }

    private Future<Void> tryAndActivate(Stage stage, int kept) {
        String path = "/api/v1/rules/" + kept;
        return stage.caller()
                .read(stage.admin(), path + "/trial?hours=1")
                .compose(trial -> {
                    stage.books().happened(TRIED, "version " + kept);
                    return stage.caller().act(stage.admin(), path + "/activate", reason("a simulation begins"));
                })
                .onSuccess(live -> {
                    version = Optional.of(kept);
                    stage.books().happened(LIVE, "version " + kept);
                })
                .mapEmpty();
    }

    /** Where others put rules live meanwhile, those stay. */
    @Override
    public Future<Void> takeBack(Stage stage) {
        if (version.isEmpty()) {
            return Future.succeededFuture();
        }
        int ours = version.get();
        version = Optional.empty();
        return stage.caller().read(stage.admin(), "/api/v1/rules").compose(rules -> {
            boolean isLive = rules.getJsonArray("versions").stream()
                    .map(JsonObject.class::cast)
                    .anyMatch(each -> each.getInteger("version") == ours && each.getBoolean("live"));
            if (!isLive) {
                return Future.failedFuture(
                        "somebody else put rules live during the simulation; they were left as they are");
            }
            return stage.caller()
                    .act(stage.admin(), "/api/v1/rules/rollback", reason("a simulation ends"))
                    .compose(back -> {
                        int now = back.getInteger("version");
                        if (now != stage.city().rulesVersion()) {
                            return Future.failedFuture("the rules were taken back to version " + now + " and not to "
                                    + stage.city().rulesVersion());
                        }
                        stage.books().happened(BACK, "version " + now);
                        return Future.succeededFuture();
                    });
        });
    }

    private static JsonObject reason(String text) {
        return new JsonObject().put("reason", text);
    }
}
