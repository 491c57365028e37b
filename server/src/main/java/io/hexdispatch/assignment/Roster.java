package io.hexdispatch.assignment;

import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.responder.NearestResponders;
import io.hexdispatch.responder.ResponderFilter;
import io.hexdispatch.responder.ResponderIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The responders of the city: who they are, where they are, how many orders each holds, and who of them is to go.
 *
 * <p>For one thread: decisions follow one another, so two events never count on the same free responder.
 */
public final class Roster {
    /** A responder farther away than this is not sent: he would be in another city. */
    public static final double RADIUS_METRES_MAX = 60_000;

    /** How many candidates a choice explains, besides one who is chosen from farther away. */
    static final int CANDIDATES_EXPLAINED = 5;

    private static final int NEAREST_MAX = 100;

    private static final class Entry {
        private Responder responder;
        private LonLat position;
        private int openOrders;

        private Entry(Responder responder, LonLat position) {
            this.responder = responder;
            this.position = position;
        }
    }

    /** The outcome of a choice: the candidates nearest first, of whom the last is the chosen one, if anybody was. */
    public record Choice(Optional<String> responder, List<Candidate> candidates) {}

    /** A responder and how far he is. */
    public record Distance(Responder responder, LonLat position, int openOrders, double metres) {}

    private final ResponderIndex index = new ResponderIndex();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> unitNumbers = new HashMap<>();
    /** The number of each responder's unit: a search for the few of one unit looks at many, so it must not look far for it. */
    private int[] unitOf = new int[64];

    private final NearestResponders nearest = new NearestResponders(NEAREST_MAX);

    /** Takes a responder in, or what is new about him and his position if he is known. */
    public void put(Responder responder, LonLat position) {
        Integer number = numbers.get(responder.id());
        if (number == null) {
            numbers.put(responder.id(), index.add(position.longitude(), position.latitude()));
            entries.add(new Entry(responder, position));
            noteUnit(entries.size() - 1, responder.unit());
        } else {
            entries.get(number).responder = responder;
            noteUnit(number, responder.unit());
            move(responder.id(), position);
        }
    }

    private void noteUnit(int responder, String unit) {
        if (responder == unitOf.length) {
            unitOf = Arrays.copyOf(unitOf, 2 * unitOf.length);
        }
        unitOf[responder] = unitNumbers.computeIfAbsent(unit, added -> unitNumbers.size());
    }

    public Optional<Responder> find(String id) {
        return Optional.ofNullable(numbers.get(id)).map(number -> entries.get(number).responder);
    }

    public Optional<LonLat> position(String id) {
        return Optional.ofNullable(numbers.get(id)).map(number -> entries.get(number).position);
    }

    public int size() {
        return entries.size();
    }

    /** Goes through all responders: id and position. */
    public void forEachPosition(BiConsumer<String, LonLat> action) {
        entries.forEach(entry -> action.accept(entry.responder.id(), entry.position));
    }

    /** Sets a known responder's position. */
    public void move(String id, LonLat position) {
        int number = numbers.get(id);
        entries.get(number).position = position;
        index.move(number, position.longitude(), position.latitude());
    }

    /** Counts an open order to a responder; an unknown one, who may have been on an order before he was taken out, is passed by. */
    public void reserve(String id) {
        count(id, 1);
    }

    /** Takes an order off a responder when it is done, given back or was never committed. */
    public void release(String id) {
        count(id, -1);
    }

    private void count(String id, int orders) {
        Integer number = numbers.get(id);
        if (number != null) {
            Entry entry = entries.get(number);
            entry.openOrders = Math.max(0, entry.openOrders + orders);
        }
    }

    /**
     * Chooses the nearest responder of a unit who is on duty, has the skill and room for one more order.
     *
     * @param excluded ids of those who had the order already
     */
    public Choice choose(String unit, Optional<String> skill, LonLat place, Set<String> excluded) {
        int wanted = unitNumbers.getOrDefault(unit, -1);
        search(place, CANDIDATES_EXPLAINED, responder -> unitOf[responder] == wanted);
        List<Candidate> candidates = new ArrayList<>();
        for (int rank = 0; rank < nearest.size(); rank++) {
            Entry entry = entries.get(nearest.responder(rank));
            Optional<String> obstacle = obstacle(entry, skill, excluded);
            candidates.add(candidate(entry, nearest.distanceMetres(rank), obstacle));
            if (obstacle.isEmpty()) {
                return new Choice(Optional.of(entry.responder.id()), candidates);
            }
        }
        if (nearest.size() == CANDIDATES_EXPLAINED) {
            search(
                    place,
                    1,
                    responder -> unitOf[responder] == wanted
                            && obstacle(entries.get(responder), skill, excluded).isEmpty());
            if (nearest.size() == 1) {
                Entry entry = entries.get(nearest.responder(0));
                candidates.add(candidate(entry, nearest.distanceMetres(0), Optional.empty()));
                return new Choice(Optional.of(entry.responder.id()), candidates);
            }
        }
        return new Choice(Optional.empty(), candidates);
    }

    /** The {@code k} responders nearest to a place, whatever they do, nearest first; {@code k} is 0 to 100. */
    public List<Distance> nearest(LonLat place, int k) {
        if (k == 0) {
            return Collections.emptyList();
        }
        search(place, k, ResponderFilter.EVERYBODY);
        List<Distance> answer = new ArrayList<>(nearest.size());
        for (int rank = 0; rank < nearest.size(); rank++) {
            Entry entry = entries.get(nearest.responder(rank));
            answer.add(new Distance(entry.responder, entry.position, entry.openOrders, nearest.distanceMetres(rank)));
        }
        return answer;
    }

    private void search(LonLat place, int k, ResponderFilter filter) {
        index.nearest(place.longitude(), place.latitude(), k, RADIUS_METRES_MAX, filter, nearest);
    }

    private static Candidate candidate(Entry entry, double metres, Optional<String> passedOver) {
        return new Candidate(entry.responder.id(), entry.responder.name(), metres, passedOver);
    }

    private static Optional<String> obstacle(Entry entry, Optional<String> skill, Set<String> excluded) {
        Responder responder = entry.responder;
        if (excluded.contains(responder.id())) {
            return Optional.of("had this order and gave it back");
        }
        if (!responder.onDuty()) {
            return Optional.of("off duty");
        }
        if (skill.isPresent() && !responder.skills().contains(skill.get())) {
            return Optional.of("lacks the skill " + skill.get());
        }
        if (entry.openOrders >= responder.openOrdersMax()) {
            return Optional.of("holds " + entry.openOrders + " open orders, his limit");
        }
        return Optional.empty();
    }
}
