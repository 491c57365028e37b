package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.IllegalTransitionException;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The durable memory of all events. A successful future means committed. */
public interface Events {
    /** Decides on a case file while nobody else can change it. */
    @FunctionalInterface
    interface CaseDecision {
        /**
         * @throws IllegalTransitionException if the state does not allow it
         * @throws RefusedException if the actor may not or the request is wrong
         */
        CaseFile.Change on(CaseFile caseFile) throws IllegalTransitionException;
    }

    /** Decides on several case files while nobody else can change them. */
    @FunctionalInterface
    interface CaseDecisions {
        /**
         * @param caseFiles in the order of their numbers
         * @return a change for each that changes
         * @throws IllegalTransitionException if the state of one does not allow it
         * @throws RefusedException if the actor may not or the request is wrong
         */
        List<CaseFile.Change> on(List<CaseFile> caseFiles) throws IllegalTransitionException;
    }

    /** An event that is neither closed nor void, its place in WGS 84 degrees, and in whose area it was located. */
    record Open(EventNumber number, LonLat place, Jurisdiction jurisdiction) {}

    /** Files a report, or finds what was filed when the same report came before. */
    Future<Filed> file(Filing filing);

    Future<Optional<CaseFile>> find(EventNumber number);

    Future<Optional<Dossier>> dossier(EventNumber number);

    Future<List<CaseFile>> list(EventQuery query);

    /** Loads a case file, decides and commits; fails with {@link RefusedException} where nothing was changed for a reason. */
    Future<CaseFile.Change> change(EventNumber number, CaseDecision decision);

    /** The same for several events in one transaction. Where one of them is not there, nothing is decided. */
    Future<List<CaseFile.Change>> changeAll(Set<EventNumber> numbers, CaseDecisions decisions);

    /** The open orders that a responder or unit holds, acknowledged or not, oldest first. */
    Future<List<CaseFile>> openOrdersOf(Actor holder, int limit);

    /** The open events in the order of their numbers. @param after the serial number to begin behind; 0 for the first page */
    Future<List<Open>> open(long after, int limit);

    /** The events that go on by themselves at this time or should have before, those due first. */
    Future<List<EventNumber>> due(Instant now, int limit);
}
