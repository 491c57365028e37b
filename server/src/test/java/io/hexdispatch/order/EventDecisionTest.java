package io.hexdispatch.order;

import static io.hexdispatch.event.TestReports.NOW;
import static io.hexdispatch.order.TestCaseFiles.CENTRE;
import static io.hexdispatch.order.TestCaseFiles.CITY;
import static io.hexdispatch.order.TestCaseFiles.GAS;
import static io.hexdispatch.order.TestCaseFiles.GAS_1;
import static io.hexdispatch.order.TestCaseFiles.STREET;
import static io.hexdispatch.order.TestCaseFiles.coHandling;
import static io.hexdispatch.order.TestCaseFiles.filed;
import static io.hexdispatch.order.TestCaseFiles.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.Card;
import io.hexdispatch.event.Course;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.event.Particulars.Asked;
import io.hexdispatch.event.Particulars.Method;
import io.hexdispatch.event.Particulars.Rating;
import io.hexdispatch.event.Particulars.Reminder;
import io.hexdispatch.event.Particulars.Until;
import io.hexdispatch.event.Particulars.Verification;
import io.hexdispatch.order.CaseFile.NewOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventDecisionTest {
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));
    private static final Instant IN_TWO_DAYS = NOW.plus(Duration.ofDays(2));
    private static final Actor ADMIN = new Actor(Role.ADMIN, "wang");
    private static final Verification SEEN = new Verification(Method.VISIT, Optional.empty(), true);
    private static final Verification NOT_DONE = new Verification(Method.PHOTO, Optional.of("photos/7"), false);

    @Test
    void extendsForTheFirstTimeByTheWordOfTheCentre() throws IllegalTransitionException {
        CaseFile extended = act(filed(lead("gas")), CENTRE, EventAction.EXTEND, new Until(TOMORROW));

        assertThat(extended.event().course().extendedUntil()).contains(TOMORROW);
        assertThat(extended.event().course().extensions()).isEqualTo(1);
        assertThat(extended.event().course().request()).isEmpty();
    }

    @Test
    void extendsASecondTimeOnlyWithApproval() throws IllegalTransitionException {
        CaseFile once = act(filed(lead("gas")), CENTRE, EventAction.EXTEND, new Until(TOMORROW));

        CaseFile asked = act(once, CENTRE, EventAction.EXTEND, new Until(IN_TWO_DAYS));
        assertThat(asked.event().course().extendedUntil()).contains(TOMORROW);
        assertThat(asked.event().course().request().orElseThrow().by()).isEqualTo(CENTRE);

        CaseFile twice = act(asked, CITY, EventAction.APPROVE, asked(EventAction.EXTEND));
        assertThat(twice.event().course().extendedUntil()).contains(IN_TWO_DAYS);
        assertThat(twice.event().course().extensions()).isEqualTo(2);
    }

    @Test
    void letsAUnitAskForAnExtensionThatItsCentreApproves() throws IllegalTransitionException {
        CaseFile asked = act(filed(lead("gas")), GAS, EventAction.EXTEND, new Until(TOMORROW));
        assertThat(asked.event().course().extensions()).isZero();

        CaseFile extended = act(asked, STREET, EventAction.APPROVE, asked(EventAction.EXTEND));
        assertThat(extended.event().course().extendedUntil()).contains(TOMORROW);
    }

    @Test
    void extendsNeverToAnEarlierEnd() throws IllegalTransitionException {
        CaseFile once = act(filed(lead("gas")), CENTRE, EventAction.EXTEND, new Until(IN_TWO_DAYS));

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> act(once, CENTRE, EventAction.EXTEND, new Until(TOMORROW)))
                .withMessageContaining("is extended until " + IN_TWO_DAYS + " already");
    }

    @Test
    void isSuspendedWhenAnotherApprovesAndGoesOnWhereItStood() throws IllegalTransitionException {
        CaseFile caseFile = accept(filed(lead("gas"), coHandling("police")), 1);
        CaseFile asked = act(caseFile, GAS, EventAction.SUSPEND, new Until(TOMORROW));
        assertThat(asked.event().status()).isEqualTo(EventStatus.IN_PROGRESS);

        CaseFile suspended = act(asked, CENTRE, EventAction.APPROVE, asked(EventAction.SUSPEND));
        assertThat(suspended.event().status()).isEqualTo(EventStatus.SUSPENDED);
        assertThat(suspended.event().course().suspendedSince()).contains(NOW);
        assertThat(suspended.dueAt()).contains(TOMORROW);
        assertThat(suspended.orders()).isEqualTo(caseFile.orders());
        assertThat(suspended.isOccupying(suspended.orders().get(0))).isFalse();
        assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> complete(suspended, 1));

        CaseFile resumed = act(suspended, STREET, EventAction.RESUME, Particulars.NOTHING);
        assertThat(resumed.event().status()).isEqualTo(EventStatus.IN_PROGRESS);
        assertThat(resumed.event().course().suspendedUntil()).isEmpty();
        assertThat(resumed.event().course().suspensions()).isEqualTo(1);
    }

    @Test
    void goesOnByItselfWhenTheSuspensionEndsAndNotBefore() throws IllegalTransitionException {
        CaseFile suspended = act(
                act(filed(lead("gas")), GAS, EventAction.SUSPEND, new Until(TOMORROW)),
                CENTRE,
                EventAction.APPROVE,
                asked(EventAction.SUSPEND));

        assertThat(suspended.advance(TOMORROW.minusNanos(1_000)).isNothing()).isTrue();
        CaseFile.Change resumed = suspended.advance(TOMORROW);
        assertThat(resumed.after().event().status()).isEqualTo(EventStatus.DISPATCHED);
        assertThat(resumed.history())
                .extracting(HistoryEntry::actor, HistoryEntry::action)
                .containsExactly(tuple(Actor.SYSTEM, "resume"));
        assertThat(resumed.after().advance(TOMORROW).isNothing()).isTrue();
    }

    @Test
    void keepsTheReasonWhyItWaitsWhileItIsSuspended() throws IllegalTransitionException {
        CaseFile queued = filed();
        CaseFile resumed = act(
                act(
                        act(queued, STREET, EventAction.SUSPEND, new Until(TOMORROW)),
                        CENTRE,
                        EventAction.APPROVE,
                        asked(EventAction.SUSPEND)),
                CENTRE,
                EventAction.RESUME,
                Particulars.NOTHING);

        assertThat(resumed.event().queueReason()).contains("no unit is competent");
        assertThat(resumed.event().status()).isEqualTo(EventStatus.FILED);
    }

    @Test
    void isVoidedByTwoPairsOfEyesWithAllThatIsOpen() throws IllegalTransitionException {
        CaseFile asked = act(accept(filed(lead("gas"), coHandling("police")), 1), STREET, EventAction.VOID);

        assertThat(asked.event().status()).isEqualTo(EventStatus.IN_PROGRESS);
        assertThat(asked.mayAct(EventAction.APPROVE, STREET)).isFalse();
        assertThat(asked.mayAct(EventAction.APPROVE, CENTRE)).isTrue();
        assertThat(asked.mayAct(EventAction.APPROVE, ADMIN)).isTrue();
        assertThat(asked.mayAct(EventAction.APPROVE, GAS)).isFalse();

        CaseFile.Change voided = change(asked, CENTRE, EventAction.APPROVE, asked(EventAction.VOID), NOW);
        assertThat(voided.after().event().status()).isEqualTo(EventStatus.VOIDED);
        assertThat(voided.after().orders()).extracting(Order::status).containsOnly(OrderStatus.CANCELLED);
        assertThat(voided.changed())
                .extracting(Order::reason)
                .containsOnly(Optional.of("the event was voided: because"));
        assertThat(voided.history()).extracting(HistoryEntry::action).containsExactly("approve", "cancel", "cancel");
    }

    @Test
    void isApprovedByNobodyBelowTheOneWhoAsked() throws IllegalTransitionException {
        CaseFile asked = act(filed(lead("gas")), CITY, EventAction.VOID);

        assertThat(List.of(CITY, CENTRE, STREET)).noneMatch(actor -> asked.mayAct(EventAction.APPROVE, actor));
        assertThat(asked.mayAct(EventAction.APPROVE, ADMIN)).isTrue();
        CaseFile byAdmin = act(filed(lead("gas")), ADMIN, EventAction.VOID);
        assertThat(byAdmin.mayAct(EventAction.APPROVE, ADMIN)).isFalse();
        assertThat(byAdmin.mayAct(EventAction.APPROVE, new Actor(Role.ADMIN, "li")))
                .isTrue();
    }

    @Test
    void approvesOnlyWhatIsMeant() throws IllegalTransitionException {
        CaseFile asked = act(filed(lead("gas")), STREET, EventAction.VOID);

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> act(asked, CENTRE, EventAction.APPROVE, asked(EventAction.EXTEND)))
                .withMessageContaining("void is asked for, not extend");
    }

    @Test
    void asksOneThingAtATime() throws IllegalTransitionException {
        CaseFile asked = act(filed(lead("gas")), STREET, EventAction.VOID);

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> act(asked, GAS, EventAction.SUSPEND, new Until(TOMORROW)))
                .withMessageContaining("void was asked for by centre 410181001 and must be approved or refused first");
        CaseFile refused = act(asked, CENTRE, EventAction.REFUSE, asked(EventAction.VOID));
        assertThat(refused.event().course().request()).isEmpty();
        assertThat(act(refused, GAS, EventAction.SUSPEND, new Until(TOMORROW))
                        .event()
                        .course()
                        .request())
                .isPresent();
    }

    @Test
    void letsWhoeverAskedTakeItBack() throws IllegalTransitionException {
        CaseFile asked = act(filed(lead("gas"), coHandling("police")), GAS, EventAction.SUSPEND, new Until(TOMORROW));

        assertThat(asked.mayAct(EventAction.REFUSE, GAS)).isTrue();
        assertThat(asked.mayAct(EventAction.REFUSE, new Actor(Role.UNIT, "police")))
                .isFalse();
    }

    @Test
    void approvesNoSuspensionThatHasEndedMeanwhile() throws IllegalTransitionException {
        CaseFile asked = act(filed(lead("gas")), GAS, EventAction.SUSPEND, new Until(TOMORROW));

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> change(asked, CENTRE, EventAction.APPROVE, asked(EventAction.SUSPEND), TOMORROW))
                .withMessageContaining("would have ended at " + TOMORROW);
    }

    @Test
    void dropsWhatWasAskedForWhenTheEventIsResolvedFirst() throws IllegalTransitionException {
        CaseFile asked = act(accept(filed(lead("gas")), 1), GAS, EventAction.SUSPEND, new Until(TOMORROW));

        CaseFile.Change resolved = asked.work(
                asked.order(1).orElseThrow(), OrderAction.COMPLETE, GAS, Optional.empty(), Optional.empty(), NOW);

        assertThat(resolved.after().event().course().request()).isEmpty();
        assertThat(resolved.history())
                .extracting(HistoryEntry::action)
                .containsExactly("complete", Course.FOLLOW, Course.LAPSE);
    }

    @Test
    void sendsWorkBackThatFailedVerificationAndOnlyThat() throws IllegalTransitionException {
        CaseFile resolved = resolved();
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> again(resolved, EventAction.REWORK, "gas"))
                .withMessageContaining("rework needs a verification that failed");

        CaseFile failed = act(resolved, CENTRE, EventAction.VERIFY, NOT_DONE);
        assertThat(failed.event().status()).isEqualTo(EventStatus.RESOLVED);
        assertThat(failed.event().course().failedVerifications()).isEqualTo(1);

        CaseFile back = again(failed, EventAction.REWORK, "police");
        assertThat(back.event().status()).isEqualTo(EventStatus.DISPATCHED);
        assertThat(back.order(3).orElseThrow())
                .extracting(Order::unit, Order::replaces, Order::status)
                .containsExactly("police", Optional.of(2), OrderStatus.DISPATCHED);
        assertThat(back.event().course().verification()).isEmpty();
        assertThat(back.event().course().reworked()).isEqualTo(1);

        CaseFile done = complete(accept(back, 3), 3);
        assertThat(done.event().status()).isEqualTo(EventStatus.RESOLVED);
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> again(done, EventAction.REWORK, "police"));
    }

    @Test
    void isOpenedAgainFromClosedAndCountsIt() throws IllegalTransitionException {
        CaseFile closed = act(act(resolved(), CENTRE, EventAction.VERIFY, SEEN), CENTRE, EventAction.CLOSE);

        CaseFile reopened = again(closed, EventAction.REOPEN, "water");

        assertThat(reopened.event().status()).isEqualTo(EventStatus.DISPATCHED);
        assertThat(reopened.order(3).orElseThrow().replaces()).contains(1);
        assertThat(reopened.event().course().reopened()).isEqualTo(1);
        CaseFile declined = reopened.work(
                        reopened.order(3).orElseThrow(),
                        OrderAction.DECLINE,
                        CENTRE,
                        Optional.of("not ours"),
                        Optional.empty(),
                        NOW)
                .after();
        assertThat(declined.event().status()).isEqualTo(EventStatus.FILED);
        assertThat(declined.event().course().returned()).isEqualTo(1);
    }

    @Test
    void isClosedWithoutAVerificationOnlyForAReason() throws IllegalTransitionException {
        EventWish silent = EventWish.of(EventAction.CLOSE, Optional.empty());

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> resolved().act(silent, CENTRE, Optional.empty(), NOW))
                .withMessageContaining("needs a reason");
        assertThat(act(resolved(), CENTRE, EventAction.CLOSE).event().status()).isEqualTo(EventStatus.CLOSED);
        CaseFile verified = act(resolved(), CENTRE, EventAction.VERIFY, SEEN);
        assertThat(verified.act(silent, CENTRE, Optional.empty(), NOW)
                        .after()
                        .event()
                        .status())
                .isEqualTo(EventStatus.CLOSED);
    }

    @Test
    void isClosedByItselfAWhileAfterItsVerificationUnlessTheReporterObjects() throws IllegalTransitionException {
        CaseFile verified = act(resolved(), CENTRE, EventAction.VERIFY, SEEN);
        Instant due = NOW.plus(Course.CLOSES_AFTER);

        assertThat(verified.dueAt()).contains(due);
        assertThat(verified.advance(due.minusSeconds(1)).isNothing()).isTrue();
        assertThat(verified.advance(due).after().event().status()).isEqualTo(EventStatus.CLOSED);

        CaseFile objected = change(verified, CENTRE, EventAction.CALL_BACK, new Rating(2), NOW.plusSeconds(9))
                .after();
        assertThat(objected.dueAt()).isEmpty();
        assertThat(objected.advance(due).isNothing()).isTrue();
    }

    @Test
    void countsRemindersByTheirCards() throws IllegalTransitionException {
        CaseFile reminded = filed(lead("gas"));
        for (Card card : List.of(Card.ORDINARY, Card.YELLOW, Card.RED, Card.YELLOW)) {
            reminded = act(reminded, CENTRE, EventAction.REMIND, new Reminder(card, Optional.of("gas")));
        }

        assertThat(reminded.event().course().cards(Card.ORDINARY)).isEqualTo(1);
        assertThat(reminded.event().course().cards(Card.YELLOW)).isEqualTo(2);
        assertThat(reminded.event().course().cards(Card.RED)).isEqualTo(1);
    }

    @Test
    void takesTheSameReminderForANewOneAfterAWhile() throws IllegalTransitionException {
        Reminder reminder = new Reminder(Card.RED, Optional.empty());
        CaseFile once = act(filed(lead("gas")), CENTRE, EventAction.REMIND, reminder);

        assertThat(change(once, CENTRE, EventAction.REMIND, reminder, NOW.plusSeconds(30))
                        .isNothing())
                .isTrue();
        assertThat(change(once, CENTRE, EventAction.REMIND, reminder, NOW.plus(Duration.ofHours(1)))
                        .isNothing())
                .isFalse();
    }

    @Test
    void changesNothingWhenTheSameComesFromTheSameAgainAndRefusesItFromAnother() throws IllegalTransitionException {
        CaseFile verified = act(resolved(), CENTRE, EventAction.VERIFY, SEEN);

        assertThat(change(verified, CENTRE, EventAction.VERIFY, SEEN, TOMORROW).isNothing())
                .isTrue();
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> act(verified, CITY, EventAction.VERIFY, SEEN))
                .withMessage("event 20260301-0000042 is VERIFIED: verify is possible only while it is RESOLVED; "
                        + "possible is call-back, close, reopen");
        CaseFile asked = act(filed(lead("gas")), GAS, EventAction.EXTEND, new Until(TOMORROW));
        assertThat(change(asked, GAS, EventAction.EXTEND, new Until(TOMORROW), NOW)
                        .isNothing())
                .isTrue();
        CaseFile approved = act(asked, CENTRE, EventAction.APPROVE, asked(EventAction.EXTEND));
        assertThat(change(approved, CENTRE, EventAction.APPROVE, asked(EventAction.EXTEND), NOW)
                        .isNothing())
                .isTrue();
    }

    @Test
    void opensAgainASecondTimeInTheSameWordsWhenTheWorkWasDoneInBetween() throws IllegalTransitionException {
        CaseFile reopened = again(resolved(), EventAction.REOPEN, "gas");
        CaseFile resolved = complete(accept(reopened, 3), 3);

        assertThat(again(resolved, EventAction.REOPEN, "gas").event().course().reopened())
                .isEqualTo(2);
    }

    @Test
    void countsWhatWasReturnedAndHandedOn() throws IllegalTransitionException {
        CaseFile caseFile = filed(lead("gas"));
        CaseFile handedOn = caseFile.work(
                        caseFile.order(1).orElseThrow(),
                        OrderAction.HAND_ON,
                        GAS,
                        Optional.of("it is water"),
                        Optional.of(lead("water")),
                        NOW)
                .after();

        assertThat(handedOn.event().course().handedOn()).isEqualTo(1);
        assertThat(handedOn.event().course().returned()).isZero();
    }

    @Test
    void takesARequestFromThoseAloneWhoHoldAnOpenOrder() throws IllegalTransitionException {
        CaseFile caseFile = filed(lead("gas"));
        assertThat(caseFile.mayAct(EventAction.SUSPEND, GAS_1)).isTrue();
        assertThat(caseFile.mayAct(EventAction.SUSPEND, new Actor(Role.UNIT, "water")))
                .isFalse();
        assertThat(caseFile.mayAct(EventAction.VOID, GAS)).isFalse();
        assertThat(complete(accept(caseFile, 1), 1).mayAct(EventAction.SUSPEND, GAS))
                .isFalse();
    }

    @Test
    void doesNothingWithoutTheReasonThatTheTableAsksFor() {
        EventWish silent = EventWish.of(EventAction.VOID, Optional.empty());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filed(lead("gas")).act(silent, CENTRE, Optional.empty(), NOW))
                .withMessage("void without a reason");
    }

    private static Asked asked(EventAction action) {
        return new Asked(action, Optional.empty());
    }

    private static CaseFile resolved() throws IllegalTransitionException {
        CaseFile caseFile = filed(lead("gas"), coHandling("police"));
        return complete(accept(complete(accept(caseFile, 1), 1), 2), 2);
    }

    private static CaseFile act(CaseFile caseFile, Actor actor, EventAction action) throws IllegalTransitionException {
        return act(caseFile, actor, action, Particulars.NOTHING);
    }

    private static CaseFile act(CaseFile caseFile, Actor actor, EventAction action, Particulars particulars)
            throws IllegalTransitionException {
        return change(caseFile, actor, action, particulars, NOW).after();
    }

    private static CaseFile.Change change(
            CaseFile caseFile, Actor actor, EventAction action, Particulars particulars, Instant now)
            throws IllegalTransitionException {
        return caseFile.act(EventWish.of(action, "because", particulars), actor, Optional.empty(), now);
    }

    private static CaseFile again(CaseFile caseFile, EventAction action, String unit)
            throws IllegalTransitionException {
        NewOrder order = lead(unit);
        return caseFile.act(EventWish.of(action, "because", Particulars.NOTHING), CENTRE, Optional.of(order), NOW)
                .after();
    }

    private static CaseFile accept(CaseFile caseFile, int ordinal) throws IllegalTransitionException {
        return work(caseFile, ordinal, OrderAction.ACCEPT);
    }

    private static CaseFile complete(CaseFile caseFile, int ordinal) throws IllegalTransitionException {
        return work(caseFile, ordinal, OrderAction.COMPLETE);
    }

    private static CaseFile work(CaseFile caseFile, int ordinal, OrderAction action) throws IllegalTransitionException {
        return caseFile.work(
                        caseFile.order(ordinal).orElseThrow(), action, CENTRE, Optional.empty(), Optional.empty(), NOW)
                .after();
    }
}
