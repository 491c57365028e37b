package io.hexdispatch.responder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hexdispatch.grid.coordinate.GreatCircle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ResponderIndexTest {
    private final ResponderIndex index = new ResponderIndex();
    private final NearestResponders answer = new NearestResponders(10);

    @Test
    void findsNobodyWhenThereIsNobody() {
        index.nearest(113, 34, 5, Double.POSITIVE_INFINITY, ResponderFilter.EVERYBODY, answer);

        assertThat(answer.size()).isZero();
    }

    @Test
    void givesTheNearestFirstWithTheirDistances() {
        int far = index.add(113.02, 34);
        int near = index.add(113.01, 34);

        index.nearest(113, 34, 5, Double.POSITIVE_INFINITY, ResponderFilter.EVERYBODY, answer);

        assertThat(responders(answer)).containsExactly(near, far);
        assertThat(answer.distanceMetres(0)).isEqualTo(GreatCircle.metres(113, 34, 113.01, 34));
    }

    @Test
    void ordersEquallyDistantRespondersByNumber() {
        for (int i = 0; i < 8; i++) {
            index.add(113.01, 34);
        }

        index.nearest(113, 34, 5, Double.POSITIVE_INFINITY, ResponderFilter.EVERYBODY, answer);

        assertThat(responders(answer)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void keepsWithinTheRadiusAndIncludesItsRim() {
        index.add(113.01, 34);
        double metres = GreatCircle.metres(113, 34, 113.01, 34);

        index.nearest(113, 34, 5, metres, ResponderFilter.EVERYBODY, answer);
        assertThat(answer.size()).isEqualTo(1);
        index.nearest(113, 34, 5, Math.nextDown(metres), ResponderFilter.EVERYBODY, answer);
        assertThat(answer.size()).isZero();
        index.nearest(113.01, 34, 5, 0, ResponderFilter.EVERYBODY, answer);
        assertThat(answer.size()).isEqualTo(1);
    }

    @Test
    void looksPastThoseWhomTheFilterRefuses() {
        for (int i = 0; i < 100; i++) {
            index.add(113 + 0.001 * i, 34);
        }

        index.nearest(113, 34, 3, Double.POSITIVE_INFINITY, responder -> responder % 30 == 29, answer);

        assertThat(responders(answer)).containsExactly(29, 59, 89);
    }

    @Test
    void findsOnlyThoseWhoHaveEveryRequiredTrait() {
        int plumber = index.add(113.01, 34, 0b01);
        int both = index.add(113.03, 34, 0b11);
        int driver = index.add(113.02, 34, 0b10);
        int highest = index.add(113.04, 34, 0x8000_0000);

        assertThat(withTraits(0b01)).containsExactly(plumber, both);
        assertThat(withTraits(0b11)).containsExactly(both);
        assertThat(withTraits(0x8000_0000)).containsExactly(highest);
        assertThat(withTraits(0)).containsExactly(plumber, driver, both, highest);
        index.setTraits(plumber, 0b11);
        index.setTraits(both, 0);
        index.move(plumber, 114, 35);
        assertThat(withTraits(0b11)).containsExactly(plumber);
        index.remove(plumber);
        assertThatThrownBy(() -> index.setTraits(plumber, 1)).hasMessageContaining("no responder 0");
    }

    private List<Integer> withTraits(int required) {
        index.nearest(113, 34, 5, Double.POSITIVE_INFINITY, required, ResponderFilter.EVERYBODY, answer);
        return responders(answer);
    }

    @Test
    void findsAResponderAcrossTheAntimeridian() {
        for (int i = 0; i < 200; i++) {
            index.add(i * 0.8, 10);
        }
        int across = index.add(-179.99, 10);

        index.nearest(179.99, 10, 1, Double.POSITIVE_INFINITY, ResponderFilter.EVERYBODY, answer);

        assertThat(responders(answer)).containsExactly(across);
    }

    @Test
    void forgetsWhoWasRemoved() {
        int gone = index.add(113, 34);
        int stays = index.add(113.5, 34);
        index.remove(gone);

        index.nearest(113, 34, 5, Double.POSITIVE_INFINITY, ResponderFilter.EVERYBODY, answer);

        assertThat(responders(answer)).containsExactly(stays);
        assertThat(index.size()).isEqualTo(1);
        assertThatThrownBy(() -> index.move(gone, 113, 34)).hasMessageContaining("no responder 0");
        assertThatThrownBy(() -> index.remove(gone)).hasMessageContaining("no responder 0");
        assertThat(index.add(113, 34)).isEqualTo(2);
    }

    @Test
    void refusesPositionsThatAreNotOnEarth() {
        assertThatThrownBy(() -> index.add(Double.NaN, 34)).hasMessageContaining("longitude NaN");
        assertThatThrownBy(() -> index.add(34, 113)).hasMessageContaining("latitude 113.0");
        int responder = index.add(113, 34);
        assertThatThrownBy(() -> index.move(responder, 113, Double.POSITIVE_INFINITY))
                .hasMessageContaining("no position on earth");
    }

    @Test
    void findsNobodyFromAPlaceThatIsNotOnEarth() {
        index.add(113, 34);

        index.nearest(Double.NaN, 34, 5, Double.POSITIVE_INFINITY, ResponderFilter.EVERYBODY, answer);
        assertThat(answer.size()).isZero();
        index.nearest(113, -91, 5, Double.POSITIVE_INFINITY, ResponderFilter.EVERYBODY, answer);
        assertThat(answer.size()).isZero();
        index.nearest(113, 34, 5, Double.NaN, ResponderFilter.EVERYBODY, answer);
        assertThat(answer.size()).isZero();
    }

    @Test
    void refusesMoreAnswersThanTheAnswerHolds() {
        assertThatThrownBy(() -> index.nearest(113, 34, 11, 1000, ResponderFilter.EVERYBODY, answer))
                .hasMessageContaining("k is 11")
                .hasMessageContaining("0 to 10");
    }

    @Test
    void findsThoseWhoAllLeftForAnotherCity() {
        for (int i = 0; i < 500; i++) {
            index.add(113 + i * 1e-4, 34);
        }
        for (int i = 0; i < 500; i++) {
            index.move(i, -70, -33 - i * 1e-4);
        }

        index.nearest(-70, -33, 2, 1000, ResponderFilter.EVERYBODY, answer);
        assertThat(responders(answer)).containsExactly(0, 1);
        index.nearest(113, 34, 2, 1000, ResponderFilter.EVERYBODY, answer);
        assertThat(answer.size()).isZero();
    }

    @Property(tries = 200, seed = "20260304")
    void agreesWithAComparisonOfEveryDistance(@ForAll long seed) {
        ResponderIndex index = new ResponderIndex();
        SplittableRandom random = new SplittableRandom(seed);
        Town town = new Town(random);
        List<double[]> positions = new ArrayList<>();
        List<Integer> traits = new ArrayList<>();
        int steps = random.nextInt(1, 3000);
        for (int step = 0; step < steps; step++) {
            int action = random.nextInt(11);
            double[] position = town.position();
            if (action < 5 || positions.isEmpty()) {
                traits.add(random.nextInt());
                assertThat(index.add(position[0], position[1], traits.get(positions.size())))
                        .isEqualTo(positions.size());
                positions.add(position);
            } else {
                int responder = random.nextInt(positions.size());
                if (positions.get(responder) != null && action < 9) {
                    index.move(responder, position[0], position[1]);
                    positions.set(responder, position);
                } else if (positions.get(responder) != null && action < 10) {
                    traits.set(responder, random.nextInt());
                    index.setTraits(responder, traits.get(responder));
                } else if (positions.get(responder) != null) {
                    index.remove(responder);
                    positions.set(responder, null);
                }
            }
        }
        for (int search = 0; search < 20; search++) {
            double[] place = random.nextInt(4) == 0 ? town.anywhere() : town.position();
            int k = random.nextInt(1, 11);
            double radius = random.nextBoolean() ? Double.POSITIVE_INFINITY : Math.pow(10, random.nextDouble(7.3));
            int every = random.nextBoolean() ? 1 : random.nextInt(1, 20);
            ResponderFilter filter = responder -> responder % every == 0;
            int required = random.nextBoolean() ? 0 : 1 << random.nextInt(32) | 1 << random.nextInt(32);

            index.nearest(place[0], place[1], k, radius, required, filter, answer);

            assertThat(responders(answer))
                    .as("seed " + seed + ", search " + search)
                    .isEqualTo(nearestOfAll(
                            positions,
                            place,
                            k,
                            radius,
                            responder -> (traits.get(responder) & required) == required && filter.accepts(responder)));
        }
    }

    /** Where the responders of one example stand: spread or in a cluster, in a city or on the whole earth. */
    private record Town(
            SplittableRandom random, double west, double south, double width, double height, boolean coarse) {
        Town(SplittableRandom random) {
            this(
                    random,
                    random.nextInt(4) == 0 ? 179.9 : random.nextDouble(-180, 170),
                    random.nextInt(4) == 0 ? 89 : random.nextDouble(-90, 85),
                    Math.pow(10, random.nextDouble(-5, 2.5)),
                    Math.pow(10, random.nextDouble(-5, 2)),
                    random.nextInt(3) == 0);
        }

        double[] position() {
            if (random.nextInt(100) == 0) {
                return anywhere();
            }
            double spread = random.nextBoolean() ? 1 : 0.01;
            double x = random.nextDouble() * spread;
            double y = random.nextDouble() * spread;
            // On a coarse lattice many stand at the same place or equally far away.
            return onEarth(
                    west + width * (coarse ? Math.rint(8 * x) / 8 : x),
                    south + height * (coarse ? Math.rint(8 * y) / 8 : y));
        }

        double[] anywhere() {
            return new double[] {random.nextDouble(-180, 180), random.nextDouble(-90, 90)};
        }

        private static double[] onEarth(double x, double y) {
            return new double[] {x > 180 ? Math.max(-180, x - 360) : x, Math.max(-90, Math.min(90, y))};
        }
    }

    private static List<Integer> nearestOfAll(
            List<double[]> positions, double[] place, int k, double radius, ResponderFilter filter) {
        record Far(int responder, double metres) {}
        List<Far> all = new ArrayList<>();
        for (int responder = 0; responder < positions.size(); responder++) {
            double[] position = positions.get(responder);
            if (position != null && filter.accepts(responder)) {
                double metres = GreatCircle.metres(place[0], place[1], position[0], position[1]);
                if (metres <= radius) {
                    all.add(new Far(responder, metres));
                }
            }
        }
        return all.stream()
                .sorted(Comparator.comparingDouble(Far::metres).thenComparingInt(Far::responder))
                .limit(k)
                .map(Far::responder)
                .toList();
    }

    private static List<Integer> responders(NearestResponders answer) {
        List<Integer> responders = new ArrayList<>();
        for (int rank = 0; rank < answer.size(); rank++) {
            responders.add(answer.responder(rank));
        }
        return responders;
    }
}
