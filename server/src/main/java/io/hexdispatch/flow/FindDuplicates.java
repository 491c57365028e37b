package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.duplicate.Duplicate;
import io.hexdispatch.duplicate.DuplicateTerms;
import io.hexdispatch.duplicate.DuplicateTerms.Merge;
import io.hexdispatch.duplicate.PrincipalChoice;
import io.hexdispatch.duplicate.Proposal;
import io.hexdispatch.duplicate.Reported;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.flow.Duplicates.Keeping;
import io.hexdispatch.flow.Duplicates.Kept;
import io.hexdispatch.flow.Duplicates.Near;
import io.hexdispatch.flow.Duplicates.Wanted;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks whether what was filed had been reported by another source. Looks both ways, at what was filed before and after: of two that
 * are committed at the same time, whichever is examined last finds the other.
 */
public final class FindDuplicates implements Examination {
    private final Duplicates duplicates;
    private final LiveRules rules;
    private final MergeEvents mergeEvents;
    private final Announcements announcements;
    private final Clock clock;

    public FindDuplicates(
            Duplicates duplicates, LiveRules rules, MergeEvents mergeEvents, Announcements announcements, Clock clock) {
        this.duplicates = duplicates;
        this.rules = rules;
        this.mergeEvents = mergeEvents;
        this.announcements = announcements;
        this.clock = clock;
    }

    @Override
    public Future<Void> examine(List<CaseFile> lot) {
        List<Wanted> wanted = lot.stream()
                .map(this::wanted)
                .filter(each -> each.terms().merge() != Merge.NEVER)
                .toList();
        if (wanted.isEmpty()) {
            return Future.succeededFuture();
        }
        return duplicates.near(wanted).compose(near -> {
            List<Duplicate> found = choose(wanted, near);
            return found.isEmpty()
                    ? Future.succeededFuture()
                    : duplicates.keep(found, clock.instant()).compose(keeping -> settle(
                                    keeping.kept(), terms(wanted, near), areas(lot, near))
                            .compose(done -> examine(outrun(lot, keeping))));
        });
    }

    /** Of the lot those whose principal was done with while they were examined: they may be like another. */
    private static List<CaseFile> outrun(List<CaseFile> lot, Keeping keeping) {
        Set<EventNumber> events =
                keeping.outrun().stream().map(Duplicate::event).collect(Collectors.toSet());
        return lot.stream()
                .filter(caseFile -> events.contains(caseFile.event().number()))
                .toList();
    }

    /** What holds for each event, be it one of the lot or one nearby. */
    private static Map<EventNumber, DuplicateTerms> terms(List<Wanted> wanted, List<Near> near) {
        Map<EventNumber, DuplicateTerms> terms = new HashMap<>();
        near.forEach(each ->
                terms.put(each.other().event(), wanted.get(each.wanted()).terms()));
        wanted.forEach(each -> terms.put(each.event().event(), each.terms()));
        return terms;
    }

    private static Map<EventNumber, Jurisdiction> areas(List<CaseFile> lot, List<Near> near) {
        Map<EventNumber, Jurisdiction> areas = new HashMap<>();
        near.forEach(each -> areas.put(each.other().event(), each.jurisdiction()));
        lot.forEach(each -> areas.put(each.event().number(), each.event().jurisdiction()));
        return areas;
    }

    private Wanted wanted(CaseFile caseFile) {
        Event event = caseFile.event();
        return new Wanted(
                Reported.of(caseFile),
                event.report().category().key(),
                rules.duplicates(
                        event.report().category(),
                        event.jurisdiction(),
                        event.report().receivedAt()));
    }

    private static List<Duplicate> choose(List<Wanted> wanted, List<Near> near) {
        PrincipalChoice choice = new PrincipalChoice();
        for (Near each : near) {
            Wanted event = wanted.get(each.wanted());
            choice.add(event.event(), each.other(), event.terms());
        }
        return choice.duplicates();
    }

    private Future<Void> settle(
            List<Kept> kept, Map<EventNumber, DuplicateTerms> terms, Map<EventNumber, Jurisdiction> areas) {
        Future<Void> all = Future.succeededFuture();
        List<Proposal> proposed = new ArrayList<>();
        for (Kept each : kept) {
            if (each.proposal().state() != Proposal.State.PROPOSED) {
                continue;
            }
            if (terms.get(each.proposal().duplicate().event()).merge() == Merge.AUTOMATIC) {
                all = all.compose(done -> merge(each.proposal(), areas));
            } else if (each.isNew()) {
                proposed.add(each.proposal());
            }
        }
        return all.onSuccess(done -> proposed.forEach(proposal -> announce(proposal, areas)));
    }

    /** Where it can not be merged any more, it is for a person to see. */
    private Future<Void> merge(Proposal proposal, Map<EventNumber, Jurisdiction> areas) {
        Duplicate duplicate = proposal.duplicate();
        return mergeEvents
                .merge(
                        Actor.SYSTEM,
                        duplicate.event(),
                        duplicate.principal(),
                        Optional.of("by the rules: " + duplicate.likeness()))
                .<Void>mapEmpty()
                .recover(failure -> {
                    if (failure instanceof RefusedException) {
                        announce(proposal, areas);
                        return Future.succeededFuture();
                    }
                    return Future.failedFuture(failure);
                });
    }

    private void announce(Proposal proposal, Map<EventNumber, Jurisdiction> areas) {
        announcements.duplicateProposed(
                proposal,
                List.of(
                        areas.get(proposal.duplicate().principal()),
                        areas.get(proposal.duplicate().event())));
    }
}
