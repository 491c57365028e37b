package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.jointhandling.Grounds;
import io.hexdispatch.jointhandling.JointDecision;
import io.hexdispatch.jointhandling.JointFigures;
import io.hexdispatch.jointhandling.JointHandling;
import io.hexdispatch.jointhandling.JointStatus;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.IllegalTransitionException;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The durable memory of joint handlings. A successful future means committed. */
public interface JointHandlings {
    /** A joint handling beside its event. */
    record Found(JointHandling handling, CaseFile caseFile) {}

    /** What a decision did to both; committed together. */
    record Outcome(JointDecision.Change joint, CaseFile.Change caseFile) {}

    /** Decides while nobody else can change the event or its joint handling. */
    @FunctionalInterface
    interface Decision {
        /**
         * @throws IllegalTransitionException if the state does not allow it
         * @throws RefusedException if the actor may not or the request is wrong
         */
        Outcome on(CaseFile caseFile, Optional<JointHandling> before) throws IllegalTransitionException;
    }

    /**
     * Which ones a list shows, those of the latest events first.
     *
     * @param reader only what he may see is listed
     * @param area the event lies in this grid, or its centre is a party or decides
     * @param beforeId only those of events with a lower serial number: where the next page begins
     */
    record Query(
            Actor reader,
            Optional<String> area,
            Optional<JointStatus> status,
            Optional<Grounds> grounds,
            boolean overdue,
            Optional<Long> beforeId,
            int limit) {}

    Future<Outcome> change(EventNumber number, Decision decision);

    Future<Optional<Found>> find(EventNumber number);

    /** Without their records. */
    Future<List<Found>> list(Query query);

    /** Of what was decided from {@code from} until before {@code to}. @param area the events lie in this grid */
    Future<JointFigures> figures(Actor reader, Optional<String> area, Instant from, Instant to);

    /** The open ones whose time for the decision is over and of which that is not noted yet. */
    Future<List<EventNumber>> late(Instant now, int limit);
}
