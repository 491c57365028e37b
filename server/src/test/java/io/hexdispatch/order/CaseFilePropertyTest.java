package io.hexdispatch.order;

import static io.hexdispatch.event.TestReports.NOW;
import static io.hexdispatch.order.TestCaseFiles.coHandling;
import static io.hexdispatch.order.TestCaseFiles.lead;
import static io.hexdispatch.order.TestCaseFiles.reported;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.Card;
import io.hexdispatch.event.Course;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.order.CaseFile.NewOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** Whatever twenty actors try in whatever order, a case file does what a simple model of it does, and its history explains it. */
class CaseFilePropertyTest {
    private static final List<String> UNITS = List.of("gas", "police", "water", "power");
    private static final Duration SUSPENSION = Duration.ofHours(2);
    private static final EventNumber EARLIER = EventNumber.of(NOW, 7);
    private static final Duration EXTENSION = Duration.ofDays(10);

    /** How often each action must have been done in all walks together, and each state been reached. */
    private static final int OFTEN = 10;

    /** Somebody, and how high he stands among those who direct the event: 0 for those who do not. */
    private record Player(Actor actor, int rank) {
        static Player of(Role role, String id, int rank) {
            return new Player(new Actor(role, id), rank);
        }
    }

    private static final List<Player> PLAYERS = List.of(
            Player.of(Role.SOURCE, TestReports.SOURCE, 0),
            Player.of(Role.SOURCE, "another", 0),
            Player.of(Role.UNIT, "gas", 0),
            Player.of(Role.UNIT, "police", 0),
            Player.of(Role.UNIT, "water", 0),
            Player.of(Role.UNIT, "power", 0),
            Player.of(Role.RESPONDER, "gas-1", 0),
            Player.of(Role.RESPONDER, "police-1", 0),
            Player.of(Role.RESPONDER, "water-1", 0),
            Player.of(Role.RESPONDER, "power-1", 0),
            Player.of(Role.CENTRE, "410181001", 1),
            Player.of(Role.CENTRE, "410181", 2),
            Player.of(Role.CENTRE, "410100", 3),
            Player.of(Role.CENTRE, "410184", 0),
            Player.of(Role.CENTRE, "410184103", 0),
            Player.of(Role.ADMIN, "first", 4),
            Player.of(Role.ADMIN, "second", 4),
            Player.of(Role.ADMIN, "third", 4),
            Player.of(Role.SUPERVISOR, "commission", 0),
            Player.of(Role.GIS, "maps", 0));

    /** Something that a player tries, whether it is possible or not. */
    private sealed interface Step {}

    private record Work(int player, int order, OrderAction action, String unit) implements Step {}

    private record Dispatch(int player, String unit) implements Step {}

    private record Act(int player, EventAction action, EventAction asked, boolean passed) implements Step {}

    private record Wait(int minutes) implements Step {}

    @Provide
    Arbitrary<Step> steps() {
        // Those who direct and those who work come more often, so that walks lead somewhere.
        Arbitrary<Integer> player = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, PLAYERS.size() - 1)),
                net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(10, 16)));
        Arbitrary<Integer> worker = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, player),
                net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(2, 9)));
        Arbitrary<String> unit = Arbitraries.of(UNITS);
        Arbitrary<Step> work = Combinators.combine(
                        worker,
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.frequencyOf(
                                net.jqwik.api.Tuple.of(3, Arbitraries.of(OrderAction.ACCEPT, OrderAction.COMPLETE)),
                                net.jqwik.api.Tuple.of(1, Arbitraries.of(OrderAction.class))),
                        unit)
                .as(Work::new);
        Arbitrary<Step> dispatch = Combinators.combine(player, unit).as(Dispatch::new);
        Arbitrary<Step> act = Combinators.combine(
                        player,
                        Arbitraries.frequencyOf(
                                net.jqwik.api.Tuple.of(
                                        2, Arbitraries.of(EventAction.class).filter(EventAction::isByName)),
                                // What is possible seldom, and leads far.
                                net.jqwik.api.Tuple.of(
                                        1,
                                        Arbitraries.of(
                                                EventAction.SUSPEND,
                                                EventAction.APPROVE,
                                                EventAction.RESUME,
                                                EventAction.VERIFY,
                                                EventAction.SEPARATE,
                                                EventAction.REWORK))),
                        Arbitraries.of(EventAction.EXTEND, EventAction.SUSPEND, EventAction.VOID),
                        Arbitraries.of(true, false))
                .as(Act::new);
        Arbitrary<Step> wait = Arbitraries.integers()
                .between(1, (int) Course.CLOSES_AFTER.toMinutes() / 2)
                .map(Wait::new);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, work),
                net.jqwik.api.Tuple.of(1, dispatch),
                net.jqwik.api.Tuple.of(8, act),
                net.jqwik.api.Tuple.of(1, wait));
    }

    @Property(tries = 3_000, seed = "410100")
    void doesWhatTheModelDoes(
            @ForAll @IntRange(min = 0, max = 3) int orders,
            @ForAll @Size(min = 20, max = 120) List<@net.jqwik.api.From("steps") Step> steps) {
        List<NewOrder> first = new ArrayList<>();
        for (String unit : UNITS.subList(0, orders)) {
            first.add(first.isEmpty() ? lead(unit) : coHandling(unit));
        }
        CaseFile.Change filing =
                reported().file(first, orders == 0 ? Optional.of("no unit is competent") : Optional.empty(), NOW);
        List<HistoryEntry> history = new ArrayList<>(filing.history());
        CaseFile caseFile = filing.after();
        Model model = new Model();
        Instant now = NOW;
        check(caseFile, history, model);

        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            now = now.plus(Duration.ofMinutes(step instanceof Wait wait ? wait.minutes() : 1));
            String expected = expected(step, caseFile, model, now);
            String done;
            try {
                CaseFile.Change change = take(step, caseFile, "reason " + i, now);
                assertThat(change.before()).isEqualTo(caseFile);
                assertThat(change.isNothing()).isEqualTo(change.after().equals(caseFile));
                history.addAll(change.history());
                caseFile = change.after();
                done = change.isNothing() ? "nothing" : "done";
            } catch (IllegalTransitionException refused) {
                assertThat(refused.present()).isNotEmpty();
                done = "refused";
            } catch (ForbiddenException forbidden) {
                done = "forbidden";
            }
            assertThat(done).as("%s of %s", step, caseFile).isEqualTo(expected);
            if (done.equals("done")) {
                Statistics.label("done").collect(name(step));
                Statistics.label("state").collect(caseFile.event().status());
                model.take(step, caseFile, now);
            }
            check(caseFile, history, model);
        }
        checkThatWalksLeadEverywhere();
    }

    private static String name(Step step) {
        return step instanceof Act act
                ? act.action().text()
                : step instanceof Work work
                        ? work.action().text()
                        : step.getClass().getSimpleName();
    }

    /** A walk that never comes anywhere would find no fault. */
    private static void checkThatWalksLeadEverywhere() {
        Statistics.label("done").coverage(coverage -> {
            for (EventAction action : EventAction.values()) {
                if (action.isByName()) {
                    coverage.check(action.text()).count(count -> count >= OFTEN);
                }
            }
            for (OrderAction action : OrderAction.values()) {
                coverage.check(action.text()).count(count -> count >= OFTEN);
            }
            coverage.check("Wait").count(count -> count >= OFTEN);
            coverage.check("Dispatch").count(count -> count >= OFTEN);
        });
        Statistics.label("state").coverage(coverage -> {
            for (EventStatus status : EventStatus.values()) {
                coverage.check(status).count(count -> status == EventStatus.REPORTED || count >= OFTEN);
            }
        });
    }

    private static final class ForbiddenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Carries a step out as the use cases do: only what the actor may, with the replacement that they would choose. */
    private static CaseFile.Change take(Step step, CaseFile caseFile, String reason, Instant now)
            throws IllegalTransitionException {
        if (step instanceof Wait) {
            return caseFile.advance(now);
        }
        if (step instanceof Dispatch dispatch) {
            Actor actor = PLAYERS.get(dispatch.player()).actor();
            permit(caseFile.mayAct(EventAction.DISPATCH, actor));
            return caseFile.dispatch(coHandling(dispatch.unit()), actor, now);
        }
        if (step instanceof Act act) {
            Actor actor = PLAYERS.get(act.player()).actor();
            permit(caseFile.mayAct(act.action(), actor));
            Optional<NewOrder> again = caseFile.doneBy(Optional.empty()).map(order -> lead(order.unit()));
            return caseFile.act(EventWish.of(act.action(), reason, particulars(act, now)), actor, again, now);
        }
        Work work = (Work) step;
        Actor actor = PLAYERS.get(work.player()).actor();
        Order order = caseFile.orders().isEmpty()
                ? null
                : caseFile.orders().get(work.order() % caseFile.orders().size());
        if (order == null || isHandedOnToNobody(work, order, caseFile)) {
            return new CaseFile.Change(caseFile, caseFile, List.of());
        }
        permit(caseFile.mayWork(order, work.action(), actor));
        Optional<NewOrder> replacement = work.action() == OrderAction.HAND_ON
                ? Optional.of(coHandling(work.unit()))
                : isReplacedByHisUnit(work) ? Optional.of(coHandling(order.unit())) : Optional.empty();
        return caseFile.work(order, work.action(), actor, Optional.of(reason), replacement, now);
    }

    private static Particulars particulars(Act act, Instant now) {
        return switch (act.action()) {
            case EXTEND -> new Particulars.Until(now.plus(EXTENSION));
            case SUSPEND -> new Particulars.Until(now.plus(SUSPENSION));
            case APPROVE, REFUSE -> new Particulars.Asked(act.asked(), Optional.empty());
            case REMIND -> new Particulars.Reminder(Card.RED, Optional.empty());
            case CALL_BACK -> new Particulars.Rating(act.passed() ? 5 : 1);
            case MERGE -> new Particulars.Into(EARLIER);
            case VERIFY -> new Particulars.Verification(Particulars.Method.VISIT, Optional.empty(), act.passed());
            default -> Particulars.NOTHING;
        };
    }

    private static void permit(boolean may) {
        if (!may) {
            throw new ForbiddenException();
        }
    }

    private static boolean isHandedOnToNobody(Work work, Order order, CaseFile caseFile) {
        return work.action() == OrderAction.HAND_ON
                && (work.unit().equals(order.unit()) || hasOpenOrder(caseFile, work.unit()));
    }

    private static boolean isReplacedByHisUnit(Work work) {
        return work.action() == OrderAction.DECLINE
                && PLAYERS.get(work.player()).actor().role() == Role.RESPONDER;
    }

    /** What is asked for, by whom, and until when. */
    private record Pending(EventAction action, Player by, Instant until) {}

    /** The event as one would keep it on a sheet of paper. */
    private static final class Model {
        private Optional<Pending> pending = Optional.empty();
        private Instant suspendedUntil = Instant.MAX;
        private Instant closesAt = Instant.MAX;
        private boolean failed;
        private boolean merged;
        private boolean urgent;
        private int extensions;
        private int reminders;
        private int reopened;
        private int reworked;
        private int rating;

        /** Notes what a step did. */
        void take(Step step, CaseFile after, Instant now) {
            if (step instanceof Act act) {
                take(act, now);
            }
            EventStatus status = after.event().status();
            if (pending.filter(asked -> !mayBeAsked(asked.action(), status)).isPresent()) {
                pending = Optional.empty();
            }
        }

        private void take(Act act, Instant now) {
            Player player = PLAYERS.get(act.player());
            switch (act.action()) {
                case EXTEND -> {
                    if (player.rank() > 0 && extensions == 0) {
                        extensions++;
                    } else {
                        pending = Optional.of(new Pending(act.action(), player, now.plus(EXTENSION)));
                    }
                }
                case SUSPEND -> pending = Optional.of(new Pending(act.action(), player, now.plus(SUSPENSION)));
                case VOID -> pending = Optional.of(new Pending(act.action(), player, Instant.MAX));
                case APPROVE -> {
                    if (act.asked() == EventAction.EXTEND) {
                        extensions++;
                    } else if (act.asked() == EventAction.SUSPEND) {
                        suspendedUntil = pending.orElseThrow().until();
                    }
                    pending = Optional.empty();
                }
                case REFUSE -> pending = Optional.empty();
                case EXPEDITE -> urgent = true;
                case REMIND -> reminders++;
                case VERIFY -> {
                    failed = !act.passed();
                    closesAt = now.plus(Course.CLOSES_AFTER);
                }
                case CALL_BACK -> {
                    rating = act.passed() ? 5 : 1;
                    closesAt = act.passed() ? closesAt : Instant.MAX;
                }
                case MERGE -> merged = true;
                case SEPARATE -> merged = false;
                case REWORK -> reworked++;
                case REOPEN -> reopened++;
                default -> {}
            }
            if (act.action() == EventAction.REWORK || act.action() == EventAction.REOPEN) {
                failed = false;
            }
        }
    }

    private static boolean mayBeAsked(EventAction action, EventStatus status) {
        return isOneOf(status, "FILED DISPATCHED IN_PROGRESS")
                || (action != EventAction.EXTEND && status == EventStatus.SUSPENDED);
    }

    private static boolean isOneOf(EventStatus status, String names) {
        return List.of(names.split(" ")).contains(status.name());
    }

    /** What must come of a step. */
    private static String expected(Step step, CaseFile caseFile, Model model, Instant now) {
        EventStatus status = caseFile.event().status();
        if (step instanceof Wait) {
            boolean ends = status == EventStatus.SUSPENDED && !now.isBefore(model.suspendedUntil);
            boolean closes = status == EventStatus.VERIFIED && !now.isBefore(model.closesAt);
            return ends || closes ? "done" : "nothing";
        }
        if (step instanceof Dispatch dispatch) {
            return PLAYERS.get(dispatch.player()).rank() == 0
                    ? "forbidden"
                    : isOneOf(status, "FILED DISPATCHED IN_PROGRESS") && !hasOpenOrder(caseFile, dispatch.unit())
                            ? "done"
                            : "refused";
        }
        return step instanceof Act act ? expected(act, caseFile, model, now) : expected((Work) step, caseFile, status);
    }

    private static String expected(Work work, CaseFile caseFile, EventStatus status) {
        if (caseFile.orders().isEmpty()) {
            return "nothing";
        }
        Order order = caseFile.orders().get(work.order() % caseFile.orders().size());
        Player player = PLAYERS.get(work.player());
        boolean holds = order.recipients().contains(player.actor()) && work.action() != OrderAction.CANCEL;
        if (isHandedOnToNobody(work, order, caseFile)) {
            return "nothing";
        }
        if (player.rank() == 0 && !holds) {
            return "forbidden";
        }
        if (order.status() == work.action().target()) {
            return "nothing";
        }
        String legalFrom =
                switch (work.action()) {
                    case ACCEPT -> "DISPATCHED";
                    case ARRIVE -> "ACCEPTED";
                    case COMPLETE -> "ACCEPTED ON_SCENE";
                    case DECLINE, HAND_ON -> "DISPATCHED ACCEPTED ON_SCENE";
                    case CANCEL -> "DISPATCHED ACCEPTED ON_SCENE RETURNED";
                };
        return isOneOf(status, "FILED DISPATCHED IN_PROGRESS")
                        && List.of(legalFrom.split(" ")).contains(order.status().name())
                ? "done"
                : "refused";
    }

    private static String expected(Act act, CaseFile caseFile, Model model, Instant now) {
        EventStatus status = caseFile.event().status();
        Player player = PLAYERS.get(act.player());
        boolean directs = player.rank() > 0;
        boolean holds = caseFile.orders().stream()
                .anyMatch(order -> order.status().isOpen() && order.recipients().contains(player.actor()));
        boolean asked =
                model.pending.filter(pending -> pending.by().equals(player)).isPresent();
        boolean outranked = model.pending
                .filter(pending -> pending.by().rank() > player.rank())
                .isPresent();
        boolean may =
                switch (act.action()) {
                    case EXTEND, SUSPEND -> directs || holds;
                    case APPROVE -> directs && !asked && !outranked;
                    case REFUSE -> directs || asked;
                    case CALL_BACK -> directs || player.actor().id().equals(TestReports.SOURCE);
                    default -> directs;
                };
        boolean isMeant =
                model.pending.filter(pending -> pending.action() == act.asked()).isPresent();
        boolean isLegal =
                switch (act.action()) {
                    case EXTEND, SUSPEND, VOID -> mayBeAsked(act.action(), status) && model.pending.isEmpty();
                    case APPROVE ->
                        isMeant && model.pending.orElseThrow().until().isAfter(now);
                    case REFUSE -> isMeant;
                    case RESUME -> status == EventStatus.SUSPENDED;
                    case EXPEDITE -> isOneOf(status, "FILED DISPATCHED IN_PROGRESS") && !model.urgent;
                    case REMIND -> isOneOf(status, "FILED DISPATCHED IN_PROGRESS RESOLVED");
                    case VERIFY -> status == EventStatus.RESOLVED;
                    case REWORK -> status == EventStatus.RESOLVED && model.failed;
                    case CLOSE -> isOneOf(status, "RESOLVED VERIFIED");
                    case CALL_BACK, REOPEN -> isOneOf(status, "RESOLVED VERIFIED CLOSED");
                    case MERGE -> isOneOf(status, "FILED DISPATCHED IN_PROGRESS SUSPENDED");
                    case SEPARATE -> model.merged;
                    case FILE, DISPATCH -> throw new AssertionError(act);
                };
        return may ? (isLegal ? "done" : "refused") : "forbidden";
    }

    private static boolean hasOpenOrder(CaseFile caseFile, String unit) {
        return caseFile.orders().stream()
                .anyMatch(order -> order.status().isOpen() && order.unit().equals(unit));
    }

    private static void check(CaseFile caseFile, List<HistoryEntry> history, Model model) {
        checkOrders(caseFile.orders());
        checkStatus(caseFile);
        checkHistory(caseFile, history);
        Course course = caseFile.event().course();
        assertThat(course).isEqualTo(Course.of(history));
        assertThat(course.request()
                        .map(request -> request.by() + request.action().text()))
                .isEqualTo(model.pending.map(
                        pending -> pending.by().actor() + pending.action().text()));
        assertThat(course.mergedInto().isPresent()).isEqualTo(model.merged);
        assertThat(course.urgent()).isEqualTo(model.urgent);
        assertThat(course.extensions()).isEqualTo(model.extensions);
        assertThat(course.cards(Card.RED)).isEqualTo(model.reminders);
        assertThat(course.reopened()).isEqualTo(model.reopened);
        assertThat(course.reworked()).isEqualTo(model.reworked);
        assertThat(course.rating().map(Particulars.Rating::stars).orElse(0)).isEqualTo(model.rating);
        assertThat(course.suspendedUntil().isPresent())
                .isEqualTo(caseFile.event().status() == EventStatus.SUSPENDED);
        if (caseFile.event().status() == EventStatus.SUSPENDED) {
            assertThat(caseFile.dueAt()).contains(model.suspendedUntil);
        }
    }

    private static void checkOrders(List<Order> orders) {
        List<Integer> replaced = new ArrayList<>();
        List<String> openUnits = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            assertThat(order.ordinal()).isEqualTo(i + 1);
            order.replaces().ifPresent(ordinal -> {
                assertThat(ordinal).isBetween(1, order.ordinal() - 1);
                replaced.add(ordinal);
            });
            if (order.status().isOpen()) {
                openUnits.add(order.unit());
            }
        }
        assertThat(replaced).doesNotHaveDuplicates();
        assertThat(openUnits).doesNotHaveDuplicates();
    }

    private static void checkStatus(CaseFile caseFile) {
        List<Order> orders = presentRound(caseFile.orders());
        EventStatus status = caseFile.event().status();
        boolean isAnyOpen = orders.stream().anyMatch(order -> order.status().isOpen());
        boolean isAnyDone = orders.stream().anyMatch(order -> order.status() == OrderStatus.DONE);
        boolean isAnyAccepted = orders.stream()
                .anyMatch(order -> order.status() == OrderStatus.ACCEPTED || order.status() == OrderStatus.ON_SCENE);
        boolean isAnyLeftBehind =
                orders.stream().anyMatch(order -> order.status() == OrderStatus.RETURNED && !isReplaced(order, orders));

        assertThat(caseFile.event().queueReason().isPresent())
                .as("queue reason of %s", caseFile)
                .isEqualTo(status != EventStatus.VOIDED
                        && status != EventStatus.MERGED
                        && (isAnyLeftBehind || !(isAnyOpen || isAnyDone)));
        switch (status) {
            case FILED -> assertThat(isAnyOpen || isAnyDone).isFalse();
            case DISPATCHED -> {
                assertThat(isAnyOpen).isTrue();
                assertThat(isAnyAccepted || isAnyDone).isFalse();
            }
            case IN_PROGRESS -> {
                assertThat(isAnyAccepted || isAnyDone).isTrue();
                assertThat(isAnyOpen || isAnyLeftBehind).isTrue();
            }
            case RESOLVED, VERIFIED, CLOSED -> {
                assertThat(isAnyDone).isTrue();
                assertThat(orders).as("orders of a resolved event").allMatch(order -> switch (order.status()) {
                    case DONE, CANCELLED -> true;
                    case HANDED_ON, RETURNED -> isReplaced(order, orders);
                    default -> false;
                });
            }
            case SUSPENDED ->
                assertThat(isAnyOpen || isAnyLeftBehind || !isAnyDone).isTrue();
            case VOIDED, MERGED -> assertThat(isAnyOpen).isFalse();
            case REPORTED -> throw new AssertionError("nothing leads to " + status);
        }
        caseFile.orders()
                .subList(0, caseFile.orders().size() - orders.size())
                .forEach(order -> assertThat(order.status().isOpen()).isFalse());
    }

    /** Since the work was last begun anew, by an order in the place of one that was done. */
    private static List<Order> presentRound(List<Order> orders) {
        int begin = 0;
        for (Order order : orders) {
            if (order.replaces().isPresent()
                    && orders.get(order.replaces().get() - 1).status() == OrderStatus.DONE) {
                begin = order.ordinal() - 1;
            }
        }
        return orders.subList(begin, orders.size());
    }

    private static boolean isReplaced(Order order, List<Order> orders) {
        return orders.stream().anyMatch(other -> other.replaces().equals(Optional.of(order.ordinal())));
    }

    /** Every line begins where the one before it ended, and the last ones are the present. */
    private static void checkHistory(CaseFile caseFile, List<HistoryEntry> history) {
        Map<Optional<Integer>, String> replayed = new HashMap<>();
        replayed.put(Optional.empty(), EventStatus.REPORTED.name());
        for (HistoryEntry entry : history) {
            assertThat(entry.from())
                    .as("beginning of %s", entry)
                    .isEqualTo(Optional.ofNullable(replayed.get(entry.order())));
            replayed.put(entry.order(), entry.to());
        }
        Map<Optional<Integer>, String> present = new HashMap<>();
        present.put(Optional.empty(), caseFile.event().status().name());
        caseFile.orders()
                .forEach(order ->
                        present.put(Optional.of(order.ordinal()), order.status().name()));
        assertThat(replayed).isEqualTo(present);
    }
}
