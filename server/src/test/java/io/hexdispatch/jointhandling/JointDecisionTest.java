package io.hexdispatch.jointhandling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.jointhandling.JointDecision.Change;
import io.hexdispatch.order.IllegalTransitionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every action from every state, and walks of several actors through them. */
class JointDecisionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration TIME = Duration.ofHours(72);
    private static final EventNumber NUMBER = EventNumber.of(NOW, 42);
    private static final Actor CITY = new Actor(Role.CENTRE, "410100");
    private static final Actor COUNTY = new Actor(Role.CENTRE, "410181");
    private static final Actor GAS = new Actor(Role.UNIT, "gas");
    private static final Actor FIRE = new Actor(Role.UNIT, "fire");
    private static final OpenWish WISH =
            new OpenWish(Set.of(Grounds.CROSS_DEPARTMENT), List.of(GAS), Optional.of("who leads?"));

    /** The whole table once more, by hand: N nothing there yet. */
    @ParameterizedTest
    @CsvSource({
        "OPEN_IT,  yes, yes, no,  no,  no,  yes, no",
        "INVITE,   no,  no,  yes, no,  no,  no,  no",
        "OPINION,  no,  no,  yes, no,  no,  no,  no",
        "DECIDE,   no,  no,  yes, no,  no,  no,  no",
        "WITHDRAW, no,  yes, yes, no,  no,  no,  no"
    })
    void isPossibleFromTheseStatesAndNoOthers(
            JointAction action,
            String nothing,
            String proposed,
            String open,
            String decided,
            String closed,
            String withdrawn,
            String lapsed) {
        assertThat(possible(action, Optional.empty(), EventStatus.DISPATCHED)).isEqualTo(nothing.equals("yes"));
        assertThat(possible(action, in(JointStatus.PROPOSED), EventStatus.DISPATCHED))
                .isEqualTo(proposed.equals("yes"));
        assertThat(possible(action, in(JointStatus.OPEN), EventStatus.DISPATCHED))
                .isEqualTo(open.equals("yes"));
        assertThat(possible(action, in(JointStatus.DECIDED), EventStatus.RESOLVED))
                .isEqualTo(decided.equals("yes"));
        assertThat(possible(action, in(JointStatus.DECIDED), EventStatus.CLOSED))
                .isEqualTo(closed.equals("yes"));
        assertThat(possible(action, in(JointStatus.WITHDRAWN), EventStatus.DISPATCHED))
                .isEqualTo(withdrawn.equals("yes"));
        for (JointStatus kept : List.of(JointStatus.PROPOSED, JointStatus.OPEN)) {
            assertThat(possible(action, in(kept), EventStatus.CLOSED)).isEqualTo(lapsed.equals("yes"));
        }
        for (JointStatus kept : List.of(JointStatus.PROPOSED, JointStatus.OPEN, JointStatus.DECIDED)) {
            assertThat(possible(action, in(kept), EventStatus.VOIDED)).isEqualTo(lapsed.equals("yes"));
        }
    }

    private static boolean possible(JointAction action, Optional<JointHandling> before, EventStatus event) {
        // By an actor who did none of what is there, so that nothing is a repetition.
        try {
            return !act(action, before, event, FIRE, "new " + action, NOW).isNothing();
        } catch (IllegalTransitionException illegal) {
            before.ifPresent(is -> {
                assertThat(illegal.present()).isEqualTo(is.beside(event).name());
                assertThat(illegal.possible()).isEqualTo(JointAction.legalFrom(is.beside(event)));
            });
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(EventStatus.class)
    void aDecisionNeedsAnEventThatIsWorkedOn(EventStatus event) {
        boolean isDecided;
        try {
            isDecided = !act(JointAction.DECIDE, in(JointStatus.OPEN), event, CITY, "so", NOW)
                    .isNothing();
        } catch (IllegalTransitionException illegal) {
            isDecided = false;
        }
        assertThat(isDecided).isEqualTo(event.isBeingWorked());
    }

    @Test
    void noneIsOpenedForAnEventThatIsOver() {
        for (EventStatus over : List.of(EventStatus.CLOSED, EventStatus.VOIDED)) {
            assertThatExceptionOfType(IllegalTransitionException.class)
                    .isThrownBy(() -> act(JointAction.OPEN_IT, Optional.empty(), over, CITY, "so", NOW))
                    .withMessageContaining(over.name());
        }
    }

    @Test
    void theSameByTheSameActorAgainIsNothingAndByAnotherIsRefused() throws Exception {
        for (JointAction action : JointAction.values()) {
            Optional<JointHandling> before = action == JointAction.OPEN_IT ? Optional.empty() : in(JointStatus.OPEN);
            Change first = act(action, before, EventStatus.DISPATCHED, CITY, "so", NOW);
            Optional<JointHandling> after = Optional.of(first.after());

            assertThat(act(action, after, EventStatus.DISPATCHED, CITY, "so", NOW.plusSeconds(5))
                            .isNothing())
                    .as("%s again", action)
                    .isTrue();
            if (action != JointAction.INVITE && action != JointAction.OPINION) {
                assertThatExceptionOfType(IllegalTransitionException.class)
                        .isThrownBy(() -> act(action, after, EventStatus.DISPATCHED, COUNTY, "so", NOW));
            }
        }
    }

    @Test
    void anOpinionCanBeChangedAndAllStayInTheRecord() throws Exception {
        Optional<JointHandling> is = in(JointStatus.OPEN);
        for (String text : List.of("gas leads", "fire leads", "gas leads")) {
            is = Optional.of(act(JointAction.OPINION, is, EventStatus.DISPATCHED, GAS, text, NOW)
                    .after());
        }
        assertThat(is.orElseThrow().opinionOf(GAS).flatMap(Entry::text)).contains("gas leads");
        assertThat(is.orElseThrow().record())
                .filteredOn(entry -> entry.action().equals("opinion"))
                .hasSize(3);
        assertThat(is.orElseThrow().opinionOf(FIRE)).isEmpty();
    }

    @Test
    void itIsNotedOnceThatTheTimeForTheDecisionIsOver() throws Exception {
        Optional<JointHandling> open = in(JointStatus.OPEN);
        Instant end = NOW.plus(TIME);

        assertThat(decision(open, EventStatus.DISPATCHED, Actor.SYSTEM, end.minusMillis(1))
                        .overdue()
                        .isNothing())
                .isTrue();
        Change late = decision(open, EventStatus.DISPATCHED, Actor.SYSTEM, end.plusSeconds(3))
                .overdue();
        assertThat(late.after().overdueAt()).contains(end);
        assertThat(late.added()).extracting(Entry::action).containsExactly("overdue");
        Optional<JointHandling> after = Optional.of(late.after());
        assertThat(decision(after, EventStatus.DISPATCHED, Actor.SYSTEM, end.plusSeconds(9))
                        .overdue()
                        .isNothing())
                .isTrue();
        assertThat(act(JointAction.DECIDE, after, EventStatus.DISPATCHED, CITY, "so", end.plusSeconds(10))
                        .after()
                        .overdueAt())
                .as("a late decision stays a late one")
                .contains(end);
        assertThat(decision(open, EventStatus.CLOSED, Actor.SYSTEM, end.plusSeconds(3))
                        .overdue()
                        .isNothing())
                .isTrue();
    }

    @Test
    void aRecordIsBounded() throws Exception {
        Optional<JointHandling> is = in(JointStatus.OPEN);
        while (is.orElseThrow().record().size() < JointHandling.RECORD_MAX) {
            is = Optional.of(act(
                            JointAction.OPINION,
                            is,
                            EventStatus.DISPATCHED,
                            GAS,
                            "opinion " + is.orElseThrow().record().size(),
                            NOW)
                    .after());
        }
        Optional<JointHandling> full = is;
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> act(JointAction.OPINION, full, EventStatus.DISPATCHED, GAS, "one more", NOW));
        assertThat(act(JointAction.DECIDE, full, EventStatus.DISPATCHED, CITY, "so", NOW)
                        .isNothing())
                .isFalse();
    }

    @Test
    void partiesAreBounded() {
        List<Actor> many = new ArrayList<>();
        for (int i = 0; i <= JointHandling.PARTIES_MAX; i++) {
            many.add(new Actor(Role.UNIT, "unit-" + i));
        }
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> decision(in(JointStatus.OPEN), EventStatus.FILED, CITY, NOW)
                        .invite(many, who -> "410100"))
                .withMessageContaining("at most 50");
    }

    /** Several actors do whatever comes to their minds, while the event goes its own way. */
    @Property(tries = 400, seed = "20260411")
    void everyWalkKeepsTheRecordWholeAndTheStateTrueToIt(@ForAll long seed) {
        Random random = new Random(seed);
        List<Actor> actors = List.of(CITY, COUNTY, GAS, FIRE);
        Optional<JointHandling> is = Optional.empty();
        EventStatus event = EventStatus.DISPATCHED;
        Instant now = NOW;
        Map<Actor, String> opinions = new HashMap<>();
        for (int step = 0; step < 60; step++) {
            now = now.plus(Duration.ofHours(random.nextInt(12)));
            if (random.nextInt(6) == 0) {
                event = EventStatus.values()[1 + random.nextInt(EventStatus.values().length - 1)];
            }
            Actor actor = actors.get(random.nextInt(actors.size()));
            JointAction action = JointAction.values()[random.nextInt(JointAction.values().length)];
            String text = "text " + random.nextInt(3);
            JointStatus present = is.map(JointHandling::status).orElse(null);
            JointStatus shown = present == null ? null : present.beside(event);
            Change change;
            try {
                change = random.nextInt(8) == 0 && is.isPresent()
                        ? decision(is, event, Actor.SYSTEM, now).overdue()
                        : act(action, is, event, actor, text, now);
            } catch (IllegalTransitionException refused) {
                continue;
            }
            JointHandling after = change.after();
            if (change.isNothing()) {
                assertThat(Optional.of(after)).isEqualTo(is);
                continue;
            }
            Entry entry = change.added().get(0);
            assertThat(change.added()).hasSize(1);
            assertThat(entry.from()).isEqualTo(Optional.ofNullable(present));
            assertThat(entry.to()).isEqualTo(after.status());
            assertThat(after.record())
                    .endsWith(entry)
                    .hasSize(is.map(b -> b.record().size()).orElse(0) + 1);
            assertThat(shown).as("nothing happens to what is over").isNotIn(JointStatus.CLOSED, JointStatus.LAPSED);
            assertThat(after.verdict().isPresent()).isEqualTo(after.status() == JointStatus.DECIDED);
            if (entry.action().equals("open")) {
                opinions.clear();
                assertThat(after.decideBy()).contains(now.plus(TIME));
                assertThat(after.overdueAt()).isEmpty();
            } else if (entry.action().equals("opinion")) {
                opinions.put(actor, text);
            } else if (entry.action().equals("overdue")) {
                assertThat(after.overdueAt()).isEqualTo(after.decideBy());
                assertThat(now).isAfterOrEqualTo(after.decideBy().orElseThrow());
            }
            for (Actor each : actors) {
                assertThat(after.opinionOf(each).flatMap(Entry::text))
                        .isEqualTo(Optional.ofNullable(opinions.get(each)));
            }
            is.ifPresent(before ->
                    assertThat(after.parties()).startsWith(before.parties().toArray(Party[]::new)));
            assertThat(after.parties()).extracting(Party::who).doesNotHaveDuplicates();
            is = Optional.of(after);
        }
    }

    private static Change act(
            JointAction action,
            Optional<JointHandling> before,
            EventStatus event,
            Actor actor,
            String text,
            Instant now)
            throws IllegalTransitionException {
        JointDecision decision = decision(before, event, actor, now);
        return switch (action) {
            case OPEN_IT -> decision.open(WISH, who -> "410100", now.plus(TIME));
            case INVITE -> decision.invite(List.of(new Actor(Role.UNIT, text)), who -> "410100");
            case OPINION -> decision.opinion(text);
            case DECIDE -> decision.decide(new Verdict("gas", List.of("fire"), text, actor, now));
            case WITHDRAW -> decision.withdraw(text);
        };
    }

    private static JointDecision decision(Optional<JointHandling> before, EventStatus event, Actor actor, Instant now) {
        return new JointDecision(NUMBER, before, event, actor, now);
    }

    private static Optional<JointHandling> in(JointStatus status) {
        boolean isOpened = status != JointStatus.PROPOSED;
        return Optional.of(new JointHandling(
                NUMBER,
                status,
                EnumSet.of(Grounds.CROSS_REGION),
                List.of(new Party(COUNTY, Actor.SYSTEM, NOW)),
                "410100",
                NOW,
                isOpened ? Optional.of(new Actor(Role.CENTRE, "opener")) : Optional.empty(),
                isOpened ? Optional.of(NOW) : Optional.empty(),
                isOpened ? Optional.of(NOW.plus(TIME)) : Optional.empty(),
                Optional.empty(),
                status == JointStatus.DECIDED
                        ? Optional.of(new Verdict("gas", List.of(), "old", new Actor(Role.CENTRE, "opener"), NOW))
                        : Optional.empty(),
                List.of(new Entry(
                        NOW,
                        new Actor(Role.CENTRE, "opener"),
                        status == JointStatus.WITHDRAWN ? "withdraw" : isOpened ? "open" : "propose",
                        Optional.empty(),
                        status,
                        Optional.of("old")))));
    }
}
