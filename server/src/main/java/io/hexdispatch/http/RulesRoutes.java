package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.InvalidRulesException;
import io.hexdispatch.flow.ChangeRules;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RulesVersions;
import io.hexdispatch.flow.TryRules;
import io.hexdispatch.wire.RulesJson;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Assignment rules: kept, looked through, tried, put live and taken back. */
public final class RulesRoutes {
    private static final Set<Role> EDITORS = EnumSet.of(Role.ADMIN);
    private static final Set<Role> READERS = EnumSet.of(Role.ADMIN, Role.CENTRE, Role.SUPERVISOR);
    private static final String YAML = "application/yaml";
    private static final int NAME_CHARACTERS_MAX = 100;
    private static final int TRIAL_HOURS_MAX = 24 * 7;
    private static final int TRIAL_HOURS_DEFAULT = 24;

    private final ChangeRules changeRules;
    private final TryRules tryRules;
    private final RulesVersions versions;

    public RulesRoutes(ChangeRules changeRules, TryRules tryRules, RulesVersions versions) {
        this.changeRules = changeRules;
        this.tryRules = tryRules;
        this.versions = versions;
    }

    public void mount(HttpApi api) {
        api.allow(GET, "/api/v1/rules", READERS, this::list);
        api.allow(POST, "/api/v1/rules", EDITORS, this::keep);
        api.allow(POST, "/api/v1/rules/rollback", EDITORS, this::rollBack);
        api.allow(GET, "/api/v1/rules/:version", READERS, this::text);
        api.allow(GET, "/api/v1/rules/:version/trial", READERS, this::attempt);
        api.allow(POST, "/api/v1/rules/:version/activate", EDITORS, this::activate);
    }

    private void list(RoutingContext context) {
        answer(context, 200, Future.all(versions.list(), versions.activations()).map(both -> {
            JsonArray all = new JsonArray();
            both.<java.util.List<io.hexdispatch.assignment.RulesVersion>>resultAt(0)
                    .forEach(version -> all.add(RulesJson.of(version)));
            JsonArray activations = new JsonArray();
            both.<java.util.List<RulesVersions.Activation>>resultAt(1)
                    .forEach(activation -> activations.add(RulesJson.of(activation)));
            return new JsonObject().put("versions", all).put("activations", activations);
        }));
    }

    private void keep(RoutingContext context) {
        if (!Answers.mediaType(context).equals(YAML)) {
            Answers.problem(context, Answers.unsupported(context, YAML));
            return;
        }
        try {
            String name = Parameters.text(context, "name")
                    .map(RulesRoutes::checkedName)
                    .orElse("rules.yaml");
            answer(
                    context,
                    201,
                    changeRules
                            .keep(Answers.actor(context), utf8(context), name)
                            .map(RulesJson::of));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }

    private static String checkedName(String name) {
        if (name.length() > NAME_CHARACTERS_MAX || !name.matches("[\\w.()\\- ]+")) {
            throw Parameters.invalid(
                    "name",
                    "write 1 to " + NAME_CHARACTERS_MAX + " letters, digits, blanks, dots, hyphens or underscores");
        }
        return name;
    }

    /** Bytes that are no UTF-8 are refused: replaced, they would be kept as other rules than those that were sent. */
    private static String utf8(RoutingContext context) {
        try {
            byte[] body = context.body().buffer() == null
                    ? new byte[0]
                    : context.body().buffer().getBytes();
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException(RefusedException.Kind.INVALID, "the body is not UTF-8");
        }
    }

    private void text(RoutingContext context) {
        Future.succeededFuture()
                .map(start -> version(context))
                .compose(version -> versions.yaml(version)
                        .map(found -> found.orElseThrow(() -> new RefusedException(
                                RefusedException.Kind.NOT_FOUND, "there is no version " + version + " of the rules"))))
                .onSuccess(yaml -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, YAML)
                        .end(yaml))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void attempt(RoutingContext context) {
        answer(
                context,
                200,
                Future.succeededFuture()
                        .compose(start -> tryRules.attempt(
                                version(context),
                                Duration.ofHours(Parameters.wholeNumber(context, "hours", 1, TRIAL_HOURS_MAX)
                                        .orElse(TRIAL_HOURS_DEFAULT))))
                        .map(RulesJson::of));
    }

    private void activate(RoutingContext context) {
        Reasons.of(context)
                .ifPresent(reason -> answer(
                        context,
                        200,
                        Future.succeededFuture()
                                .compose(
                                        start -> changeRules.activate(Answers.actor(context), version(context), reason))
                                .map(RulesJson::of)));
    }

    private void rollBack(RoutingContext context) {
        Reasons.of(context)
                .ifPresent(reason -> answer(
                        context,
                        200,
                        changeRules.rollBack(Answers.actor(context), reason).map(RulesJson::of)));
    }

    private static int version(RoutingContext context) {
        String text = context.pathParam("version");
        return Optional.of(text)
                .filter(digits -> digits.matches("[1-9][0-9]{0,8}"))
                .map(Integer::valueOf)
                .orElseThrow(() -> new RefusedException(
                        RefusedException.Kind.NOT_FOUND, "there is no version " + text + " of the rules"));
    }

    private static void answer(RoutingContext context, int status, Future<JsonObject> future) {
        future.onSuccess(json -> Answers.json(context, status, json)).onFailure(failure -> {
            if (failure instanceof InvalidRulesException invalid) {
                Answers.problemJson(context, 400, RulesJson.of(invalid));
            } else {
                Answers.failure(context, failure);
            }
        });
    }
}
