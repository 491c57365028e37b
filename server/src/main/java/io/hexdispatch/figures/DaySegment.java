package io.hexdispatch.figures;

import io.hexdispatch.figures.Dimension.Column;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * The facts of the events that were filed on one day, column by column, so that millions of them are gone through in a moment.
 * Ordered by the events' numbers. Immutable.
 */
public final class DaySegment {
    private static final byte FORM = 1;

    private final LocalDate day;
    private final long firstEvent;
    /** From the first event. */
    private final int[] offsets;

    private final int[] due;
    private final char[] marks;
    private final char[] accepted;
    private final char[] resolved;
    private final char[] closed;
    private final Map<Column, WordColumn> words;

    private DaySegment(
            LocalDate day,
            long firstEvent,
            int[] offsets,
            int[] due,
            char[] marks,
            char[] accepted,
            char[] resolved,
            char[] closed,
            Map<Column, WordColumn> words) {
        this.day = day;
        this.firstEvent = firstEvent;
        this.offsets = offsets;
        this.due = due;
        this.marks = marks;
        this.accepted = accepted;
        this.resolved = resolved;
        this.closed = closed;
        this.words = words;
    }

    /** @throws IllegalArgumentException if a fact is of another day, or two are of one event */
    public static DaySegment of(LocalDate day, Collection<Fact> given) {
        List<Fact> facts = new ArrayList<>(given);
        facts.sort(Comparator.comparingLong(Fact::event));
        for (int i = 0; i < facts.size(); i++) {
            if (!facts.get(i).day().equals(day)
                    || i > 0 && facts.get(i).event() == facts.get(i - 1).event()) {
                throw new IllegalArgumentException(facts.get(i) + " among those of " + day);
            }
        }
        long first = facts.isEmpty() ? 0 : facts.get(0).event();
        Map<Column, WordColumn> words = new EnumMap<>(Column.class);
        words.put(Column.AREA, column(facts, Fact::area));
        words.put(Column.SOURCE, column(facts, Fact::source));
        words.put(Column.CATEGORY, column(facts, Fact::category));
        words.put(Column.UNIT, column(facts, Fact::unit));
        words.put(Column.POST, column(facts, Fact::post));
        return new DaySegment(
                day,
                first,
                facts.stream()
                        .mapToInt(fact -> Math.toIntExact(fact.event() - first))
                        .toArray(),
                facts.stream().mapToInt(Fact::dueSeconds).toArray(),
                chars(facts, Fact::marks),
                chars(facts, Fact::accepted),
                chars(facts, Fact::resolved),
                chars(facts, Fact::closed),
                words);
    }

    private static WordColumn column(List<Fact> facts, Function<Fact, String> word) {
        return WordColumn.of(facts.stream().map(word).toList());
    }

    private static char[] chars(List<Fact> facts, ToIntFunction<Fact> value) {
        char[] chars = new char[facts.size()];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) value.applyAsInt(facts.get(i));
        }
        return chars;
    }

    /** With these in the place of what was known of their events, or beside it. */
    public DaySegment with(Collection<Fact> changed) {
        Map<Long, Fact> facts = new TreeMap<>();
        for (int row = 0; row < size(); row++) {
            facts.put(event(row), fact(row));
        }
        changed.forEach(fact -> facts.put(fact.event(), fact));
        return of(day, facts.values());
    }

    public LocalDate day() {
        return day;
    }

    public int size() {
        return offsets.length;
    }

    /** The row of an event; negative where it is not here. */
    public int row(long event) {
        long offset = event - firstEvent;
        return offset < 0 || offset > Integer.MAX_VALUE ? -1 : Arrays.binarySearch(offsets, (int) offset);
    }

    private long event(int row) {
        return firstEvent + offsets[row];
    }

    int marks(int row) {
        return marks[row];
    }

    int due(int row) {
        return due[row];
    }

    int accepted(int row) {
        return accepted[row];
    }

    int resolved(int row) {
        return resolved[row];
    }

    int closed(int row) {
        return closed[row];
    }

    WordColumn words(Column column) {
        return words.get(column);
    }

    private Fact fact(int row) {
        return new Fact(
                event(row),
                day,
                words.get(Column.AREA).at(row),
                words.get(Column.SOURCE).at(row),
                words.get(Column.CATEGORY).at(row),
                words.get(Column.UNIT).at(row),
                words.get(Column.POST).at(row),
                marks[row],
                due[row],
                accepted[row],
                resolved[row],
                closed[row]);
    }

    /** For {@link #read}. */
    public byte[] toBytes() {
        int rows = size();
        int bytes = 1 + Integer.BYTES + Long.BYTES + rows * (2 * Integer.BYTES + 4 * Character.BYTES);
        for (WordColumn column : words.values()) {
            bytes += column.bytes();
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes).put(FORM).putInt(rows).putLong(firstEvent);
        for (int[] column : new int[][] {offsets, due}) {
            buffer.asIntBuffer().put(column);
            buffer.position(buffer.position() + Integer.BYTES * rows);
        }
        for (char[] column : new char[][] {marks, accepted, resolved, closed}) {
            buffer.asCharBuffer().put(column);
            buffer.position(buffer.position() + Character.BYTES * rows);
        }
        words.values().forEach(column -> column.write(buffer));
        return buffer.array();
    }

    /**
     * @param shared gives the one copy of a word that all days use
     * @throws IllegalArgumentException if {@link #toBytes} did not write it
     */
    public static DaySegment read(LocalDate day, byte[] bytes, UnaryOperator<String> shared) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            if (buffer.get() != FORM) {
                throw new IllegalArgumentException("the figures of " + day + " are of another form");
            }
            int rows = buffer.getInt();
            long first = buffer.getLong();
            int[][] ints = new int[2][rows];
            for (int[] column : ints) {
                buffer.asIntBuffer().get(column);
                buffer.position(buffer.position() + Integer.BYTES * rows);
            }
            char[][] chars = new char[4][rows];
            for (char[] column : chars) {
                buffer.asCharBuffer().get(column);
                buffer.position(buffer.position() + Character.BYTES * rows);
            }
            Map<Column, WordColumn> words = new EnumMap<>(Column.class);
            for (Column column : Column.values()) {
                words.put(column, WordColumn.read(buffer, rows, shared));
            }
            return new DaySegment(day, first, ints[0], ints[1], chars[0], chars[1], chars[2], chars[3], words);
        } catch (BufferUnderflowException cutOff) {
            throw new IllegalArgumentException("the figures of " + day + " are cut off", cutOff);
        }
    }
}
