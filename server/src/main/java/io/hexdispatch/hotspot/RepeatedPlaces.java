package io.hexdispatch.hotspot;

import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.grid.coordinate.GreatCircle;
import io.hexdispatch.grid.coordinate.LonLat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the places at which events of one category come again. The spot around which most of them lie takes all within the
 * distance, then the spot with most of the others, and so on: no event is at two places, and a place is never larger than the distance,
 * as it would be where one event leads to the next along a street.
 */
public final class RepeatedPlaces {
    /** Spots are as fine as this part of the distance, so that a thousand events at one address are not compared each with each. */
    private static final double SPOTS_PER_DISTANCE = 10;

    private static final int REACH = (int) SPOTS_PER_DISTANCE + 1;

    private final double metres;
    private final int least;

    /**
     * @param metres how far an event may lie from the middle of its place
     * @param least how many events make a place, 2 or more
     */
    public RepeatedPlaces(double metres, int least) {
        this.metres = metres;
        this.least = least;
    }

    private record Square(long east, long north) {}

    private record Candidate(Square square, LonLat centre, int weight, long first) {}

    /** The places with the most events first. */
    public List<RepeatedPlace> find(List<Occurrence> events) {
        Map<CategoryKey, List<Occurrence>> byCategory =
                events.stream().collect(Collectors.groupingBy(Occurrence::category));
        return byCategory.values().stream()
                .flatMap(same -> ofOneCategory(same).stream())
                .sorted(Comparator.<RepeatedPlace>comparingInt(
                                place -> -place.events().size())
                        .thenComparing(place -> place.events().get(0).number().id()))
                .toList();
    }

    private List<RepeatedPlace> ofOneCategory(List<Occurrence> events) {
        // East and west, a square is nowhere smaller than meant: as wide as at the latitude nearest to a pole.
        double cosine = events.stream()
                .mapToDouble(event -> GreatCircle.cosine(event.place().latitude()))
                .min()
                .orElse(1);
        Map<Square, List<Occurrence>> squares = new HashMap<>();
        events.forEach(event -> squares.computeIfAbsent(square(event.place(), cosine), none -> new ArrayList<>())
                .add(event));
        PriorityQueue<Candidate> queue =
                new PriorityQueue<>(Comparator.<Candidate>comparingInt(candidate -> -candidate.weight())
                        .thenComparingLong(Candidate::first));
        squares.forEach((square, here) -> {
            LonLat centre = mean(here);
            long first =
                    here.stream().mapToLong(event -> event.number().id()).min().orElseThrow();
            queue.add(
                    new Candidate(square, centre, near(squares, square, centre).size(), first));
        });
        List<RepeatedPlace> places = new ArrayList<>();
        while (!queue.isEmpty() && queue.peek().weight() >= least) {
            Candidate best = queue.poll();
            List<Occurrence> members = near(squares, best.square(), best.centre());
            if (members.size() < best.weight()) {
                // Others took some of them meanwhile.
                queue.add(new Candidate(best.square(), best.centre(), members.size(), best.first()));
                continue;
            }
            Set<Long> taken = members.stream().map(event -> event.number().id()).collect(Collectors.toSet());
            members.stream()
                    .map(event -> square(event.place(), cosine))
                    .distinct()
                    .forEach(square -> squares.get(square)
                            .removeIf(event -> taken.contains(event.number().id())));
            members.sort(Comparator.comparing(Occurrence::filedAt)
                    .thenComparing(event -> event.number().id()));
            places.add(new RepeatedPlace(members.get(0).category(), best.centre(), List.copyOf(members)));
        }
        return places;
    }

    /** The events that no place has yet, within the distance of a centre in a square. */
    private List<Occurrence> near(Map<Square, List<Occurrence>> squares, Square square, LonLat centre) {
        List<Occurrence> near = new ArrayList<>();
        for (long east = square.east() - REACH; east <= square.east() + REACH; east++) {
            for (long north = square.north() - REACH; north <= square.north() + REACH; north++) {
                for (Occurrence event : squares.getOrDefault(new Square(east, north), List.of())) {
                    if (GreatCircle.metres(centre, event.place()) <= metres) {
                        near.add(event);
                    }
                }
            }
        }
        return near;
    }

    private Square square(LonLat place, double cosine) {
        double perDegree = Math.toRadians(1) * GreatCircle.EARTH_RADIUS_METRES * SPOTS_PER_DISTANCE / metres;
        return new Square((long) Math.floor(place.longitude() * perDegree * cosine), (long)
                Math.floor(place.latitude() * perDegree));
    }

    private static LonLat mean(List<Occurrence> events) {
        return new LonLat(
                events.stream()
                        .mapToDouble(event -> event.place().longitude())
                        .average()
                        .orElseThrow(),
                events.stream()
                        .mapToDouble(event -> event.place().latitude())
                        .average()
                        .orElseThrow());
    }
}
