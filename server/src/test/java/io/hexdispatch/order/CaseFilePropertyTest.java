package io.hexdispatch.order;

import static io.hexdispatch.event.TestReports.NOW;
import static io.hexdispatch.order.TestCaseFiles.CENTRE;
import static io.hexdispatch.order.TestCaseFiles.coHandling;
import static io.hexdispatch.order.TestCaseFiles.lead;
import static io.hexdispatch.order.TestCaseFiles.reported;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.order.CaseFile.NewOrder;
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

/** Whatever several actors try in whatever order, a case file stays in a state that means something. */
class CaseFilePropertyTest {
    private static final List<String> UNITS = List.of("gas", "police", "water", "power");

    /** Who tries it. */
    private enum Who {
        RESPONDER,
        UNIT,
        CENTRE
    }

    /** Something that somebody tries, whether it is possible or not. */
    private sealed interface Step {}

    private record Work(int order, OrderAction action, Who who, String unit) implements Step {}

    private record Dispatch(String unit) implements Step {}

    private record Review(EventAction action) implements Step {}

    @Provide
    Arbitrary<Step> steps() {
        Arbitrary<Step> work = Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(OrderAction.class),
                        Arbitraries.of(Who.class),
                        Arbitraries.of(UNITS))
                .as(Work::new);
        Arbitrary<Step> dispatch = Arbitraries.of(UNITS).map(Dispatch::new);
        Arbitrary<Step> review = Arbitraries.of(EventAction.class).map(Review::new);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, work),
                net.jqwik.api.Tuple.of(1, dispatch),
                net.jqwik.api.Tuple.of(1, review));
    }

    @Property(tries = 2_000, seed = "410100")
    void neverComesIntoAnIllegalState(
            @ForAll @IntRange(min = 0, max = 3) int orders,
            @ForAll @Size(max = 40) List<@net.jqwik.api.From("steps") Step> steps) {
        List<NewOrder> first = new ArrayList<>();
        for (String unit : UNITS.subList(0, orders)) {
            first.add(first.isEmpty() ? lead(unit) : coHandling(unit));
        }
        CaseFile.Change filing =
                reported().file(first, orders == 0 ? Optional.of("no unit is competent") : Optional.empty(), NOW);
        List<HistoryEntry> history = new ArrayList<>(filing.history());
        CaseFile caseFile = filing.after();
        check(caseFile, history);

        for (Step step : steps) {
            CaseFile.Change change;
            try {
                change = take(step, caseFile);
            } catch (IllegalTransitionException refused) {
                continue;
            }
            assertThat(change.before()).isEqualTo(caseFile);
            if (change.isNothing()) {
                assertThat(change.after()).isEqualTo(caseFile);
            }
            history.addAll(change.history());
            caseFile = change.after();
            check(caseFile, history);
        }
    }

    /** Carries a step out as the use cases do: only what the actor may, with the replacement that they would choose. */
    private static CaseFile.Change take(Step step, CaseFile caseFile) throws IllegalTransitionException {
        CaseFile.Change nothing = new CaseFile.Change(caseFile, caseFile, List.of());
        if (step instanceof Dispatch dispatch) {
            return caseFile.dispatch(coHandling(dispatch.unit()), CENTRE, NOW);
        }
        if (step instanceof Review review) {
            return caseFile.review(review.action(), CENTRE, Optional.empty(), NOW);
        }
        Work work = (Work) step;
        if (caseFile.orders().isEmpty()) {
            return nothing;
        }
        Order order = caseFile.orders().get(work.order() % caseFile.orders().size());
        Actor actor =
                switch (work.who()) {
                    case RESPONDER ->
                        new Actor(Role.RESPONDER, order.responder().orElse("nobody"));
                    case UNIT -> new Actor(Role.UNIT, order.unit());
                    case CENTRE -> CENTRE;
                };
        Optional<NewOrder> replacement = Optional.empty();
        if (work.action() == OrderAction.HAND_ON) {
            if (work.unit().equals(order.unit()) || hasOpenOrder(caseFile, work.unit())) {
                return nothing;
            }
            replacement = Optional.of(coHandling(work.unit()));
        } else if (work.action() == OrderAction.DECLINE && work.who() == Who.RESPONDER) {
            replacement = Optional.of(coHandling(order.unit()));
        }
        return caseFile.mayWork(order, work.action(), actor)
                ? caseFile.work(order, work.action(), actor, Optional.of("because"), replacement, NOW)
                : nothing;
    }

    private static boolean hasOpenOrder(CaseFile caseFile, String unit) {
        return caseFile.orders().stream()
                .anyMatch(order -> order.status().isOpen() && order.unit().equals(unit));
    }

    private static void check(CaseFile caseFile, List<HistoryEntry> history) {
        checkOrders(caseFile.orders());
        checkStatus(caseFile);
        checkHistory(caseFile, history);
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
        List<Order> orders = caseFile.orders();
        EventStatus status = caseFile.event().status();
        boolean isAnyOpen = orders.stream().anyMatch(order -> order.status().isOpen());
        boolean isAnyDone = orders.stream().anyMatch(order -> order.status() == OrderStatus.DONE);
        boolean isAnyAccepted = orders.stream()
                .anyMatch(order -> order.status() == OrderStatus.ACCEPTED || order.status() == OrderStatus.ON_SCENE);
        boolean isAnyLeftBehind =
                orders.stream().anyMatch(order -> order.status() == OrderStatus.RETURNED && !isReplaced(order, orders));

        assertThat(caseFile.event().queueReason().isPresent())
                .as("queue reason of %s", caseFile)
                .isEqualTo(isAnyLeftBehind || !(isAnyOpen || isAnyDone));
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
            default -> throw new AssertionError("nothing leads to " + status);
        }
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
