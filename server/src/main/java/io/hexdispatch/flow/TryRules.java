package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.assignment.RulesTrial;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tries rules against the events of the last hours: what would have been decided differently. Changes nothing. */
public final class TryRules {
    /** A day of a storm has more; its latest ones tell enough. */
    static final int EVENTS_MAX = 50_000;

    private static final int PAGE = 500;
    private static final Actor READER = new Actor(Role.ADMIN, "trial");

    private final LiveRules live;
    private final ChangeRules changeRules;
    private final Events events;
    private final Clock clock;

    public TryRules(LiveRules live, ChangeRules changeRules, Events events, Clock clock) {
        this.live = live;
        this.changeRules = changeRules;
        this.events = events;
        this.clock = clock;
    }

    /** Fails with {@link RefusedException} where there is no such version, or it cannot be used. */
    public Future<RulesTrial.Result> attempt(int version, Duration last) {
        Instant since = clock.instant().minus(last);
        return changeRules
                .find(version)
                .compose(changeRules::parsed)
                .map(rules -> new RulesTrial(live.current(), rules))
                .compose(trial -> look(trial, since, Optional.empty()));
    }

    /** Page by page, so that others have their turn in between. */
    private Future<RulesTrial.Result> look(RulesTrial trial, Instant since, Optional<Long> before) {
        EventQuery query = new EventQuery(
                READER,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                before,
                PAGE);
        return events.list(query).compose(page -> {
            for (CaseFile caseFile : page) {
                if (caseFile.event().filedAt().isBefore(since) || trial.events() == EVENTS_MAX) {
                    return Future.succeededFuture(trial.result());
                }
                trial.add(caseFile);
            }
            return page.size() < PAGE
                    ? Future.succeededFuture(trial.result())
                    : look(
                            trial,
                            since,
                            Optional.of(
                                    page.get(page.size() - 1).event().number().id()));
        });
    }
}
