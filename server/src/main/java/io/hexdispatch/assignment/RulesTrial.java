package io.hexdispatch.assignment;

import io.hexdispatch.category.Category;
import io.hexdispatch.deadline.DeadlineKind;
import io.hexdispatch.deadline.DeadlineTerms;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What other rules would have decided differently about events that came in. Decides with both, and counts; the events themselves stay as
 * they are. Not thread-safe.
 */
public final class RulesTrial {
    /** The differences that are shown one by one; the others are counted. */
    static final int SHOWN_MAX = 100;

    /** What rules decide about an event, as far as it can be told without asking responders. */
    public record Outcome(
            String rule,
            Optional<String> lead,
            Set<String> coHandling,
            Optional<String> skill,
            Map<String, String> deadlines) {}

    /** An event about which the two disagree. */
    public record Difference(EventNumber event, Category category, Outcome before, Outcome after) {}

    /**
     * What came of it.
     *
     * @param events how many events were looked at
     * @param differently how many of them would be decided differently
     * @param otherLead of these, how many would have another lead unit, or none, or one instead of none
     * @param otherCoHandling how many would have other co-handling units
     * @param otherDeadlines how many would have other deadlines
     * @param withoutLead how many would go to a centre's queue for want of a competent unit
     * @param byCategory how many would be decided differently, by the key of the category
     * @param unitsGone units that hold open orders of these events and are not in the other rules
     * @param differences the first {@value #SHOWN_MAX} in the order of the events
     */
    public record Result(
            int events,
            int differently,
            int otherLead,
            int otherCoHandling,
            int otherDeadlines,
            int withoutLead,
            Map<String, Integer> byCategory,
            Set<String> unitsGone,
            List<Difference> differences) {}

    private final AssignmentRules before;
    private final AssignmentRules after;
    private final Map<String, Integer> byCategory = new TreeMap<>();
    private final Set<String> unitsGone = new TreeSet<>();
    private final List<Difference> differences = new ArrayList<>();
    private int events;
    private int differently;
    private int otherLead;
    private int otherCoHandling;
    private int otherDeadlines;
    private int withoutLead;

    public RulesTrial(AssignmentRules before, AssignmentRules after) {
        this.before = before;
        this.after = after;
    }

    public int events() {
        return events;
    }

    public void add(CaseFile caseFile) {
        Event event = caseFile.event();
        events++;
        for (Order order : caseFile.orders()) {
            if (order.status().isOpen() && after.unit(order.unit()).isEmpty()) {
                unitsGone.add(order.unit());
            }
        }
        Category category = event.report().category();
        Situation situation = Situation.of(event.jurisdiction(), event.report().receivedAt());
        Outcome then = outcome(before, category, situation);
        Outcome now = outcome(after, category, situation);
        if (now.lead().isEmpty()) {
            withoutLead++;
        }
        boolean lead = !then.lead().equals(now.lead());
        boolean coHandling = !then.coHandling().equals(now.coHandling());
        boolean deadlines = !then.deadlines().equals(now.deadlines());
        if (!lead && !coHandling && !deadlines && then.skill().equals(now.skill())) {
            return;
        }
        differently++;
        otherLead += lead ? 1 : 0;
        otherCoHandling += coHandling ? 1 : 0;
        otherDeadlines += deadlines ? 1 : 0;
        byCategory.merge(category.key().toString(), 1, Integer::sum);
        if (differences.size() < SHOWN_MAX) {
            differences.add(new Difference(event.number(), category, then, now));
        }
    }

    private static Outcome outcome(AssignmentRules rules, Category category, Situation situation) {
        AssignmentRule rule = rules.rule(category, situation);
        Decision decision = rules.decide(category, situation);
        Optional<Competence> competence = decision instanceof Competence found ? Optional.of(found) : Optional.empty();
        return new Outcome(
                rule.toString(),
                competence.map(found -> found.lead().code()),
                competence.stream()
                        .flatMap(found -> found.coHandling().stream())
                        .map(Unit::code)
                        .collect(Collectors.toCollection(TreeSet::new)),
                rule.skill(),
                deadlines(rule.deadlines()));
    }

    /** The limits by kind, and what else is different about them. */
    private static Map<String, String> deadlines(DeadlineTerms terms) {
        Map<String, String> deadlines = new TreeMap<>();
        for (DeadlineKind kind : DeadlineKind.values()) {
            if (terms.limits().containsKey(kind)) {
                deadlines.put(kind.text(), terms.limits().get(kind) + " (" + terms.calendarCode() + ")");
            }
        }
        return deadlines;
    }

    public Result result() {
        return new Result(
                events,
                differently,
                otherLead,
                otherCoHandling,
                otherDeadlines,
                withoutLead,
                byCategory,
                unitsGone,
                List.copyOf(differences));
    }
}
