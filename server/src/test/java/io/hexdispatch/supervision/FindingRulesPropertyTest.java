package io.hexdispatch.supervision;

import static io.hexdispatch.order.TestCaseFiles.CENTRE;
import static io.hexdispatch.order.TestCaseFiles.CITY;
import static io.hexdispatch.order.TestCaseFiles.STREET;
import static io.hexdispatch.order.TestCaseFiles.coHandling;
import static io.hexdispatch.order.TestCaseFiles.lead;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.IllegalTransitionException;
import io.hexdispatch.order.Order;
import io.hexdispatch.order.OrderAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** However a case file is led, each finding is made once, rests on the history, and comes where its definition says. */
class FindingRulesPropertyTest {
    private static final List<Actor> CENTRES = List.of(STREET, CENTRE, CITY);
    private static final List<String> UNITS = List.of("gas", "police", "water");

    /** @param choice of an order, a unit, an actor or a number of stars */
    private record Step(String what, int choice) {}

    @Provide
    Arbitrary<Step> steps() {
        List<String> words = new ArrayList<>(List.of(
                "accept",
                "accept",
                "complete",
                "complete",
                "decline",
                "give-back",
                "hand-on",
                "dispatch",
                "wait",
                "miss"));
        for (EventAction action : EventAction.values()) {
            // A merged event stands still, and would for the rest of most walks.
            if (action.isByName() && action != EventAction.MERGE && action != EventAction.SEPARATE) {
                words.add(action.text());
            }
        }
        words.addAll(List.of("approve", "approve", "suspend", "verify", "reopen"));
        return Combinators.combine(Arbitraries.of(words), Arbitraries.integers().between(0, 11))
                .as(Step::new);
    }

    @Property(tries = 2_000, seed = "410181")
    void eachFindingIsMadeOnceAndRestsOnTheHistory(
            @ForAll @Size(min = 10, max = 120) List<@net.jqwik.api.From("steps") Step> steps) {
        Walk walk = Walk.of(lead("gas"));
        for (Step step : steps) {
            try {
                take(walk, step);
            } catch (IllegalTransitionException | IllegalArgumentException refused) {
                // What is not possible is not done.
            }
        }
        Set<String> keys = new HashSet<>();
        for (Irregularity found : walk.found()) {
            assertThat(keys.add(found.kind() + found.occasion()))
                    .as("%s twice", found)
                    .isTrue();
            assertThat(walk.history()).containsAll(found.evidence().lines());
            assertThat(found.accountable())
                    .isNotEmpty()
                    .allMatch(actor -> actor.role() == Role.UNIT || actor.role() == Role.CENTRE);
            Statistics.label("found").collect(found.kind());
        }
        var course = walk.caseFile().event().course();
        assertThat(walk.kinds().contains(FindingKind.REOPENED_OFTEN)).isEqualTo(course.reopened() >= 2);
        if (course.returned() + course.handedOn() < 3) {
            assertThat(walk.kinds()).doesNotContain(FindingKind.RETURNED_OFTEN);
        }
        if (course.handedOn() >= 3) {
            assertThat(walk.kinds()).contains(FindingKind.RETURNED_OFTEN);
        }
        Statistics.label("found").coverage(coverage -> {
            for (FindingKind kind : List.of(
                    FindingKind.RETURNED_OFTEN,
                    FindingKind.ABNORMAL_VOIDING,
                    FindingKind.SUSPENDED_TOO_LONG,
                    FindingKind.DISSATISFIED_CALL_BACK,
                    FindingKind.REOPENED_OFTEN,
                    FindingKind.UNVERIFIED_CLOSING)) {
                coverage.check(kind).count(count -> count >= 10);
            }
        });
    }

    private static void take(Walk walk, Step step) throws IllegalTransitionException {
        CaseFile caseFile = walk.caseFile();
        int last = caseFile.orders().size();
        Order order = caseFile.order(Math.max(1, last - step.choice() % 2)).orElseThrow();
        Actor unit = new Actor(Role.UNIT, order.unit());
        String other = UNITS.get(step.choice() % UNITS.size());
        Actor centre = CENTRES.get(step.choice() % CENTRES.size());
        switch (step.what()) {
            case "accept" -> walk.work(order.ordinal(), OrderAction.ACCEPT, unit);
            case "complete" -> walk.work(order.ordinal(), OrderAction.COMPLETE, unit);
            case "decline" -> walk.work(order.ordinal(), OrderAction.DECLINE, unit);
            case "give-back" ->
                walk.work(
                        order.ordinal(),
                        OrderAction.DECLINE,
                        new Actor(Role.RESPONDER, order.responder().orElseThrow()),
                        lead(order.unit()));
            case "hand-on" -> {
                boolean has = caseFile.orders().stream()
                        .anyMatch(each -> each.status().isOpen() && each.unit().equals(other));
                if (!has) {
                    walk.work(order.ordinal(), OrderAction.HAND_ON, unit, lead(other));
                }
            }
            case "dispatch" -> walk.dispatch(coHandling(other), centre);
            case "wait" -> walk.after(Duration.ofHours(step.choice())).advance();
            case "miss" -> walk.line("deadline-overdue");
            default -> act(walk, EventAction.ofText(step.what()).orElseThrow(), centre, step.choice());
        }
    }

    private static void act(Walk walk, EventAction action, Actor actor, int choice) throws IllegalTransitionException {
        var pending = walk.caseFile().event().course().request();
        Particulars particulars =
                switch (action) {
                    case EXTEND -> new Particulars.Until(walk.now().plus(Duration.ofDays(choice + 1)));
                    case SUSPEND -> new Particulars.Until(walk.now().plus(Duration.ofHours(choice + 1)));
                    case APPROVE, REFUSE ->
                        new Particulars.Asked(
                                pending.map(asked -> asked.action()).orElse(EventAction.VOID), Optional.empty());
                    case REMIND -> new Particulars.Reminder(io.hexdispatch.event.Card.RED, Optional.empty());
                    case CALL_BACK -> new Particulars.Rating(choice % 5 + 1);
                    case VERIFY ->
                        new Particulars.Verification(Particulars.Method.VISIT, Optional.empty(), choice % 3 > 0);
                    default -> Particulars.NOTHING;
                };
        if (walk.caseFile().mayAct(action, actor)) {
            walk.act(action, actor, particulars);
        }
    }
}
