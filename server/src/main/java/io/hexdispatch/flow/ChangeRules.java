package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.InvalidRulesException;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.assignment.RulesVersion;
import io.hexdispatch.category.Categories;
import io.hexdispatch.flow.RulesVersions.Activation;
import io.hexdispatch.flow.RulesVersions.Text;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Rules are checked and kept, put live and taken back. A version goes live by one reference write, after its activation is committed; what
 * was decided before stays as it is. For one event loop.
 */
public final class ChangeRules {
    private final LiveRules live;
    private final RulesVersions versions;
    private final Categories categories;
    private final Workers workers;
    private final Announcements announcements;
    private final Clock clock;
    private boolean isUnderWay;

    public ChangeRules(
            LiveRules live,
            RulesVersions versions,
            Categories categories,
            Workers workers,
            Announcements announcements,
            Clock clock) {
        this.live = live;
        this.versions = versions;
        this.categories = categories;
        this.workers = workers;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** Checks rules and keeps them; fails with {@link InvalidRulesException} where they cannot be used, and keeps nothing then. */
    public Future<RulesVersion> keep(Actor by, String yaml, String fileName) {
        return workers.run(
                        () -> AssignmentRules.parse(yaml, fileName, categories).title())
                .compose(title -> versions.keep(new Text(title, fileName, sha256(yaml), yaml), by, clock.instant()));
    }

    /**
     * Puts a version live; the live one again changes nothing.
     *
     * <p>Fails with {@link RefusedException} where there is no such version, where this program cannot use it any more, or while another
     * activation is under way.
     */
    public Future<RulesVersion> activate(Actor by, int version, Optional<String> reason) {
        if (isUnderWay) {
            return refused(RefusedException.Kind.CONFLICT, "another activation is under way; look again in a moment");
        }
        isUnderWay = true;
        return find(version)
                .compose(found -> found.isLive() ? Future.succeededFuture(found) : activate(by, found, reason))
                .onComplete(done -> isUnderWay = false);
    }

    private Future<RulesVersion> activate(Actor by, RulesVersion version, Optional<String> reason) {
        return parsed(version)
                .compose(rules -> versions.activate(new Activation(version.number(), by, clock.instant(), reason))
                        .map(committed -> {
                            live.activate(rules);
                            announcements.rulesActivated(version.number(), version.title());
                            return null;
                        }))
                .compose(done -> find(version.number()));
    }

    /** Puts live what was live before the live version; twice goes back two versions, not to and fro. */
    public Future<RulesVersion> rollBack(Actor by, Optional<String> reason) {
        return versions.activations().compose(activations -> before(activations)
                .map(version -> activate(by, version, reason))
                .orElseGet(() -> refused(
                        RefusedException.Kind.CONFLICT, "no other rules were live before those that are live now")));
    }

    /** The version beneath the first time that the live one went live. */
    static Optional<Integer> before(List<Activation> latestFirst) {
        if (latestFirst.isEmpty()) {
            return Optional.empty();
        }
        int now = latestFirst.get(0).version();
        int first = 0;
        for (int i = 0; i < latestFirst.size(); i++) {
            if (latestFirst.get(i).version() == now) {
                first = i;
            }
        }
        return latestFirst.stream().skip(first + 1L).map(Activation::version).findFirst();
    }

    Future<RulesVersion> find(int version) {
        return versions.find(version).compose(found -> found.map(Future::succeededFuture)
                .orElseGet(() ->
                        refused(RefusedException.Kind.NOT_FOUND, "there is no version " + version + " of the rules")));
    }

    /** The rules of a version, ready to decide. */
    Future<AssignmentRules> parsed(RulesVersion version) {
        return versions.yaml(version.number())
                .compose(yaml ->
                        workers.run(() -> AssignmentRules.parse(yaml.orElseThrow(), version.label(), categories)))
                .recover(failure -> failure instanceof InvalidRulesException invalid
                        ? refused(
                                RefusedException.Kind.CONFLICT,
                                "version " + version.number() + " cannot be used any more: "
                                        + invalid.problems().get(0))
                        : Future.failedFuture(failure));
    }

    public static String sha256(String yaml) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(yaml.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static <T> Future<T> refused(RefusedException.Kind kind, String message) {
        return Future.failedFuture(new RefusedException(kind, message));
    }
}
