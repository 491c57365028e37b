package io.hexdispatch.simulation.books;

import io.hexdispatch.simulation.day.PlannedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that the simulator did, by event and by kind of thing. For the thread of the simulation alone. */
public final class Books {
    private static final int FAULTS_MAX = 1_000;

    private final List<Account> accounts = new ArrayList<>();
    private final Map<Thing, Line> things = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private int faultCount;

    /** How often a kind of thing happened, and where first. */
    public record Line(Thing thing, int count, String example) {}

    /** A kind of thing that is to be seen in the table even if it never happens. */
    public void expect(Thing thing) {
        things.putIfAbsent(thing, new Line(thing, 0, ""));
    }

    /** @param example where it can be looked up, such as the number of an event */
    public void happened(Thing thing, String example) {
        things.compute(
                thing,
                (same, line) -> line == null || line.count() == 0
                        ? new Line(thing, 1, example)
                        : new Line(thing, line.count() + 1, line.example()));
    }

    public Account open(PlannedEvent plan, String source) {
        Account account = new Account(plan, source);
        accounts.add(account);
        return account;
    }

    public List<Account> accounts() {
        return List.copyOf(accounts);
    }

    /** Something that the server should have done otherwise. */
    public void fault(String what) {
        faultCount++;
        if (faults.size() < FAULTS_MAX) {
            faults.add(what);
        }
    }

    public List<Line> lines() {
        return List.copyOf(things.values());
    }

    /** The first of the faults. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    public int faultCount() {
        return faultCount;
    }

    /** What became of the events that were filed. */
    public List<Facts> facts() {
        return accounts.stream().map(Account::facts).flatMap(Optional::stream).toList();
    }

    public int planned() {
        return accounts.size();
    }
}
