package io.hexdispatch.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.grid.coordinate.GreatCircle;
import io.hexdispatch.grid.coordinate.LonLat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosterTest {
    private static final LonLat PLACE = new LonLat(113.6, 34.75);
    private static final double METRES_OF_A_STEP = GreatCircle.metres(PLACE, north(1));

    private final Roster roster = new Roster();

    @Test
    void choosesNobodyFromAnEmptyRoster() {
        assertThat(choose()).isEqualTo(new Roster.Choice(Optional.empty(), List.of(), Optional.empty()));
    }

    @Test
    void choosesTheNearestOfTheUnit() {
        put("far", "gas", 3);
        put("near", "gas", 2);
        put("stranger", "police", 1);

        Roster.Choice choice = choose();

        assertThat(choice.responder()).contains("near");
        assertThat(choice.candidates()).extracting(Candidate::responder).containsExactly("near");
        assertThat(choice.candidates().get(0).passedOver()).isEmpty();
        assertThat(choice.candidates().get(0).distanceMetres()).isCloseTo(2 * METRES_OF_A_STEP, within(0.01));
    }

    @Test
    void saysWhyItPassesSomebodyOver() {
        put("returned", "gas", 1);
        roster.put(new Responder("resting", "Resting", "gas", Set.of("gas"), 3, false), north(2));
        roster.put(new Responder("unskilled", "Unskilled", "gas", Set.of("mediation"), 3, true), north(3));
        put("busy", "gas", 4);
        roster.reserve("busy");
        roster.reserve("busy");
        put("chosen", "gas", 5);

        Roster.Choice choice = roster.choose("gas", Optional.of("gas"), PLACE, List.of(), Set.of("returned"));

        assertThat(choice.responder()).contains("chosen");
        assertThat(choice.candidates())
                .extracting(Candidate::responder)
                .containsExactly("returned", "resting", "unskilled", "busy", "chosen");
        assertThat(choice.candidates())
                .extracting(Candidate::passedOver)
                .containsExactly(
                        Optional.of("had this order and gave it back"),
                        Optional.of("off duty"),
                        Optional.of("lacks the skill gas"),
                        Optional.of("holds 2 open orders, his limit"),
                        Optional.empty());
    }

    @Test
    void asksForNoSkillWhereNoneIsNeeded() {
        roster.put(new Responder("unskilled", "Unskilled", "gas", Set.of(), 2, true), north(1));

        assertThat(choose().responder()).contains("unskilled");
        assertThat(roster.choose("gas", Optional.of("gas"), PLACE, List.of(), Set.of())
                        .responder())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 6, 40})
    void goesOnBeyondThoseWhomItExplains(int obstructed) {
        for (int i = 1; i <= obstructed; i++) {
            roster.put(new Responder("off-" + i, "Off duty", "gas", Set.of(), 2, false), north(i));
        }
        put("last", "gas", obstructed + 1);

        Roster.Choice choice = choose();

        assertThat(choice.responder()).contains("last");
        assertThat(choice.candidates()).hasSize(Math.min(obstructed, 5) + 1);
        assertThat(choice.candidates().get(choice.candidates().size() - 1).responder())
                .isEqualTo("last");
    }

    @Test
    void choosesNobodyWhereEverybodyIsPassedOver() {
        for (int i = 1; i <= 10; i++) {
            roster.put(new Responder("off-" + i, "Off duty", "gas", Set.of(), 2, false), north(i));
        }

        assertThat(choose().responder()).isEmpty();
        assertThat(choose().candidates())
                .hasSize(5)
                .allMatch(candidate -> candidate.passedOver().isPresent());
    }

    @Test
    void sendsNobodyFromFartherThanTheRadius() {
        double degrees = Math.toDegrees(Roster.RADIUS_METRES_MAX / GreatCircle.EARTH_RADIUS_METRES);
        Responder responder = new Responder("far", "Far", "gas", Set.of(), 2, true);

        roster.put(responder, new LonLat(PLACE.longitude(), PLACE.latitude() + degrees + 1e-6));
        assertThat(choose().responder()).isEmpty();

        roster.move("far", new LonLat(PLACE.longitude(), PLACE.latitude() + degrees - 1e-6));
        assertThat(choose().responder()).contains("far");
    }

    @Test
    void countsOpenOrdersUpToTheLimitAndFreesOneOnRelease() {
        put("only", "gas", 1);

        roster.reserve("only");
        assertThat(choose().responder()).contains("only");
        roster.reserve("only");
        assertThat(choose().responder()).isEmpty();
        roster.release("only");
        assertThat(choose().responder()).contains("only");
    }

    @Test
    void neverCountsBelowZero() {
        put("only", "gas", 1);

        roster.release("only");
        roster.release("only");
        roster.reserve("only");

        assertThat(openOrders("only")).isEqualTo(1);
    }

    @Test
    void passesByReservationsOfThoseItDoesNotKnow() {
        roster.reserve("nobody");
        roster.release("nobody");

        assertThat(roster.size()).isZero();
        assertThat(roster.find("nobody")).isEmpty();
        assertThat(roster.position("nobody")).isEmpty();
    }

    @Test
    void takesWhatIsNewAboutAKnownResponderAndKeepsHisOrders() {
        put("only", "gas", 1);
        roster.reserve("only");

        roster.put(new Responder("only", "New name", "police", Set.of("gas"), 1, true), north(7));

        assertThat(roster.size()).isEqualTo(1);
        assertThat(roster.find("only")).map(Responder::name).contains("New name");
        assertThat(roster.position("only")).contains(north(7));
        assertThat(openOrders("only")).isEqualTo(1);
        assertThat(choose().candidates()).isEmpty();
        assertThat(roster.choose("police", Optional.empty(), PLACE, List.of(), Set.of())
                        .candidates())
                .extracting(Candidate::passedOver)
                .containsExactly(Optional.of("holds 1 open orders, his limit"));
    }

    @Test
    void prefersOneWhoBelongsToTheNarrowestGridOfThePlace() {
        put("near", "gas", 1);
        roster.put(atHome("street", "410181001"), north(3));
        roster.put(atHome("county", "410181"), north(2));
        roster.put(atHome("elsewhere", "410184"), north(0));

        Roster.Choice choice = atHomeIn("410181001", "410181", "410100");

        assertThat(choice.responder()).contains("street");
        assertThat(choice.advantage()).contains(Roster.Advantage.AT_HOME);
        assertThat(choice.candidates())
                .extracting(Candidate::passedOver)
                .containsExactly(
                        Optional.of("street belongs to grid 410181001"),
                        Optional.of("street belongs to grid 410181001"),
                        Optional.of("street belongs to grid 410181001"),
                        Optional.empty());
        assertThat(atHomeIn("410181002", "410181", "410100").responder()).contains("county");
        assertThat(atHomeIn("410105").responder()).contains("elsewhere");
    }

    @Test
    void forgetsWhereSomebodyBelongedBefore() {
        put("near", "gas", 1);
        roster.put(atHome("moved", "410181"), north(3));
        roster.put(atHome("moved", "410184"), north(3));

        assertThat(atHomeIn("410181").responder()).contains("near");
        assertThat(atHomeIn("410184").responder()).contains("moved");
    }

    @Test
    void passesOverOneAtHomeWhoCannot() {
        put("near", "gas", 1);
        roster.put(atHome("full", "410181"), north(3));
        roster.reserve("full");
        roster.reserve("full");

        assertThat(atHomeIn("410181").responder()).contains("near");
    }

    @Test
    void anOpenOrderCountsAsFiveHundredMetresOfWay() {
        put("busy", "gas", 1);
        put("free", "gas", 5);
        roster.reserve("busy");

        Roster.Choice choice = choose();

        assertThat(choice.responder()).contains("free");
        assertThat(choice.advantage()).contains(Roster.Advantage.LESS_BUSY);
        assertThat(choice.candidates().get(0).passedOver()).contains("holds 1 open orders, free 0");

        roster.move("free", north(6));
        assertThat(choose().responder()).contains("busy");
        assertThat(choose().advantage()).contains(Roster.Advantage.NEAREST);
    }

    /** Orders come and go in any order; at no moment does anybody hold more than he takes. */
    @Property(seed = "410100", tries = 200)
    void nobodyEverHoldsMoreThanHisLimit(
            @ForAll @Size(min = 1, max = 300) List<@IntRange(min = 0, max = 9) Integer> steps) {
        Roster tested = new Roster();
        Map<String, Integer> held = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            Optional<String> home = i % 2 == 0 ? Optional.of("410181") : Optional.empty();
            tested.put(new Responder("r" + i, "r", "gas", Set.of(), 1 + i % 3, true, home), north(i));
        }
        for (int step : steps) {
            if (step < 7) {
                tested.choose("gas", Optional.empty(), PLACE, List.of("410181"), Set.of())
                        .responder()
                        .ifPresent(id -> {
                            tested.reserve(id);
                            held.merge(id, 1, Integer::sum);
                        });
            } else {
                held.entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .findFirst()
                        .ifPresent(entry -> {
                            tested.release(entry.getKey());
                            entry.setValue(entry.getValue() - 1);
                        });
            }
            held.forEach((id, orders) -> assertThat(orders)
                    .isLessThanOrEqualTo(tested.find(id).orElseThrow().openOrdersMax()));
        }
    }

    private static Responder atHome(String id, String grid) {
        return new Responder(id, id, "gas", Set.of("gas"), 2, true, Optional.of(grid));
    }

    private Roster.Choice atHomeIn(String... grids) {
        return roster.choose("gas", Optional.empty(), PLACE, List.of(grids), Set.of());
    }

    @Test
    void listsTheNearestOfAllUnitsWhateverTheyDo() {
        put("b", "gas", 2);
        put("a", "police", 1);
        roster.put(new Responder("c", "Off duty", "gas", Set.of(), 1, false), north(3));

        assertThat(roster.nearest(PLACE, 2))
                .extracting(distance -> distance.responder().id())
                .containsExactly("a", "b");
        assertThat(roster.nearest(PLACE, 100)).hasSize(3);
        assertThat(roster.nearest(PLACE, 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void choosesAsAScanOverEverybodyWould(long seed) {
        Random random = new Random(seed);
        List<Responder> all = new ArrayList<>();
        Set<String> busy = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            Responder responder = new Responder(
                    "r" + i,
                    "r" + i,
                    random.nextBoolean() ? "gas" : "police",
                    random.nextBoolean() ? Set.of("gas") : Set.of(),
                    1,
                    random.nextInt(4) > 0);
            all.add(responder);
            roster.put(responder, new LonLat(113 + random.nextDouble(), 34 + random.nextDouble()));
            if (random.nextInt(3) == 0) {
                roster.reserve(responder.id());
                busy.add(responder.id());
            }
        }
        for (int i = 0; i < 50; i++) {
            LonLat place = new LonLat(113 + random.nextDouble(), 34 + random.nextDouble());
            Optional<String> skill = random.nextBoolean() ? Optional.of("gas") : Optional.empty();
            Set<String> excluded = Set.of("r" + random.nextInt(60));

            assertThat(roster.choose("gas", skill, place, List.of(), excluded).responder())
                    .as("seed %d, place %s, skill %s, excluded %s", seed, place, skill, excluded)
                    .isEqualTo(all.stream()
                            .filter(one -> one.unit().equals("gas") && one.onDuty())
                            .filter(one -> skill.isEmpty() || one.skills().contains(skill.get()))
                            .filter(one -> !excluded.contains(one.id()) && !busy.contains(one.id()))
                            .filter(one -> metres(one, place) <= Roster.RADIUS_METRES_MAX)
                            .min(Comparator.comparingDouble(one -> metres(one, place)))
                            .map(Responder::id));
        }
    }

    private Roster.Choice choose() {
        return roster.choose("gas", Optional.empty(), PLACE, List.of(), Set.of());
    }

    private void put(String id, String unit, int steps) {
        roster.put(new Responder(id, id, unit, Set.of("gas"), 2, true), north(steps));
    }

    private double metres(Responder responder, LonLat place) {
        return GreatCircle.metres(roster.position(responder.id()).orElseThrow(), place);
    }

    private int openOrders(String id) {
        return roster.nearest(PLACE, 100).stream()
                .filter(distance -> distance.responder().id().equals(id))
                .findFirst()
                .orElseThrow()
                .openOrders();
    }

    private static LonLat north(int steps) {
        return new LonLat(PLACE.longitude(), PLACE.latitude() + steps * 0.001);
    }
}
