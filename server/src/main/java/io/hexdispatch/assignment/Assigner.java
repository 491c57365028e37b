package io.hexdispatch.assignment;

import io.hexdispatch.assignment.Explanation.Choice;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.event.Report;
import io.hexdispatch.order.CaseFile.NewOrder;
import io.hexdispatch.order.OrderRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who is to handle an event: the units by the rules, the responder of each by the roster. Every responder that it
 * chooses is reserved on the roster at once, so whoever asks must release him where the order is not committed.
 *
 * <p>For the roster's one thread.
 */
public final class Assigner {
    private final LiveRules rules;
    private final Roster roster;

    public Assigner(LiveRules rules, Roster roster) {
        this.rules = rules;
        this.roster = roster;
    }

    public Optional<Unit> unit(String code) {
        return rules.current().unit(code);
    }

    /** @param located how the place was found, for the explanation */
    public Assignment assign(Report report, Jurisdiction jurisdiction, String located) {
        Decision decision = rules.current().decide(report.category(), Situation.of(jurisdiction, report.receivedAt()));
        if (decision instanceof Competence competence) {
            List<NewOrder> orders = new ArrayList<>();
            List<Choice> choices = new ArrayList<>();
            addOrder(competence.lead(), OrderRole.LEAD, competence, report, jurisdiction, orders, choices);
            for (Unit unit : competence.coHandling()) {
                addOrder(unit, OrderRole.CO_HANDLING, competence, report, jurisdiction, orders, choices);
            }
            return new Assignment(
                    orders, new Explanation(located, Optional.of(decision.explanation()), choices, Optional.empty()));
        }
        return queue(located, Optional.of(decision.explanation()), decision.explanation());
    }

    /** No orders: a person at the centre decides. */
    public static Assignment queue(String located, Optional<String> rule, String reason) {
        return new Assignment(List.of(), new Explanation(located, rule, List.of(), Optional.of(reason)));
    }

    /**
     * An order to one unit, with the responder of it who is to go.
     *
     * @param excluded ids of the responders who had the order already
     * @param purpose why there is an order, for the history
     */
    public NewOrder order(
            Unit unit, OrderRole role, Optional<String> skill, Event event, Set<String> excluded, String purpose) {
        Roster.Choice choice = roster.choose(
                unit.code(), skill, event.report().place().wgs84(), Situation.codes(event.jurisdiction()), excluded);
        choice.responder().ifPresent(roster::reserve);
        return new NewOrder(
                role, unit.code(), choice.responder(), skill, Optional.of(purpose + "; " + describe(choice)));
    }

    private void addOrder(
            Unit unit,
            OrderRole role,
            Competence competence,
            Report report,
            Jurisdiction jurisdiction,
            List<NewOrder> orders,
            List<Choice> choices) {
        // The skill is what the lead's work asks for; the others come to do their own.
        Optional<String> skill = role == OrderRole.LEAD ? competence.requiredSkill() : Optional.empty();
        Roster.Choice choice =
                roster.choose(unit.code(), skill, report.place().wgs84(), Situation.codes(jurisdiction), Set.of());
        choice.responder().ifPresent(roster::reserve);
        orders.add(new NewOrder(role, unit.code(), choice.responder(), skill, Optional.of(describe(choice))));
        choices.add(new Choice(role, unit.code(), unit.name(), choice.candidates()));
    }

    private static String describe(Roster.Choice choice) {
        if (choice.responder().isEmpty()) {
            return choice.candidates().isEmpty()
                    ? "the unit has no responder near, it chooses itself"
                    : "no responder of the unit can take it, it chooses itself";
        }
        Candidate chosen = choice.candidates().get(choice.candidates().size() - 1);
        int passedOver = choice.candidates().size() - 1;
        return String.format(
                Locale.ROOT,
                "%s %s, %.0f m away%s",
                chosen.responder(),
                switch (choice.advantage().orElseThrow()) {
                    case NEAREST -> "is the nearest who can";
                    case LESS_BUSY -> "is near and less busy";
                    case AT_HOME -> "belongs to a grid of the place";
                },
                chosen.distanceMetres(),
                passedOver == 0 ? "" : ", " + count(passedOver) + " nearer passed over");
    }

    /** Only so many are looked at one by one; how many more are nearer than the chosen one nobody counts. */
    private static String count(int passedOver) {
        return passedOver < Roster.CANDIDATES_EXPLAINED ? Integer.toString(passedOver) : "at least " + passedOver;
    }
}
