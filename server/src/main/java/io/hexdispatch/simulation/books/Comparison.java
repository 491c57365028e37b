package io.hexdispatch.simulation.books;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The simulator's books and the server's figures, side by side: event by event, and in sums by source, category and county. */
public final class Comparison {
    private final Map<String, Facts> booked = new HashMap<>();
    private final Map<String, Facts> served = new HashMap<>();

    /** A sum of what is booked and what the server says, by the name of what is counted. */
    public record Sums(String group, SortedMap<String, Integer> booked, SortedMap<String, Integer> served) {
        public boolean isEqual() {
            return booked.equals(served);
        }

        /** What differs: "closed 11 in the books, 12 on the server". */
        public List<String> differences() {
            return difference(booked, served);
        }
    }

    public Comparison(Collection<Facts> booked, Collection<Facts> served) {
        booked.forEach(facts -> this.booked.put(facts.number(), facts));
        served.forEach(facts -> this.served.put(facts.number(), facts));
    }

    public List<Sums> bySource() {
        return by(Facts::source);
    }

    public List<Sums> byCategory() {
        return by(Facts::category);
    }

    public List<Sums> byCounty() {
        return by(Facts::county);
    }

    public Sums all() {
        return by(facts -> "all").stream()
                .findFirst()
                .orElse(new Sums("all", Collections.emptySortedMap(), Collections.emptySortedMap()));
    }

    /** Every event that is not the same on both sides, with what differs, in the order of their numbers. */
    public List<String> differences() {
        SortedSet<String> numbers = new TreeSet<>(booked.keySet());
        numbers.addAll(served.keySet());
        List<String> differences = new ArrayList<>();
        for (String number : numbers) {
            Facts ours = booked.get(number);
            Facts theirs = served.get(number);
            if (ours == null) {
                differences.add(
                        number + ": the server has it, under source " + theirs.source() + ", and the books do not");
            } else if (theirs == null) {
                differences.add(number + ": the books have it, and the server does not");
            } else if (!ours.equals(theirs)) {
                List<String> what = new ArrayList<>(difference(ours.counts(), theirs.counts()));
                add(what, "source", ours.source(), theirs.source());
                add(what, "category", ours.category(), theirs.category());
                add(what, "county", ours.county(), theirs.county());
                differences.add(number + ": " + String.join("; ", what));
            }
        }
        return differences;
    }

    private static void add(List<String> what, String name, String ours, String theirs) {
        if (!ours.equals(theirs)) {
            what.add(name + " " + ours + " in the books, " + theirs + " on the server");
        }
    }

    private static List<String> difference(SortedMap<String, Integer> ours, SortedMap<String, Integer> theirs) {
        SortedSet<String> names = new TreeSet<>(ours.keySet());
        names.addAll(theirs.keySet());
        return names.stream()
                .filter(name -> !ours.getOrDefault(name, 0).equals(theirs.getOrDefault(name, 0)))
                .map(name -> name + " " + ours.getOrDefault(name, 0) + " in the books, " + theirs.getOrDefault(name, 0)
                        + " on the server")
                .toList();
    }

    private List<Sums> by(Function<Facts, String> group) {
        SortedMap<String, Sums> sums = new TreeMap<>();
        booked.values().forEach(facts -> add(of(sums, group.apply(facts)).booked(), facts));
        served.values().forEach(facts -> add(of(sums, group.apply(facts)).served(), facts));
        return List.copyOf(sums.values());
    }

    private static Sums of(SortedMap<String, Sums> sums, String group) {
        return sums.computeIfAbsent(group, name -> new Sums(name, new TreeMap<>(), new TreeMap<>()));
    }

    private static void add(SortedMap<String, Integer> sum, Facts facts) {
        facts.counts().forEach((name, count) -> sum.merge(name, count, Integer::sum));
    }
}
