package io.hexdispatch.assignment;

import io.hexdispatch.grid.coordinate.GreatCircle;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.responder.NearestResponders;
import io.hexdispatch.responder.ResponderFilter;
import io.hexdispatch.responder.ResponderIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
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

    /** What an open order that a responder holds counts for, in metres of way. */
    static final double ORDER_METRES = 500;

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

    /** Why somebody was chosen. */
    public enum Advantage {
        NEAREST,
        /** Somebody who could was nearer, and held more orders. */
        LESS_BUSY,
        /** He belongs to a grid that holds the place. */
        AT_HOME
    }

    /** The outcome of a choice: the candidates nearest first, of whom the last is the chosen one, if anybody was. */
    public record Choice(Optional<String> responder, List<Candidate> candidates, Optional<Advantage> advantage) {}

    private record Looked(Entry entry, double metres, Optional<String> obstacle) {
        private double weight() {
            return metres + ORDER_METRES * entry.openOrders;
        }
    }

    /** A responder and how far he is. */
    public record Distance(Responder responder, LonLat position, int openOrders, double metres) {}

    private final ResponderIndex index = new ResponderIndex();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    /** The numbers of those who belong to a grid, by its code. */
    private final Map<String, List<Integer>> homes = new HashMap<>();

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
            noteHome(entries.size() - 1, Optional.empty(), responder.homeGrid());
        } else {
            noteHome(number, entries.get(number).responder.homeGrid(), responder.homeGrid());
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

    private void noteHome(int responder, Optional<String> before, Optional<String> after) {
        if (before.equals(after)) {
            return;
        }
        before.ifPresent(grid -> homes.get(grid).remove(Integer.valueOf(responder)));
        after.ifPresent(
                grid -> homes.computeIfAbsent(grid, first -> new ArrayList<>(1)).add(responder));
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

    /** The number of a known responder, from 0 in the order in which they were taken in; it stays his as long as the roster lives. */
    public int number(String id) {
        return numbers.get(id);
    }

    /** @param number 0 to {@link #size} - 1 */
    public Responder responder(int number) {
        return entries.get(number).responder;
    }

    /** @param number 0 to {@link #size} - 1 */
    public LonLat position(int number) {
        return entries.get(number).position;
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

    /** Sets how many orders a known responder holds, where the count may have gone wrong. */
    public void recount(String id, int openOrders) {
        entries.get(numbers.get(id)).openOrders = openOrders;
    }

    private void count(String id, int orders) {
        Integer number = numbers.get(id);
        if (number != null) {
            Entry entry = entries.get(number);
            entry.openOrders = Math.max(0, entry.openOrders + orders);
        }
    }

    /**
     * Chooses a responder of a unit who is on duty, has the skill and room for one more order: one who belongs to the narrowest grid of
     * the place that has any, or else one of the nearest; among them the one with the shortest way, where each order that he holds
     * counts as {@value #ORDER_METRES} metres more.
     *
     * @param grids the codes of the grids that hold the place, the narrowest first
     * @param excluded ids of those who had the order already
     */
    public Choice choose(String unit, Optional<String> skill, LonLat place, List<String> grids, Set<String> excluded) {
        int wanted = unitNumbers.getOrDefault(unit, -1);
        search(place, CANDIDATES_EXPLAINED, responder -> unitOf[responder] == wanted);
        List<Looked> near = looked(skill, excluded);
        Optional<Looked> home = home(wanted, skill, place, grids, excluded);
        Optional<Looked> chosen = home.isPresent() ? home : lightest(able(near, wanted, skill, place, excluded));
        List<Candidate> candidates = new ArrayList<>();
        boolean nearerIsBusier = false;
        for (Looked looked : near) {
            boolean isBehind =
                    chosen.isPresent() && (looked.entry == chosen.get().entry || looked.metres > chosen.get().metres);
            if (!isBehind) {
                nearerIsBusier |= looked.obstacle.isEmpty();
                candidates.add(candidate(
                        looked.entry,
                        looked.metres,
                        looked.obstacle.or(
                                () -> chosen.map(better -> disadvantage(looked, better, home.isPresent())))));
            }
        }
        chosen.ifPresent(looked -> candidates.add(candidate(looked.entry, looked.metres, Optional.empty())));
        Advantage advantage =
                home.isPresent() ? Advantage.AT_HOME : nearerIsBusier ? Advantage.LESS_BUSY : Advantage.NEAREST;
        return new Choice(
                chosen.map(looked -> looked.entry.responder.id()), candidates, chosen.map(looked -> advantage));
    }

    private List<Looked> looked(Optional<String> skill, Set<String> excluded) {
        List<Looked> looked = new ArrayList<>(nearest.size());
        for (int rank = 0; rank < nearest.size(); rank++) {
            Entry entry = entries.get(nearest.responder(rank));
            looked.add(new Looked(entry, nearest.distanceMetres(rank), obstacle(entry, skill, excluded)));
        }
        return looked;
    }

    /** The nearest who can: those looked at already, unless there may be more behind some who cannot. */
    private List<Looked> able(
            List<Looked> near, int wanted, Optional<String> skill, LonLat place, Set<String> excluded) {
        if (near.size() == CANDIDATES_EXPLAINED && near.stream().anyMatch(looked -> looked.obstacle.isPresent())) {
            search(
                    place,
                    CANDIDATES_EXPLAINED,
                    responder -> unitOf[responder] == wanted
                            && obstacle(entries.get(responder), skill, excluded).isEmpty());
            return looked(skill, excluded);
        }
        return near;
    }

    private Optional<Looked> home(
            int wanted, Optional<String> skill, LonLat place, List<String> grids, Set<String> excluded) {
        if (homes.isEmpty()) {
            return Optional.empty();
        }
        for (String grid : grids) {
            List<Looked> atHome = new ArrayList<>();
            for (int number : homes.getOrDefault(grid, List.of())) {
                Entry entry = entries.get(number);
                double metres = GreatCircle.metres(place, entry.position);
                if (unitOf[number] == wanted
                        && metres <= RADIUS_METRES_MAX
                        && obstacle(entry, skill, excluded).isEmpty()) {
                    atHome.add(new Looked(entry, metres, Optional.empty()));
                }
            }
            Optional<Looked> lightest = lightest(atHome);
            if (lightest.isPresent()) {
                return lightest;
            }
        }
        return Optional.empty();
    }

    private static Optional<Looked> lightest(List<Looked> looked) {
        return looked.stream().filter(one -> one.obstacle.isEmpty()).min(Comparator.comparingDouble(Looked::weight));
    }

    private static String disadvantage(Looked passedOver, Looked chosen, boolean chosenIsAtHome) {
        Responder better = chosen.entry.responder;
        return chosenIsAtHome && !passedOver.entry.responder.homeGrid().equals(better.homeGrid())
                ? better.id() + " belongs to grid " + better.homeGrid().orElseThrow()
                : "holds " + passedOver.entry.openOrders + " open orders, " + better.id() + " "
                        + chosen.entry.openOrders;
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
