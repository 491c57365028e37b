package io.hexdispatch.geodata.difference;

import static io.hexdispatch.geodata.DrawnCity.box;
import static io.hexdispatch.geodata.DrawnCity.polygon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.geodata.DrawnCity;
import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.geodata.check.BoundaryCheck;
import io.hexdispatch.geodata.check.CheckOptions;
import io.hexdispatch.geodata.check.CheckProgress;
import io.hexdispatch.geodata.difference.BoundaryDifference.Handover;
import io.hexdispatch.geodata.difference.BoundaryDifference.Moved;
import io.hexdispatch.geodata.difference.BoundaryDifference.Renamed;
import io.hexdispatch.geodata.difference.BoundaryDifference.Reparented;
import io.hexdispatch.geodata.difference.ChangedAnswer.Located;
import io.hexdispatch.geodata.measure.Surface;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.coordinate.LonLat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;

class BoundaryDifferenceTest {
    /** A community of a hundredth of a degree by two. */
    private static final double STRIP = Surface.squareMetres(box(1, 0, 0.1, 2));

    @Test
    void findsNothingBetweenASetAndItself() {
        BoundaryDifference difference =
                BoundaryDifference.between(set("a", DrawnCity.small()), set("b", DrawnCity.small()));
        assertThat(difference.isEmpty()).isTrue();
        assertThat(new DifferenceTable(10).text(difference)).isEqualTo("a -> b\nno difference\n");
    }

    @Test
    void findsNothingWhereARingMerelyBeginsElsewhere() {
        DrawnCity turned = DrawnCity.small().drawn("410184101001", polygon(1, 2, 0, 2, 0, 0, 1, 0));
        assertThat(BoundaryDifference.between(set("a", DrawnCity.small()), set("b", turned))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void saysWhichGridTakesWhatFromWhich() {
        BoundaryDifference difference = BoundaryDifference.between(set("a", DrawnCity.small()), set("b", moved()));
        assertThat(difference.moved())
                .extracting(grid -> grid.code().value())
                .containsExactlyInAnyOrder("410184101001", "410184101002");
        assertThat(difference.handovers()).hasSize(1);
        Handover handover = difference.handovers().get(0);
        assertThat(handover.level()).isEqualTo(GridLevel.COMMUNITY);
        assertThat(handover.from()).contains(new GridCode("410184101002"));
        assertThat(handover.to()).contains(new GridCode("410184101001"));
        assertThat(handover.squareMetres()).isCloseTo(STRIP, within(0.1));
        assertThat(handover.area().norm().equalsExact(box(1, 0, 0.1, 2).norm(), 1e-9))
                .isTrue();
        assertThat(difference.added()).isEmpty();
        assertThat(difference.removed()).isEmpty();
    }

    @Test
    void namesNobodyWhereAGridIsTakenAwayOrAdded() {
        DrawnCity less = DrawnCity.small().without("410184101002");
        BoundaryDifference taken = BoundaryDifference.between(set("a", DrawnCity.small()), set("b", less));
        assertThat(taken.removed()).extracting(Grid::code).containsExactly(new GridCode("410184101002"));
        assertThat(taken.handovers())
                .singleElement()
                .matches(handover ->
                        handover.to().isEmpty() && handover.from().equals(Optional.of(new GridCode("410184101002"))));
        BoundaryDifference given = BoundaryDifference.between(set("b", less), set("a", DrawnCity.small()));
        assertThat(given.added()).extracting(Grid::code).containsExactly(new GridCode("410184101002"));
        assertThat(given.handovers()).singleElement().matches(handover -> handover.from()
                .isEmpty());
        assertThat(given.handovers().get(0).squareMetres())
                .isCloseTo(taken.handovers().get(0).squareMetres(), within(1e-6));
    }

    @Test
    void followsAreaFromARemovedGridToTheOneThatTakesItsPlace() {
        DrawnCity recoded = DrawnCity.small()
                .without("410184101002")
                .add("410184101099", "community", "410184101", box(1, 0, 1, 2));
        BoundaryDifference difference = BoundaryDifference.between(set("a", DrawnCity.small()), set("b", recoded));
        assertThat(difference.handovers())
                .singleElement()
                .matches(handover -> handover.from().equals(Optional.of(new GridCode("410184101002")))
                        && handover.to().equals(Optional.of(new GridCode("410184101099"))));
    }

    @Test
    void tellsNamesAndParentsThatChanged() {
        DrawnCity changed = DrawnCity.small()
                .changed("410184101001", grid -> with(grid, "龙湖", grid.parent()))
                .changed("410184102001", grid -> with(grid, grid.name().orElseThrow(), Optional.of("410184")));
        BoundaryDifference difference = BoundaryDifference.between(set("a", DrawnCity.small()), set("b", changed));
        assertThat(difference.renamed())
                .containsExactly(
                        new Renamed(new GridCode("410184101001"), GridLevel.COMMUNITY, "name of 410184101001", "龙湖"));
        assertThat(difference.reparented())
                .containsExactly(new Reparented(
                        new GridCode("410184102001"),
                        GridLevel.COMMUNITY,
                        "name of 410184102001",
                        Optional.of(new GridCode("410184102")),
                        Optional.of(new GridCode("410184"))));
        assertThat(difference.handovers()).isEmpty();
        assertThat(new DifferenceTable(10).text(difference))
                .contains("renamed: 1\n  community   410184101001          name of 410184101001 -> 龙湖\n")
                .contains("re-parented: 1\n");
    }

    @Test
    void writesATableThatCountsWhatItDoesNotShow() {
        BoundaryDifference difference = BoundaryDifference.between(set("a", DrawnCity.small()), set("b", moved()));
        assertThat(new DifferenceTable(1).text(difference))
                .startsWith("a -> b\n\nboundary moved: 2\n")
                .contains("  ... and 1 more\n")
                .contains("410184101002         -> 410184101001\n")
                .containsPattern("community   in all +203,\\d\\d\\d\\.\\d m²\n$");
    }

    @Test
    void writesTheAreasAsALayer() throws Exception {
        BoundaryDifference difference = BoundaryDifference.between(set("a", DrawnCity.small()), set("b", moved()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DifferenceGeoJson().write(difference, out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "\"level\":\"community\",\"from\":\"410184101002\",\"to\":\"410184101001\",\"squareMetres\":203")
                .contains(
                        "\"type\":\"Polygon\",\"coordinates\":[[[",
                        "[113.61,34.7],[113.611,34.7],[113.611,34.72],[113.61,34.72]");
    }

    @Test
    void tellsWhichPlacesWouldGetAnotherGrid() throws Exception {
        CityMap before = CityMap.build(set("a", DrawnCity.small()));
        CityMap after = CityMap.build(set("b", moved()));
        List<ChangedAnswer> changed = ChangedAnswer.among(
                Stream.of(
                        new Located("stays", new LonLat(113.605, 34.71)),
                        new Located("moves", new LonLat(113.6105, 34.71)),
                        new Located("outside", new LonLat(113, 34))),
                before,
                after);
        assertThat(changed)
                .singleElement()
                .matches(answer -> answer.id().equals("moves")
                        && answer.changesTheResponsibleGrid()
                        && answer.before()
                                .orElseThrow()
                                .responsible()
                                .code()
                                .value()
                                .equals("410184101002")
                        && answer.after()
                                .orElseThrow()
                                .responsible()
                                .code()
                                .value()
                                .equals("410184101001"));
    }

    /** Communities moved to and fro at random: what each loses and gains is what the handovers say, and all of it adds up. */
    @Property(tries = 30, seed = "410100")
    void theAreasThatChangeHandsAddUp(@ForAll long seed, @ForAll @IntRange(min = 2, max = 6) int side) {
        BoundarySet before = set("a", DrawnCity.crooked(seed, side));
        Random random = new Random(seed);
        // Codes dealt anew among the same shapes.
        List<Geometry> shapes = before.grids().stream()
                .filter(grid -> grid.level() == GridLevel.CELL)
                .map(Grid::boundary)
                .toList();
        int turn = 1 + random.nextInt(shapes.size() - 1);
        List<Grid> cells = before.grids().stream()
                .filter(grid -> grid.level() == GridLevel.CELL)
                .toList();
        DrawnCity dealt = DrawnCity.crooked(seed, side);
        for (int i = 0; i < cells.size(); i++) {
            dealt.drawn(cells.get(i).code().value(), shapes.get((i + turn) % shapes.size()));
        }
        BoundaryDifference difference = BoundaryDifference.between(before, set("b", dealt));
        double total = shapes.stream().mapToDouble(Surface::squareMetres).sum();
        assertThat(difference.squareMetresByLevel().get(GridLevel.CELL)).isCloseTo(total, within(total * 1e-6));
        assertThat(difference.moved()).hasSize(cells.size());
        assertThat(difference.handovers())
                .hasSize(cells.size())
                .allMatch(
                        handover -> handover.from().isPresent() && handover.to().isPresent())
                .isSortedAccordingTo(Comparator.comparingDouble((Handover handover) -> -handover.squareMetres()));
    }

    /** Every border drawn anew: what a level's grids lose is what is handed over from them, and what they gain is handed to them. */
    @Property(tries = 20, seed = "410100")
    void whatGridsLoseAndGainIsHandedOverOnce(@ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int side) {
        BoundaryDifference difference = BoundaryDifference.between(
                set("a", DrawnCity.crooked(seed, side)), set("b", DrawnCity.crooked(seed + 1, side)));
        for (GridLevel level : List.of(GridLevel.CELL, GridLevel.TOWNSHIP)) {
            double lost = 0;
            double gained = 0;
            for (Moved grid : difference.moved()) {
                lost += grid.level() == level ? grid.squareMetresLost() : 0;
                gained += grid.level() == level ? grid.squareMetresGained() : 0;
            }
            double from = 0;
            double to = 0;
            for (Handover handover : difference.handovers()) {
                from += handover.level() == level && handover.from().isPresent() ? handover.squareMetres() : 0;
                to += handover.level() == level && handover.to().isPresent() ? handover.squareMetres() : 0;
            }
            assertThat(lost).isPositive();
            assertThat(from).isCloseTo(lost, within(1e-4 * lost));
            assertThat(to).isCloseTo(gained, within(1e-4 * gained));
        }
    }

    private static DrawnCity moved() {
        return DrawnCity.small().drawn("410184101001", box(0, 0, 1.1, 2)).drawn("410184101002", box(1.1, 0, 0.9, 2));
    }

    private static DrawnGrid with(DrawnGrid grid, String name, Optional<String> parent) {
        return new DrawnGrid(
                grid.layer(),
                grid.row(),
                grid.code(),
                Optional.of(name),
                grid.level(),
                parent,
                grid.centre(),
                grid.boundary());
    }

    private static BoundarySet set(String version, DrawnCity city) {
        return new BoundaryCheck(CheckOptions.of(version, "test"), CheckProgress.SILENT)
                .check(city.grids())
                .boundaries()
                .orElseThrow();
    }
}
