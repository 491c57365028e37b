package io.hexdispatch.simulation.day;

import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.source.SourceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * A day of a city: the same seed, number and townships give the same day.
 *
 * @param events in the order of their time
 * @param coldCounty the code of the county whose heating fails
 */
public record CityDay(long seed, List<PlannedEvent> events, String coldCounty) {
    /** What a day brings on average, from all systems together. */
    public static final int WHOLE_DAY = 12_100;

    public static final int EVENTS_MIN = 100;
    public static final int EVENTS_MAX = 100_000;

    /** The category of the events that are neglected; a simulation gives it a short time. */
    public static final String SHORT_LIMIT_CATEGORY = "10002";

    private static final int COLD_PERCENT = 5;
    private static final int STORM_PERCENT = 20;
    private static final int NEGLECTED_PER_THOUSAND = 1;
    private static final LonLat OUTSIDE = new LonLat(114.9, 36.2);
    private static final int OUTSIDE_OF_A_DAY = 5;

    public CityDay {
        events = List.copyOf(events);
    }

    /**
     * Plans a day.
     *
     * @param count {@value #EVENTS_MIN} to {@value #EVENTS_MAX} events
     * @param townships one or more, in any order
     */
    public static CityDay plan(long seed, int count, List<Township> townships) {
        if (count < EVENTS_MIN || count > EVENTS_MAX) {
            throw new IllegalArgumentException(
                    count + " events of a day; " + EVENTS_MIN + " to " + EVENTS_MAX + " can be planned");
        }
        List<Township> places =
                townships.stream().sorted(Comparator.comparing(Township::code)).toList();
        SplittableRandom random = new SplittableRandom(seed);
        int cold = count * COLD_PERCENT / 100;
        int storm = count * STORM_PERCENT / 100;
        int neglected = Math.max(1, count * NEGLECTED_PER_THOUSAND / 1_000);
        int outside = Math.max(1, OUTSIDE_OF_A_DAY * count / WHOLE_DAY);

        List<Draft> drafts = new ArrayList<>(count);
        Township coldPlace = places.get(random.nextInt(places.size()));
        drafts.addAll(HeatingFailure.drafts(cold, coldPlace, random.split()));
        drafts.addAll(Storm.drafts(storm, count, places, random.split()));
        drafts.addAll(apart(neglected, outside, places, random.split()));
        drafts.addAll(ordinary(count - drafts.size(), places, random.split()));
        drafts.sort(Comparator.comparingInt(Draft::second));
        return new CityDay(seed, numbered(drafts), coldPlace.county());
    }

    private static List<Draft> ordinary(int count, List<Township> places, SplittableRandom random) {
        List<Draft> drafts = new ArrayList<>();
        for (SourceKind source : SourceMix.ORDINARY.sources(count)) {
            Township where = places.get(random.nextInt(places.size()));
            drafts.add(Draft.of(
                    DayCurve.second(random),
                    source,
                    Matter.ofADay(source, random),
                    where.place(random),
                    where,
                    Part.ORDINARY));
        }
        return drafts;
    }

    private static List<Draft> apart(int neglected, int outside, List<Township> places, SplittableRandom random) {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < neglected; i++) {
            Township where = places.get(random.nextInt(places.size()));
            drafts.add(Draft.of(
                    DayCurve.second(random),
                    SourceKind.GRID_MEMBER,
                    Matter.NEGLECTED,
                    where.place(random),
                    where,
                    Part.NEGLECTED));
        }
        for (int i = 0; i < outside; i++) {
            drafts.add(new Draft(
                    DayCurve.second(random),
                    SourceKind.CITIZEN,
                    Matter.OUTSIDE,
                    OUTSIDE,
                    Optional.empty(),
                    Part.OUTSIDE,
                    Draft.SHARED_WITH_NOBODY));
        }
        return drafts;
    }

    private static List<PlannedEvent> numbered(List<Draft> drafts) {
        record Shared(int matter, String category) {}

        Map<Shared, Integer> first = new HashMap<>();
        List<PlannedEvent> events = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            int index = events.size();
            OptionalInt sameAs = OptionalInt.empty();
            if (draft.sharedMatter() != Draft.SHARED_WITH_NOBODY) {
                Integer earlier = first.putIfAbsent(
                        new Shared(draft.sharedMatter(), draft.matter().category()), index);
                sameAs = earlier == null ? OptionalInt.empty() : OptionalInt.of(earlier);
            }
            events.add(new PlannedEvent(
                    index,
                    draft.second(),
                    draft.source(),
                    draft.matter().category(),
                    draft.matter().text(),
                    draft.place(),
                    draft.township().map(Township::code).orElse(""),
                    draft.township().map(Township::county).orElse(""),
                    draft.part(),
                    sameAs));
        }
        return events;
    }

    /** Chance that belongs to one event of this day, and to nothing else. */
    public SplittableRandom dice(PlannedEvent event) {
        return new SplittableRandom(seed * 1_000_003 + event.index()).split();
    }
}
