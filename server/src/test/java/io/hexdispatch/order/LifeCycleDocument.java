package io.hexdispatch.order;

import static io.hexdispatch.event.TestReports.NOW;
import static io.hexdispatch.order.TestCaseFiles.CENTRE;
import static io.hexdispatch.order.TestCaseFiles.coHandling;
import static io.hexdispatch.order.TestCaseFiles.filed;
import static io.hexdispatch.order.TestCaseFiles.lead;

import io.hexdispatch.event.Course;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventAction.Approval;
import io.hexdispatch.event.EventAction.Field;
import io.hexdispatch.event.EventAction.Party;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.order.CaseFile.NewOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes docs/life-cycle.md from the tables of legal transitions, and from walking all that orders can do to an event. */
final class LifeCycleDocument {
    /** Two orders and one in the place of one show all that orders can do to an event. */
    private static final int ORDERS_MAX = 3;

    private record Edge(EventStatus from, EventStatus to) {}

    private final StringBuilder text = new StringBuilder();

    private LifeCycleDocument() {}

    static String write() {
        LifeCycleDocument document = new LifeCycleDocument();
        document.line("# Life cycle");
        document.line("<!-- Written from the tables in EventAction and OrderAction; do not edit. To write it anew:");
        document.line("     mvn -pl server -am test -Dtest=LifeCycleDocumentTest -Dhexdispatch.write=true"
                + " -Dsurefire.failIfNoSpecifiedTests=false -->");
        document.line("");
        document.line(
                "What can be done with an event and its orders, by whom, from which state, and where it leads. The server");
        document.line(
                "decides by the tables that this page is written from. [api.md](api.md#direct-events) has the calls.");
        document.events();
        document.orders();
        return document.text.toString();
    }

    private void events() {
        line("");
        line("## Events");
        line("```mermaid");
        line("stateDiagram-v2");
        line("    [*] --> REPORTED");
        eventEdges().forEach((edge, labels) -> {
            if (edge.from() != edge.to()) {
                line("    " + edge.from() + " --> " + edge.to() + ": " + String.join(", ", labels));
            }
        });
        line("    CLOSED --> [*]");
        line("    VOIDED --> [*]");
        line("    MERGED --> [*]");
        line("```");
        line("");
        line(
                "Words in *brackets* are what happens to orders: the event's state follows from them. `CLOSED` is an end only until");
        line("somebody opens it again.");
        line("");
        line("| action | | from | to | who | must say | may say | takes effect |");
        line("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (EventAction action : EventAction.values()) {
            line("| `" + action.text() + "` | " + action.chinese() + " | " + codes(action.sources()) + " | "
                    + action.target()
                            .status()
                            .map(to -> code(to.name()))
                            .orElse(action.target().text()) + " | "
                    + parties(action.parties()) + " | " + fields(action.needs()) + " | " + fields(action.takes())
                    + " | "
                    + approval(action.approval()) + " |");
        }
        line("");
        line("| state | what people can do with the event |");
        line("| --- | --- |");
        for (EventStatus status : EventStatus.values()) {
            String legal = EventAction.legalFrom(status).stream()
                    .map(LifeCycleDocument::code)
                    .collect(Collectors.joining(", "));
            line("| `" + status + "` | " + (legal.isEmpty() ? "nothing" : legal) + " |");
        }
        line("");
        line(
                "- `extend`, `suspend` and `void` wait as the event's one **request** where they need an approval. It ends by");
        line("  `approve`, by `refuse`, or by itself (`" + Course.LAPSE
                + "`) when the event reaches a state in which it makes no sense.");
        line("- `verify` with the outcome `failed` leaves the event `RESOLVED`; `rework` needs such a verification.");
        line("- `close` of a `RESOLVED` event, without a verification, needs a reason.");
        line(
                "- `rework` and `reopen` begin a new round with an order to the unit that led, or to the one named. What was done before");
        line("  stays in the case file and counts no more for the state.");
        line("- By the clock a suspended event is resumed at its end, and a verified one closed after "
                + Course.CLOSES_AFTER.toDays() + " days, unless the reporter");
        line("  said since that he is not satisfied (a rating of 1 or 2).");
        line(
                "- While an event is `SUSPENDED` its orders stand still and keep no responder busy. When it is `VOIDED` they are cancelled.");
        line(
                "- A `MERGED` event is worked as the one that it is merged into, its principal, which was filed earlier: its own orders are");
        line(
                "  cancelled; it is closed, voided and opened again with it, and each of the two reporters is called back. `separate` is for");
        line("  events that are merged alone. Both actions need a centre in whose area both events lie.");
        line(
                "- The same action by the same caller again changes nothing. By another it is refused with 409: somebody came first.");
    }

    /** The changes of state with what brings them about, in the order of the states. */
    private static Map<Edge, Collection<String>> eventEdges() {
        Map<Edge, Collection<String>> edges =
                new TreeMap<>(Comparator.comparing(Edge::from).thenComparing(Edge::to));
        for (EventAction action : EventAction.values()) {
            Optional<EventStatus> to = action.target().status();
            String label = action.text() + (action.approval() == Approval.ALWAYS ? " approved" : "");
            to.ifPresent(status -> action.sources().forEach(from -> add(edges, new Edge(from, status), label)));
        }
        for (EventStatus status : addFollowing(edges)) {
            if (status.isBeingWorked()) {
                add(edges, new Edge(EventStatus.SUSPENDED, status), EventAction.RESUME.text());
            }
        }
        for (EventStatus from : EventAction.SEPARATE.sources()) {
            // All its orders are cancelled or done.
            add(edges, new Edge(from, EventStatus.FILED), EventAction.SEPARATE.text());
            add(edges, new Edge(from, EventStatus.RESOLVED), EventAction.SEPARATE.text());
        }
        for (EventStatus with : List.of(EventStatus.CLOSED, EventStatus.VOIDED)) {
            add(edges, new Edge(EventStatus.MERGED, with), "with its principal");
            add(edges, new Edge(EventStatus.CLOSED, EventStatus.MERGED), "with its principal");
        }
        return edges;
    }

    private static void add(Map<Edge, Collection<String>> edges, Edge edge, String label) {
        edges.computeIfAbsent(edge, key -> new TreeSet<>()).add(label);
    }

    /** Walks all case files that orders can lead to, notes how the event's state follows, and gives the states that it comes to. */
    private static Set<EventStatus> addFollowing(Map<Edge, Collection<String>> edges) {
        ArrayDeque<CaseFile> open = new ArrayDeque<>(List.of(filed(), filed(lead("gas"), coHandling("police"))));
        Set<CaseFile> seen = new HashSet<>(open);
        Set<EventStatus> states = new HashSet<>();
        while (!open.isEmpty()) {
            CaseFile caseFile = open.remove();
            states.add(caseFile.event().status());
            if (caseFile.orders().size() < ORDERS_MAX) {
                step(
                        caseFile,
                        "dispatch",
                        file -> file.dispatch(lead("unit-" + file.orders().size()), CENTRE, NOW),
                        edges,
                        seen,
                        open);
            }
            for (Order order : caseFile.orders()) {
                for (OrderAction action : OrderAction.values()) {
                    Optional<NewOrder> replacement = action == OrderAction.HAND_ON
                            ? Optional.of(coHandling("unit-" + caseFile.orders().size()))
                            : Optional.empty();
                    if (replacement.isEmpty() || caseFile.orders().size() < ORDERS_MAX) {
                        step(
                                caseFile,
                                action.text(),
                                file -> file.work(order, action, CENTRE, Optional.of("-"), replacement, NOW),
                                edges,
                                seen,
                                open);
                    }
                }
            }
        }
        return states;
    }

    @FunctionalInterface
    private interface Decision {
        CaseFile.Change on(CaseFile caseFile) throws IllegalTransitionException;
    }

    private static void step(
            CaseFile before,
            String label,
            Decision decision,
            Map<Edge, Collection<String>> edges,
            Set<CaseFile> seen,
            ArrayDeque<CaseFile> open) {
        CaseFile after;
        try {
            CaseFile.Change change = decision.on(before);
            // How often something was returned is no part of the state that is walked.
            after = new CaseFile(
                    change.after().event().with(change.after().event().status(), Optional.empty(), Course.NONE),
                    change.after().orders());
        } catch (IllegalTransitionException illegal) {
            return;
        }
        if (after.event().status() != before.event().status()) {
            add(edges, new Edge(before.event().status(), after.event().status()), "(" + label + ")");
        }
        if (seen.add(after)) {
            open.add(after);
        }
    }

    private void orders() {
        line("");
        line("## Orders");
        line("```mermaid");
        line("stateDiagram-v2");
        line("    [*] --> " + OrderStatus.DISPATCHED);
        for (OrderAction action : OrderAction.values()) {
            for (OrderStatus status : sources(action)) {
                line("    " + status + " --> " + action.target() + ": " + action.text());
            }
        }
        line("```");
        line("");
        line("| action | | from | to | who | must say |");
        line("| --- | --- | --- | --- | --- | --- |");
        for (OrderAction action : OrderAction.values()) {
            String says = (action.needsReason() ? "`reason`" : "") + (action == OrderAction.HAND_ON ? ", `unit`" : "");
            line("| `" + action.text() + "` | " + action.chinese() + " | " + codes(sources(action)) + " | `"
                    + action.target() + "` | "
                    + (action.isForCentres() ? "" : "the order's unit and responder; ")
                    + "centres of the event's grids, admin | "
                    + says + " |");
        }
        line("");
        line("Orders are worked while their event is "
                + codes(Arrays.stream(EventStatus.values())
                        .filter(EventStatus::isBeingWorked)
                        .toList())
                + ". An order that is returned waits for another in its place, and the event");
        line("with it; an order that is handed on says whose it is, and that unit has one at once. Nothing leads to `"
                + OrderStatus.EXPIRED + "` yet.");
    }

    private static List<OrderStatus> sources(OrderAction action) {
        return Arrays.stream(OrderStatus.values()).filter(action::isLegalFrom).toList();
    }

    private static String parties(Set<Party> parties) {
        return Arrays.stream(Party.values())
                .filter(parties::contains)
                .map(party -> switch (party) {
                    case SOURCE -> "the source that reported it";
                    case HOLDERS -> "units and responders with an open order of it";
                    case CENTRES -> "centres of its grids, admin";
                    case SECOND_CENTRE ->
                        "a centre of its grids or admin, who did not ask for it and is not below the one who did";
                    case ASKER -> "whoever asked for it";
                    case CLOCK -> "the clock";
                    case RULES -> "the rules, where they say so";
                })
                .collect(Collectors.joining("; "));
    }

    private static String fields(Set<Field> fields) {
        return Arrays.stream(Field.values())
                .filter(fields::contains)
                .map(field -> code(field.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
    }

    private static String approval(Approval approval) {
        return switch (approval) {
            case NEVER -> "at once";
            case FROM_THE_SECOND -> "the first by a centre at once; any other when approved";
            case ALWAYS -> "when approved";
        };
    }

    private static String codes(List<? extends Enum<?>> states) {
        return states.stream().map(state -> code(state.name())).collect(Collectors.joining(", "));
    }

    private static String code(String word) {
        return "`" + word + "`";
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
