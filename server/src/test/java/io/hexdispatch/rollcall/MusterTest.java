package io.hexdispatch.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.assignment.Responder;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.InvalidBoundarySetException;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.rollcall.Muster.Person;
import io.hexdispatch.rollcall.Muster.Selected;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/** Two counties side by side, of a township each, and a dedicated grid of the eastern one that reaches over the border. */
class MusterTest {
    private static final GridCode WEST = new GridCode("410101");
    private static final GridCode EAST = new GridCode("410102");
    private static final CityMap MAP = map(
            grid("410100", GridLevel.CITY, null, 113.0, 113.4),
            grid("410101", GridLevel.COUNTY, "410100", 113.0, 113.2),
            grid("410102", GridLevel.COUNTY, "410100", 113.2, 113.4),
            grid("410101001", GridLevel.TOWNSHIP, "410101", 113.0, 113.2),
            grid("410102001", GridLevel.TOWNSHIP, "410102", 113.2, 113.4),
            grid("410102Z01", GridLevel.DEDICATED, "410102001", 113.19, 113.3));
    private static final Audience EVERY_CENTRE =
            new Audience.Centres(EnumSet.of(GridLevel.COUNTY, GridLevel.TOWNSHIP, GridLevel.DEDICATED), List.of());

    private static final List<Person> PEOPLE = List.of(
            person("in-west", 113.1, true, null),
            person("in-east", 113.35, true, null),
            person("off-duty-in-west", 113.1, false, null),
            person("of-west-in-east", 113.35, true, "410101001"),
            person("in-dedicated-over-the-border", 113.195, true, null),
            person("out-of-town", 114.0, true, null),
            person("of-a-grid-that-is-gone", 114.0, true, "999"));

    @Test
    void theCityCallsEveryCentreAndACountyThoseBelowIt() {
        assertThat(ids(new Muster(MAP, Optional.empty()).select(EVERY_CENTRE, List.of())))
                .containsExactly("410101", "410102", "410101001", "410102001", "410102Z01");
        Selected east = new Muster(MAP, Optional.of(EAST)).select(EVERY_CENTRE, List.of());
        assertThat(ids(east)).containsExactly("410102001", "410102Z01");
        assertThat(east.called())
                .allSatisfy(called -> assertThat(called.county()).contains(EAST));
        assertThat(east.areas())
                .extracting(GridCode::value)
                .containsExactlyInAnyOrder("410100", "410102", "410102001", "410102Z01");
        assertThat(ids(new Muster(MAP, Optional.empty())
                        .select(new Audience.Centres(EnumSet.of(GridLevel.TOWNSHIP), List.of(WEST)), List.of())))
                .containsExactly("410101001");
    }

    @Test
    void respondersAreCalledWhoStandInAGridOrBelongToIt() {
        Muster city = new Muster(MAP, Optional.empty());
        assertThat(ids(city.select(new Audience.RespondersInGrids(List.of(WEST), true), PEOPLE)))
                .containsExactly("in-dedicated-over-the-border", "in-west", "of-west-in-east");
        assertThat(ids(city.select(new Audience.RespondersInGrids(List.of(WEST), false), PEOPLE)))
                .contains("off-duty-in-west");
        assertThat(ids(city.select(new Audience.RespondersInGrids(List.of(new GridCode("410102Z01")), true), PEOPLE)))
                .containsExactly("in-dedicated-over-the-border");
        assertThat(ids(city.select(
                        new Audience.RespondersInGrids(List.of(WEST, EAST, new GridCode("410100")), false), PEOPLE)))
                .as("the city answers for places that no grid covers")
                .hasSize(PEOPLE.size());
        assertThat(city.select(new Audience.RespondersInGrids(List.of(WEST), true), PEOPLE)
                        .called())
                .as("each counts where he was called")
                .allSatisfy(called -> assertThat(called.county()).contains(WEST));
    }

    @Test
    void aPolygonCallsThoseInItAndSaysHowManyStandOutsideTheAreaOfTheCaller() {
        Audience drawn = new Audience.RespondersInPolygon(
                new Outline(List.of(List.of(OutlineTest.square(113.05, 34.0, 0.5)))), true);
        assertThat(ids(new Muster(MAP, Optional.empty()).select(drawn, PEOPLE)))
                .containsExactly("in-dedicated-over-the-border", "in-east", "in-west", "of-west-in-east");
        Selected west = new Muster(MAP, Optional.of(WEST)).select(drawn, PEOPLE);
        assertThat(ids(west)).containsExactly("in-dedicated-over-the-border", "in-west");
        assertThat(west.leftOut()).isEqualTo(2);
    }

    @Test
    void aGridThatIsUnknownOrNotOnesOwnIsFound() {
        Audience both = new Audience.RespondersInGrids(List.of(WEST, new GridCode("nowhere")), true);
        assertThat(new Muster(MAP, Optional.empty()).unknown(both)).contains(new GridCode("nowhere"));
        assertThat(new Muster(MAP, Optional.of(EAST)).outside(new Audience.RespondersInGrids(List.of(WEST), true)))
                .contains(WEST);
        assertThat(new Muster(MAP, Optional.of(EAST))
                        .outside(new Audience.RespondersInGrids(List.of(EAST, new GridCode("410102Z01")), true)))
                .isEmpty();
        assertThat(new Muster(MAP, Optional.empty()).outside(new Audience.RespondersInGrids(List.of(WEST), true)))
                .isEmpty();
    }

    private static List<String> ids(Selected selected) {
        return selected.called().stream().map(called -> called.actor().id()).toList();
    }

    private static Person person(String id, double longitude, boolean onDuty, String home) {
        return new Person(
                new Responder(id, id, "unit", Set.of(), 1, onDuty, Optional.ofNullable(home)),
                new LonLat(longitude, 34.2));
    }

    private static CityMap map(Grid... grids) {
        try {
            return CityMap.build(new BoundarySet("map-1", "test", List.of(grids)));
        } catch (InvalidBoundarySetException e) {
            throw new AssertionError(e);
        }
    }

    private static Grid grid(String code, GridLevel level, String parent, double west, double east) {
        return new Grid(
                new GridCode(code),
                "grid " + code,
                level,
                Optional.ofNullable(parent).map(GridCode::new),
                new GeometryFactory().toGeometry(new Envelope(west, east, 34.1, 34.3)));
    }
}
