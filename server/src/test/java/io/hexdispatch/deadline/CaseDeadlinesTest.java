package io.hexdispatch.deadline;

import static io.hexdispatch.event.TestReports.NOW;
import static io.hexdispatch.order.TestCaseFiles.coHandling;
import static io.hexdispatch.order.TestCaseFiles.filed;
import static io.hexdispatch.order.TestCaseFiles.inState;
import static io.hexdispatch.order.TestCaseFiles.lead;
import static io.hexdispatch.order.TestCaseFiles.reported;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.deadline.CaseDeadlines.Clock;
import io.hexdispatch.deadline.CaseDeadlines.Ended;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.CaseFile.Change;
import io.hexdispatch.order.OrderAction;
import io.hexdispatch.order.OrderStatus;
import io.hexdispatch.order.TestCaseFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** With a deadline of every kind. */
class CaseDeadlinesTest {
    private static final DeadlineTerms TERMS = new DeadlineTerms(
            Arrays.stream(DeadlineKind.values())
                    .collect(Collectors.toMap(kind -> kind, kind -> new Limit(1, Limit.Measure.HOURS))),
            DeadlineTerms.ROUND_THE_CLOCK,
            WorkingCalendar.ROUND_THE_CLOCK,
            75,
            List.of());

    @Test
    void aFiledEventIsToBeResolvedAndEachOrderOfItAccepted() {
        CaseDeadlines moved = of(reported().file(List.of(lead("gas"), coHandling("police")), Optional.empty(), NOW));

        assertThat(begun(moved)).containsExactly("1 acceptance", "2 acceptance", "0 disposal");
        assertThat(moved.ended()).isEmpty();
        assertThat(moved.begun()).allMatch(deadline -> deadline.dueAt().equals(NOW.plusSeconds(3_600)));
    }

    @Test
    void anEventThatWaitsForADispatcherIsToBeResolvedAllTheSame() {
        assertThat(begun(of(reported().file(List.of(), Optional.of("nobody"), NOW))))
                .containsExactly("0 disposal");
    }

    @Test
    void whereTheRulesSetNoDeadlineNothingBegins() {
        Change change = reported().file(List.of(lead("gas")), Optional.empty(), NOW);

        assertThat(CaseDeadlines.of(change, DeadlineTerms.NONE, NOW).isNothing())
                .isTrue();
    }

    @Test
    void whoAcceptsIsToArriveAndWhoArrivesHasDoneBoth() throws Exception {
        CaseFile caseFile = filed(lead("gas"));
        Change accepted = work(caseFile, OrderAction.ACCEPT);
        assertThat(begun(of(accepted))).containsExactly("1 arrival");
        assertThat(of(accepted).ended()).containsExactly(new Ended(1, DeadlineKind.ACCEPTANCE, true));

        Change arrived = work(accepted.after(), OrderAction.ARRIVE);
        assertThat(begun(of(arrived))).isEmpty();
        assertThat(of(arrived).ended())
                .contains(new Ended(1, DeadlineKind.ARRIVAL, true))
                .allMatch(Ended::met);
    }

    @Test
    void theLastOrderDoneEndsTheDisposalAndBeginsTheVerification() throws Exception {
        CaseFile onScene = work(work(filed(lead("gas")), OrderAction.ACCEPT).after(), OrderAction.ARRIVE)
                .after();

        CaseDeadlines moved = of(work(onScene, OrderAction.COMPLETE));

        assertThat(begun(moved)).containsExactly("0 verification");
        assertThat(moved.ended()).contains(new Ended(0, DeadlineKind.DISPOSAL, true));
    }

    @Test
    void anOrderGivenBackAsksNothingMoreAndWhatTakesItsPlaceIsToBeAccepted() throws Exception {
        CaseFile caseFile = filed(lead("gas"));
        Change declined = caseFile.work(
                caseFile.orders().get(0),
                OrderAction.DECLINE,
                TestCaseFiles.GAS_1,
                Optional.of("busy"),
                Optional.of(lead("gas")),
                NOW);

        assertThat(begun(of(declined))).containsExactly("2 acceptance");
        assertThat(of(declined).ended())
                .containsExactly(
                        new Ended(1, DeadlineKind.ACCEPTANCE, false), new Ended(1, DeadlineKind.ARRIVAL, false));
    }

    @Test
    void verifyingEndsTheVerificationAndClosingAllThatIsLeft() {
        assertThat(of(change(EventStatus.RESOLVED, EventStatus.VERIFIED)).ended())
                .containsExactly(new Ended(0, DeadlineKind.VERIFICATION, true));
        assertThat(of(change(EventStatus.VERIFIED, EventStatus.CLOSED)).endAll())
                .contains(true);
        assertThat(of(change(EventStatus.DISPATCHED, EventStatus.VOIDED)).endAll())
                .contains(false);
    }

    @Test
    void suspensionStopsTheClockAndItsEndLetsItRunAgain() {
        assertThat(of(change(EventStatus.IN_PROGRESS, EventStatus.SUSPENDED)).clock())
                .isEqualTo(Clock.STOPS);
        assertThat(of(change(EventStatus.SUSPENDED, EventStatus.IN_PROGRESS)).clock())
                .isEqualTo(Clock.RUNS_AGAIN);
        assertThat(begun(of(change(EventStatus.SUSPENDED, EventStatus.IN_PROGRESS))))
                .isEmpty();
    }

    @Test
    void whatIsToBeDoneAgainHasItsTimeAgain() {
        CaseDeadlines rework = of(change(EventStatus.RESOLVED, EventStatus.DISPATCHED));

        assertThat(begun(rework)).containsExactly("0 disposal");
        assertThat(rework.ended()).containsExactly(new Ended(0, DeadlineKind.VERIFICATION, false));
        assertThat(begun(of(change(EventStatus.CLOSED, EventStatus.FILED)))).containsExactly("0 disposal");
    }

    private static Change change(EventStatus before, EventStatus after) {
        return new Change(
                inState(before, OrderStatus.DONE),
                inState(after, OrderStatus.DONE),
                List.of(new HistoryEntry(
                        NOW,
                        TestCaseFiles.CENTRE,
                        Optional.empty(),
                        "test",
                        Optional.empty(),
                        after.name(),
                        Optional.empty())));
    }

    private static Change work(CaseFile caseFile, OrderAction action) throws Exception {
        return caseFile.work(
                caseFile.orders().get(0), action, TestCaseFiles.GAS_1, Optional.empty(), Optional.empty(), NOW);
    }

    private static CaseDeadlines of(Change change) {
        return CaseDeadlines.of(change, TERMS, NOW);
    }

    private static List<String> begun(CaseDeadlines moved) {
        return moved.begun().stream()
                .map(deadline ->
                        deadline.key().ordinal() + " " + deadline.key().kind().text())
                .toList();
    }
}
