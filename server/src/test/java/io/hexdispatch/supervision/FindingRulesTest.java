package io.hexdispatch.supervision;

import static io.hexdispatch.event.TestReports.NOW;
import static io.hexdispatch.order.TestCaseFiles.CENTRE;
import static io.hexdispatch.order.TestCaseFiles.CITY;
import static io.hexdispatch.order.TestCaseFiles.GAS;
import static io.hexdispatch.order.TestCaseFiles.GAS_1;
import static io.hexdispatch.order.TestCaseFiles.STREET;
import static io.hexdispatch.order.TestCaseFiles.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.category.Category;
import io.hexdispatch.deadline.Deadline;
import io.hexdispatch.deadline.DeadlineKey;
import io.hexdispatch.deadline.DeadlineKind;
import io.hexdispatch.deadline.Limit;
import io.hexdispatch.deadline.WorkingCalendar;
import io.hexdispatch.event.Course;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.event.Particulars.Asked;
import io.hexdispatch.event.Particulars.Method;
import io.hexdispatch.event.Particulars.Rating;
import io.hexdispatch.event.Particulars.Until;
import io.hexdispatch.event.Particulars.Verification;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.OrderAction;
import io.hexdispatch.order.OrderStatus;
import io.hexdispatch.order.TestCaseFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each rule finds what its definition says, and nothing that falls just short of it. */
class FindingRulesTest {
    private static final Actor POLICE = new Actor(Role.UNIT, "police");
    private static final Verification PASSED = new Verification(Method.VISIT, Optional.empty(), true);
    private static final Verification FAILED = new Verification(Method.VISIT, Optional.empty(), false);
    private static final Duration DAY = Duration.ofDays(1);

    // Deadlines

    @Test
    void anOrderThatIsNotAcceptedInTimeIsFoundWhenItsDeadlineIsMissedAndNotWhenItWarns() {
        Irregularity found = missed(1, DeadlineKind.ACCEPTANCE, 2).orElseThrow();

        assertThat(found.kind()).isEqualTo(FindingKind.OVERDUE_ACCEPTANCE);
        assertThat(found.accountable()).containsExactly(GAS);
        assertThat(found.evidence().moments()).containsEntry("dueAt", NOW.plus(Duration.ofHours(1)));
        assertThat(found.evidence().lines()).hasSize(1);
        assertThat(missed(1, DeadlineKind.ACCEPTANCE, 1)).isEmpty();
    }

    @Test
    void anEventThatIsNotResolvedInTimeIsFoundOnceAndNotAtEachEscalation() {
        assertThat(missed(0, DeadlineKind.DISPOSAL, 2)).map(Irregularity::kind).contains(FindingKind.OVERDUE_DISPOSAL);
        assertThat(missed(0, DeadlineKind.DISPOSAL, 3)).isEmpty();
    }

    @Test
    void arrivalAndVerificationAreNotAmongTheTen() {
        assertThat(missed(1, DeadlineKind.ARRIVAL, 2)).isEmpty();
        assertThat(missed(0, DeadlineKind.VERIFICATION, 2)).isEmpty();
    }

    @Test
    void whereNobodyHasAnOrderTheCentreIsAccountable() {
        CaseFile queued = TestCaseFiles.filed();
        assertThat(FindingRules.missed(queued, fired(0, DeadlineKind.DISPOSAL, 2), line(queued)))
                .map(Irregularity::accountable)
                .contains(List.of(STREET));
    }

    private static Optional<Irregularity> missed(int ordinal, DeadlineKind kind, int firings) {
        CaseFile caseFile = TestCaseFiles.filed(lead("gas"));
        return FindingRules.missed(caseFile, fired(ordinal, kind, firings), line(caseFile));
    }

    private static Deadline.Fired fired(int ordinal, DeadlineKind kind, int firings) {
        List<io.hexdispatch.deadline.Rung> ladder = List.of(
                new io.hexdispatch.deadline.Rung(STREET, Limit.parse("1 hour")),
                new io.hexdispatch.deadline.Rung(CITY, Optional.empty()));
        Deadline deadline = Deadline.begin(
                new DeadlineKey(42, ordinal, kind),
                new Deadline.Terms(new Limit(1, Limit.Measure.HOURS), "x", 75, ladder),
                NOW,
                WorkingCalendar.ROUND_THE_CLOCK);
        Deadline.Fired fired = deadline.fire(WorkingCalendar.ROUND_THE_CLOCK);
        for (int i = 1; i < firings; i++) {
            fired = fired.after().fire(WorkingCalendar.ROUND_THE_CLOCK);
        }
        return fired;
    }

    private static HistoryEntry line(CaseFile caseFile) {
        return new HistoryEntry(
                NOW.plus(Duration.ofHours(1)),
                Actor.SYSTEM,
                Optional.empty(),
                "deadline-overdue",
                Optional.empty(),
                caseFile.event().status().name(),
                Optional.empty());
    }

    // Returned or handed on

    @Test
    void theThirdReturnIsFoundAndTheFourthIsTheSame() throws Exception {
        Walk walk = Walk.of(lead("gas"))
                .work(1, OrderAction.HAND_ON, GAS, lead("police"))
                .work(2, OrderAction.HAND_ON, POLICE, lead("water"));
        assertThat(walk.found()).isEmpty();

        walk.work(3, OrderAction.DECLINE, new Actor(Role.UNIT, "water"));
        assertThat(walk.kinds()).containsExactly(FindingKind.RETURNED_OFTEN);
        Irregularity found = walk.found().get(0);
        assertThat(found.accountable()).containsExactly(GAS, POLICE, new Actor(Role.UNIT, "water"));
        assertThat(found.evidence().counts()).containsEntry("returned", 1L).containsEntry("handedOn", 2L);
        assertThat(found.evidence().lines()).hasSize(3);

        walk.dispatch(lead("power"), CENTRE).work(4, OrderAction.HAND_ON, new Actor(Role.UNIT, "power"), lead("gas"));
        assertThat(walk.found()).hasSize(1);
    }

    @Test
    void aResponderWhoGivesItBackToHisOwnUnitDoesNotCount() throws Exception {
        Walk walk = Walk.of(lead("gas"));
        for (int i = 1; i <= 4; i++) {
            walk.work(i, OrderAction.DECLINE, GAS_1, lead("gas"));
        }
        assertThat(walk.found()).isEmpty();
    }

    @Test
    void aUnitThatIsSentTheSameOrderBackByItsCentreDoesCount() throws Exception {
        Walk walk = Walk.of(lead("gas"));
        for (int i = 1; i <= 3; i++) {
            walk.work(i, OrderAction.DECLINE, GAS).dispatch(lead("gas"), CENTRE);
        }
        assertThat(walk.kinds()).containsExactly(FindingKind.RETURNED_OFTEN);
    }

    // Voiding

    @Test
    void voidingAfterAnAcceptanceIsFoundAndWithoutOneIsNot() throws Exception {
        assertThat(voided(Walk.of(lead("gas"))).found()).isEmpty();

        Irregularity found = voided(Walk.of(lead("gas")).work(1, OrderAction.ACCEPT, GAS))
                .found()
                .get(0);
        assertThat(found.kind()).isEqualTo(FindingKind.ABNORMAL_VOIDING);
        assertThat(found.accountable()).as("who asked and who approved").containsExactly(STREET, CENTRE);
        assertThat(found.evidence().lines()).extracting(HistoryEntry::action).containsExactly("accept", "approve");
    }

    @Test
    void voidingAfterADeadlineWasMissedIsFoundAndAfterAWarningIsNot() throws Exception {
        assertThat(voided(Walk.of(lead("gas")).line("deadline-warning")).found())
                .isEmpty();
        assertThat(voided(Walk.of(lead("gas")).line("deadline-overdue")).kinds())
                .containsExactly(FindingKind.ABNORMAL_VOIDING);
    }

    private static Walk voided(Walk walk) throws Exception {
        return walk.act(EventAction.VOID, STREET)
                .act(EventAction.APPROVE, CENTRE, new Asked(EventAction.VOID, Optional.empty()));
    }

    // Suspension

    @Test
    void aSuspensionBeyondTheEndAgreedOnFirstIsFoundAndASoonerEndIsNot() throws Exception {
        Instant end = NOW.plus(DAY);
        Walk walk = suspended(Walk.of(lead("gas")), end);
        assertThat(suspended(suspended(Walk.of(lead("gas")), end), end.minusSeconds(3_600))
                        .found())
                .isEmpty();
        assertThat(walk.found()).isEmpty();

        suspended(walk, end.plusSeconds(1));
        assertThat(walk.kinds()).containsExactly(FindingKind.SUSPENDED_TOO_LONG);
        Irregularity found = walk.found().get(0);
        assertThat(found.evidence().moments())
                .containsEntry("agreedUntil", end)
                .containsEntry("suspendedUntil", end.plusSeconds(1));
        assertThat(found.accountable()).containsExactly(STREET, CITY);
    }

    @Test
    void suspendedAgainAfterItEndedIsFoundAndInTheNextRoundOfWorkIsNot() throws Exception {
        Instant end = NOW.plus(DAY);
        Walk again = suspended(Walk.of(lead("gas")), end).after(DAY).advance();
        suspended(again, end.plus(DAY));
        assertThat(again.kinds()).containsExactly(FindingKind.SUSPENDED_TOO_LONG);

        Walk next = suspended(Walk.of(lead("gas")), end)
                .act(EventAction.RESUME, CITY)
                .workIt()
                .act(EventAction.REOPEN, CITY);
        assertThat(suspended(next, end.plus(DAY)).found()).isEmpty();
    }

    @Test
    void standingStillMoreThanAnHourPastTheEndIsFoundAndAnHourIsNot() throws Exception {
        Instant end = NOW.plus(DAY);
        Walk inTime = suspended(Walk.of(lead("gas")), end);
        inTime.after(Duration.between(inTime.now(), end.plus(Duration.ofHours(1))))
                .advance();
        assertThat(inTime.caseFile().event().status()).isEqualTo(EventStatus.DISPATCHED);
        assertThat(inTime.found()).isEmpty();

        Walk late = suspended(Walk.of(lead("gas")), end);
        late.after(Duration.between(late.now(), end.plus(Duration.ofHours(1)).plusSeconds(1)))
                .advance();
        assertThat(late.kinds()).containsExactly(FindingKind.SUSPENDED_TOO_LONG);
        assertThat(late.found().get(0).accountable()).containsExactly(STREET);
    }

    private static Walk suspended(Walk walk, Instant end) throws Exception {
        return walk.act(EventAction.SUSPEND, STREET, new Until(end))
                .act(EventAction.APPROVE, CITY, new Asked(EventAction.SUSPEND, Optional.of(end)));
    }

    // Call-back

    @Test
    void twoStarsAreFoundOnceInEachRoundAndThreeAreNot() throws Exception {
        Walk walk = Walk.of(lead("gas")).workIt().act(EventAction.CALL_BACK, CENTRE, new Rating(3));
        assertThat(walk.found()).isEmpty();

        walk.act(EventAction.CALL_BACK, CENTRE, new Rating(2)).act(EventAction.CALL_BACK, CITY, new Rating(1));
        assertThat(walk.kinds()).containsExactly(FindingKind.DISSATISFIED_CALL_BACK);
        assertThat(walk.found().get(0).accountable()).containsExactly(GAS);

        walk.act(EventAction.REOPEN, CITY).workIt().act(EventAction.CALL_BACK, CENTRE, new Rating(1));
        assertThat(walk.kinds())
                .containsExactly(FindingKind.DISSATISFIED_CALL_BACK, FindingKind.DISSATISFIED_CALL_BACK);
        assertThat(walk.found()).extracting(Irregularity::occasion).doesNotHaveDuplicates();
    }

    // Reopening

    @Test
    void theSecondReopeningIsFoundAndTheFirstIsNot() throws Exception {
        Walk walk = Walk.of(lead("gas")).workIt().act(EventAction.REOPEN, CITY);
        assertThat(walk.found()).isEmpty();

        walk.workIt().act(EventAction.REOPEN, CITY);
        assertThat(walk.kinds()).containsExactly(FindingKind.REOPENED_OFTEN);
        assertThat(walk.found().get(0).evidence().lines()).hasSize(2);

        walk.workIt().act(EventAction.REOPEN, CITY);
        assertThat(walk.found()).hasSize(1);
    }

    // Closing and verification

    @Test
    void closingWithoutAVerificationIsFoundAndAfterOneThatPassedIsNot() throws Exception {
        assertThat(Walk.of(lead("gas"))
                        .workIt()
                        .act(EventAction.VERIFY, CENTRE, PASSED)
                        .act(EventAction.CLOSE, CENTRE)
                        .found())
                .isEmpty();

        Irregularity found = Walk.of(lead("gas"))
                .workIt()
                .act(EventAction.CLOSE, CENTRE)
                .found()
                .get(0);
        assertThat(found.kind()).isEqualTo(FindingKind.UNVERIFIED_CLOSING);
        assertThat(found.accountable()).containsExactly(CENTRE);
        assertThat(Walk.of(lead("gas"))
                        .workIt()
                        .act(EventAction.VERIFY, CENTRE, FAILED)
                        .act(EventAction.CLOSE, CENTRE)
                        .found())
                .singleElement()
                .satisfies(failed -> assertThat(failed.reason()).endsWith("though its verification failed"));
    }

    @Test
    void aVerificationThatIsProvedFalseWithinSevenDaysIsFoundAndLaterIsNot() throws Exception {
        Walk soon = verified().after(Duration.ofDays(7).minusSeconds(1)).act(EventAction.REOPEN, CITY);
        assertThat(soon.kinds()).containsExactly(FindingKind.UNVERIFIED_CLOSING);
        assertThat(soon.found().get(0).accountable()).as("who verified").containsExactly(CENTRE);

        assertThat(verified()
                        .after(Duration.ofDays(7))
                        .act(EventAction.REOPEN, CITY)
                        .found())
                .isEmpty();
    }

    private static Walk verified() throws Exception {
        return Walk.of(lead("gas")).workIt().act(EventAction.VERIFY, CENTRE, PASSED);
    }

    // Recurrence

    @Test
    void theSameCategoryAgainWithinFiftyMetresIsFoundAndFartherIsNot() {
        CaseFile before = event(1, NOW, 0, EventStatus.CLOSED, "90003");
        assertThat(recurrence(event(2, NOW.plus(DAY), 49, EventStatus.DISPATCHED, "90003"), before))
                .hasValueSatisfying(found -> {
                    assertThat(found.kind()).isEqualTo(FindingKind.RECURRENCE);
                    assertThat(found.evidence().events()).containsExactly(EventNumber.of(NOW, 1));
                    assertThat(found.evidence().counts().get("distanceMetres")).isBetween(48L, 50L);
                    assertThat(found.accountable()).as("who solved it before").containsExactly(GAS);
                });
        assertThat(recurrence(event(2, NOW.plus(DAY), 51, EventStatus.DISPATCHED, "90003"), before))
                .isEmpty();
    }

    @Test
    void againAfterThirtyDaysIsFoundAndLaterIsNot() {
        CaseFile before = event(1, NOW, 0, EventStatus.CLOSED, "90003");
        Instant last = NOW.plus(Duration.ofDays(30));
        assertThat(recurrence(event(2, last, 10, EventStatus.DISPATCHED, "90003"), before))
                .isPresent();
        assertThat(recurrence(event(2, last.plusMillis(1), 10, EventStatus.DISPATCHED, "90003"), before))
                .isEmpty();
    }

    @Test
    void anotherCategoryOneThatIsStillOpenAndALaterOneAreNoRecurrence() {
        CaseFile filed = event(2, NOW.plus(DAY), 10, EventStatus.DISPATCHED, "90003");
        assertThat(recurrence(filed, event(1, NOW, 0, EventStatus.CLOSED, "90004")))
                .isEmpty();
        assertThat(recurrence(filed, event(1, NOW, 0, EventStatus.IN_PROGRESS, "90003")))
                .isEmpty();
        assertThat(recurrence(filed, event(3, NOW, 0, EventStatus.CLOSED, "90003")))
                .isEmpty();
        assertThat(FindingRules.recurrence(filed, List.of())).isEmpty();
    }

    private static Optional<Irregularity> recurrence(CaseFile filed, CaseFile before) {
        return FindingRules.recurrence(filed, List.of(before));
    }

    private static CaseFile event(long id, Instant filedAt, double metresNorth, EventStatus status, String code) {
        Category category = TestReports.of(code).category();
        LonLat place = new LonLat(
                TestReports.PLACE.longitude(),
                TestReports.PLACE.latitude() + Math.toDegrees(metresNorth / 6_371_008.8));
        CaseFile done = TestCaseFiles.inState(status, OrderStatus.DONE);
        return new CaseFile(
                new Event(
                        EventNumber.of(filedAt, id),
                        TestReports.of(category, place),
                        TestReports.GONGYI,
                        status,
                        filedAt,
                        Optional.empty(),
                        Course.NONE),
                done.orders());
    }

    // Joint handling and by hand

    @Test
    void aLateJointDecisionIsTheSameForTheSameMoment() {
        CaseFile caseFile = TestCaseFiles.filed(lead("gas"));
        Irregularity first = FindingRules.lateJointDecision(caseFile, NOW, List.of(CITY), NOW.plus(DAY));
        assertThat(first.occasion())
                .isEqualTo(FindingRules.lateJointDecision(caseFile, NOW, List.of(CITY), NOW.plus(DAY.multipliedBy(2)))
                        .occasion())
                .isNotEqualTo(FindingRules.lateJointDecision(caseFile, NOW.plusSeconds(1), List.of(CITY), NOW)
                        .occasion());
        assertThat(first.accountable()).containsExactly(CITY);
        assertThat(FindingRules.lateJointDecision(caseFile, NOW, List.of(), NOW).accountable())
                .containsExactly(STREET);
    }

    @Test
    void byHandTheSameWordsOfTheSamePersonAreTheSameIrregularity() {
        CaseFile caseFile = TestCaseFiles.filed(lead("gas"));
        Irregularity first = byHand(caseFile, CENTRE, "they never came");
        assertThat(byHand(caseFile, CENTRE, "they never came").occasion()).isEqualTo(first.occasion());
        assertThat(byHand(caseFile, CENTRE, "they never came again").occasion()).isNotEqualTo(first.occasion());
        assertThat(byHand(caseFile, CITY, "they never came").occasion()).isNotEqualTo(first.occasion());
        assertThat(first.by()).contains(CENTRE);
        assertThat(first.accountable()).containsExactly(GAS);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        FindingRules.byHand(caseFile, FindingKind.RECURRENCE, CENTRE, "why", List.of("police"), NOW));
    }

    private static Irregularity byHand(CaseFile caseFile, Actor by, String reason) {
        return FindingRules.byHand(caseFile, FindingKind.OVERDUE_DISPOSAL, by, reason, List.of(), NOW);
    }
}
