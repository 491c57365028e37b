package io.hexdispatch.simulation;

import io.hexdispatch.simulation.Simulation.Outcome;
import io.hexdispatch.simulation.books.Books;
import io.hexdispatch.simulation.books.Books.Line;
import io.hexdispatch.simulation.books.ClosingTable;
import io.hexdispatch.simulation.books.Comparison;
import io.hexdispatch.simulation.books.Comparison.Sums;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is said of a day in the end. */
public final class SimulationReport {
    private final Outcome outcome;
    private final List<String> differences;

    public SimulationReport(Outcome outcome) {
        this.outcome = outcome;
        this.differences = outcome.comparison().differences();
    }

    /** Whether all is as it should be. @param mustAllHappen whether what never happened is a fault */
    public boolean isWell(boolean mustAllHappen) {
        return differences.isEmpty()
                && outcome.books().faultCount() == 0
                && (outcome.wasStopped() || !mustAllHappen || never().isEmpty());
    }

    private List<Line> never() {
        return outcome.books().lines().stream()
                .filter(line -> line.count() == 0)
                .toList();
    }

    public List<String> lines() {
        Books books = outcome.books();
        Comparison comparison = outcome.comparison();
        List<String> text = new ArrayList<>();
        text.add("");
        text.addAll(ClosingTable.things(books.lines()));
        text.add("");
        text.addAll(ClosingTable.sums("by source", comparison.bySource(), Map.of()));
        text.add("");
        text.addAll(ClosingTable.sums(
                "by county", comparison.byCounty(), outcome.city().counties()));
        text.add("");
        text.addAll(categories(comparison));
        text.addAll(ClosingTable.sums("all", List.of(comparison.all()), Map.of()));
        if (!differences.isEmpty()) {
            text.add("");
            text.add(differences.size() + " events differ:");
            text.addAll(ClosingTable.first(differences, differences.size()));
        }
        if (books.faultCount() > 0) {
            text.add("");
            text.add(books.faultCount() + " times the server did otherwise than it should:");
            text.addAll(ClosingTable.first(books.faults(), books.faultCount()));
        }
        text.add("");
        text.add(verdict());
        return text;
    }

    private static List<String> categories(Comparison comparison) {
        List<Sums> all = comparison.byCategory();
        List<Sums> unequal = all.stream().filter(sums -> !sums.isEqual()).toList();
        return unequal.isEmpty()
                ? List.of("by category: " + all.size() + " categories, all equal")
                : ClosingTable.sums("by category, " + unequal.size() + " of " + all.size(), unequal, Map.of());
    }

    private String verdict() {
        int filed = outcome.comparison().all().booked().getOrDefault("filed", 0);
        String events = String.format("%,d of %,d events", filed, outcome.planned());
        List<Line> never = never();
        return (outcome.wasStopped() ? "Stopped before the day was over. " : "")
                + events + " filed; "
                + (differences.isEmpty() && outcome.books().faultCount() == 0
                        ? "the server's figures equal the books"
                        : "THE SERVER AND THE BOOKS DIFFER")
                + (never.isEmpty()
                        ? "; everything happened."
                        : "; " + never.size() + " kinds of things never happened.");
    }
}
