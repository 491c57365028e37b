package io.hexdispatch.simulation.books;

import io.hexdispatch.simulation.day.PlannedEvent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the simulator knows of one event because it did it. For the thread of the simulation alone. */
public final class Account {
    private final PlannedEvent plan;
    private final String source;
    private final Map<String, String> orders = new LinkedHashMap<>();
    private final SortedMap<String, Integer> counts = new TreeMap<>();
    private final SortedMap<String, Integer> irregularities = new TreeMap<>();
    private Optional<String> number = Optional.empty();
    private String status = "REPORTED";
    private int rating;

    Account(PlannedEvent plan, String source) {
        this.plan = plan;
        this.source = source;
    }

    public void filed(String eventNumber) {
        number = Optional.of(eventNumber);
        status = "FILED";
    }

    public Optional<String> number() {
        return number;
    }

    public String status() {
        return status;
    }

    /** The state that follows from what was done, by its name on the wire. */
    public void becomes(String next) {
        status = next;
    }

    /** The state of one of its orders, by its name on the wire. */
    public void order(String id, String orderStatus) {
        orders.put(id, orderStatus);
    }

    public boolean knowsOrder(String id) {
        return orders.containsKey(id);
    }

    /** How many of its orders are in one of these states. */
    public long orders(String... states) {
        return orders.values().stream()
                .filter(java.util.Set.of(states)::contains)
                .count();
    }

    /** Once more of what is counted: "extensions", "yellow card". */
    public void more(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** @param stars 1 to 5; the last counts */
    public void rated(int stars) {
        rating = stars;
    }

    /** Something that supervision must find, by the name of its kind. */
    public void irregular(String kind) {
        irregularities.merge(kind, 1, Integer::sum);
    }

    /** How often supervision must find what. */
    public SortedMap<String, Integer> irregularities() {
        return new TreeMap<>(irregularities);
    }

    /** Empty where it was never filed. */
    Optional<Facts> facts() {
        return number.map(filed -> {
            SortedMap<String, Integer> all = new TreeMap<>(counts);
            all.put("filed", 1);
            all.put(status.toLowerCase(Locale.ROOT).replace('_', ' '), 1);
            orders.values()
                    .forEach(state ->
                            all.merge("orders " + state.toLowerCase(Locale.ROOT).replace('_', ' '), 1, Integer::sum));
            if (rating > 0) {
                all.put("rated " + rating, 1);
            }
            return new Facts(filed, source, plan.category(), plan.county(), all);
        });
    }
}
