package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.JointHandlings.Found;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.jointhandling.JointFigures;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Somebody looks up joint handlings; he sees those that concern him. */
public final class ReadJointHandlings {
    private final JointHandlings handlings;
    private final JointParties parties;
    private final LiveMap map;

    public ReadJointHandlings(JointHandlings handlings, JointParties parties, LiveMap map) {
        this.handlings = handlings;
        this.parties = parties;
        this.map = map;
    }

    public Future<Found> one(Actor reader, EventNumber number) {
        return handlings.find(number).map(found -> found.filter(
                        each -> parties.see(each.handling(), each.caseFile(), reader))
                .orElseThrow(() -> new RefusedException(
                        Kind.NOT_FOUND, "there is no joint handling " + number + " that you may see")));
    }

    public Future<List<Found>> list(JointHandlings.Query query) {
        return check(query.area()).compose(right -> handlings.list(query));
    }

    public Future<JointFigures> figures(Actor reader, Optional<String> area, Instant from, Instant to) {
        return check(area).compose(right -> handlings.figures(reader, area, from, to));
    }

    private Future<Void> check(Optional<String> area) {
        return area.filter(code -> !GridCode.isValid(code)
                                || map.current().grid(new GridCode(code)).isEmpty())
                        .isPresent()
                ? Future.failedFuture(new RefusedException(
                        Kind.INVALID, "area: there is no grid \"" + area.get() + "\" on the live map"))
                : Future.succeededFuture();
    }
}
