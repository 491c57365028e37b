package io.hexdispatch.supervision;

import static io.hexdispatch.event.TestReports.NOW;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.CaseFile.NewOrder;
import io.hexdispatch.order.IllegalTransitionException;
import io.hexdispatch.order.Order;
import io.hexdispatch.order.OrderAction;
import io.hexdispatch.order.TestCaseFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A case file that is led from change to change, with its history and whatever the rules found on the way. */
final class Walk {
    private final List<HistoryEntry> history = new ArrayList<>();
    private final List<Irregularity> found = new ArrayList<>();
    private CaseFile caseFile;
    private Instant now = NOW;
    private int words;

    private Walk(CaseFile.Change filing) {
        take(filing);
    }

    /** An event that was filed with these orders. */
    static Walk of(NewOrder... orders) {
        return new Walk(TestCaseFiles.reported()
                .file(
                        Arrays.asList(orders),
                        orders.length == 0 ? Optional.of("no unit is competent") : Optional.empty(),
                        NOW));
    }

    CaseFile caseFile() {
        return caseFile;
    }

    List<HistoryEntry> history() {
        return history;
    }

    /** All that was found so far. */
    List<Irregularity> found() {
        return found;
    }

    List<FindingKind> kinds() {
        return found.stream().map(Irregularity::kind).toList();
    }

    Instant now() {
        return now;
    }

    Walk after(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** Adds a line to the history that no change of the case file brings about. */
    Walk line(String action) {
        String status = caseFile.event().status().name();
        history.add(new HistoryEntry(
                now, Actor.SYSTEM, Optional.empty(), action, Optional.empty(), status, Optional.empty()));
        return this;
    }

    Walk work(int ordinal, OrderAction action, Actor actor, NewOrder... replacement) throws IllegalTransitionException {
        Order order = caseFile.order(ordinal).orElseThrow();
        now = now.plusSeconds(1);
        take(caseFile.work(
                order,
                action,
                actor,
                Optional.of(words()),
                Arrays.stream(replacement).findFirst(),
                now));
        return this;
    }

    Walk dispatch(NewOrder order, Actor actor) throws IllegalTransitionException {
        now = now.plusSeconds(1);
        take(caseFile.dispatch(order, actor, now));
        return this;
    }

    Walk act(EventAction action, Actor actor) throws IllegalTransitionException {
        return act(action, actor, Particulars.NOTHING);
    }

    Walk act(EventAction action, Actor actor, Particulars particulars) throws IllegalTransitionException {
        now = now.plusSeconds(1);
        Optional<NewOrder> again = caseFile.doneBy(Optional.empty()).map(order -> TestCaseFiles.lead(order.unit()));
        take(caseFile.act(EventWish.of(action, words(), particulars), actor, again, now));
        return this;
    }

    Walk advance() throws IllegalTransitionException {
        take(caseFile.advance(now));
        return this;
    }

    /** Has the newest order accepted and done. */
    Walk workIt() throws IllegalTransitionException {
        int ordinal = caseFile.orders().size();
        return work(ordinal, OrderAction.ACCEPT, TestCaseFiles.GAS)
                .work(ordinal, OrderAction.COMPLETE, TestCaseFiles.GAS);
    }

    private String words() {
        return "words " + words++;
    }

    private void take(CaseFile.Change change) {
        caseFile = change.after();
        history.addAll(change.history());
        List<Irregularity> all = FindingRules.of(change, history);
        if (!all.isEmpty() && !FindingRules.isSuspect(change)) {
            throw new AssertionError("would not have been looked for: " + all);
        }
        found.addAll(all);
    }
}
