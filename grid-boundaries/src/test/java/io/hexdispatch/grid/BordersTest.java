package io.hexdispatch.grid;

import static io.hexdispatch.grid.TestGrids.boundarySet;
import static io.hexdispatch.grid.TestGrids.coverage;
import static io.hexdispatch.grid.TestGrids.grid;
import static io.hexdispatch.grid.TestGrids.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.grid.coordinate.GreatCircle;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;

class BordersTest {
    private static final double METRES_PER_DEGREE = Math.toRadians(GreatCircle.EARTH_RADIUS_METRES);

    /** JTS measures from the point to the whole border, in a plane that is scaled to metres at the point. */
    @Property(tries = 60, seed = "20260410")
    void findsTheBordersThatJtsFinds(@ForAll long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<Grid> grids = new ArrayList<>();
        grids.add(grid("city", GridLevel.CITY, null, square(112, 33, 3)));
        List<Polygon> counties = coverage(random, 113, 34, 1, 4, 3, 0.25);
        for (int i = 0; i < counties.size(); i++) {
            grids.add(grid("county" + i, GridLevel.COUNTY, "city", counties.get(i)));
        }
        CityMap map = CityMap.build(boundarySet(grids));
        for (int i = 0; i < 50; i++) {
            double longitude = random.nextDouble(112.95, 114.05);
            double latitude = random.nextDouble(33.95, 35.05);
            double metres = Math.pow(10, random.nextDouble(1, 4.5));
            List<NearGrid> expected = grids.subList(1, grids.size()).stream()
                    .map(county -> new NearGrid(county, metresByJts(longitude, latitude, county.boundary())))
                    .filter(near -> near.metres() <= metres)
                    .sorted(NearGrid.NEAREST_FIRST)
                    .toList();

            List<NearGrid> found = map.countyBordersWithin(longitude, latitude, metres);

            assertThat(found)
                    .as("seed %d, point %s %s, %s m", seed, longitude, latitude, metres)
                    .usingElementComparator(
                            (a, b) -> a.grid() == b.grid() && Math.abs(a.metres() - b.metres()) < 1e-3 ? 0 : 1)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static double metresByJts(double longitude, double latitude, Geometry boundary) {
        AffineTransformation toMetres = AffineTransformation.translationInstance(-longitude, -latitude)
                .scale(METRES_PER_DEGREE * Math.cos(Math.toRadians(latitude)), METRES_PER_DEGREE);
        return toMetres.transform(boundary)
                .getBoundary()
                .distance(new GeometryFactory().createPoint(new org.locationtech.jts.geom.Coordinate(0, 0)));
    }

    @Test
    void theCountyOfThePointIsAsFarAwayAsItsOwnBorder() throws Exception {
        CityMap map = twoCounties();

        List<NearGrid> near = map.countyBordersWithin(113.999, 34.5, 100);

        assertThat(near).extracting(each -> each.grid().code().value()).containsExactly("east", "west");
        assertThat(near.get(0).metres())
                .isCloseTo(91.6, within(0.5))
                .isEqualTo(near.get(1).metres());
        assertThat(map.countyBordersWithin(113.999, 34.5, 91)).isEmpty();
        assertThat(map.countyBordersWithin(113.5, 34.5, 100)).isEmpty();
        assertThat(map.countyBordersWithin(Double.NaN, 34.5, 100)).isEmpty();
        assertThat(map.countyBordersWithin(113.999, 34.5, -1)).isEmpty();
    }

    @Test
    void aDedicatedGridLiesAcrossTheCountiesThatItMeets() throws Exception {
        CityMap map = twoCounties();

        assertThat(map.countiesAcross(new GridCode("across")))
                .extracting(each -> each.code().value())
                .containsExactly("west", "east");
        assertThat(map.countiesAcross(new GridCode("touching"))).hasSize(2);
        assertThat(map.countiesAcross(new GridCode("inside"))).isEmpty();
        assertThat(map.countiesAcross(new GridCode("nowhere"))).isEmpty();
    }

    private static CityMap twoCounties() throws Exception {
        return CityMap.build(boundarySet(List.of(
                grid("city", GridLevel.CITY, null, square(113, 34, 3)),
                grid("west", GridLevel.COUNTY, "city", square(113, 34, 1)),
                grid("east", GridLevel.COUNTY, "city", square(114, 34, 1)),
                grid("across", GridLevel.DEDICATED, "west", square(113.9, 34.1, 0.2)),
                grid("touching", GridLevel.DEDICATED, "west", square(113.9, 34.5, 0.1)),
                grid("inside", GridLevel.DEDICATED, "west", square(113.2, 34.2, 0.1)))));
    }
}
