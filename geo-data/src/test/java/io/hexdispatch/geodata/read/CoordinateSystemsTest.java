package io.hexdispatch.geodata.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoordinateSystemsTest {
    /** A tenth of a millimetre. */
    private static final double TOLERANCE_DEGREES = 1e-9;

    private static final String CGCS2000_OGC = "GEOGCS[\"China Geodetic Coordinate System 2000\",DATUM[\"China_2000\","
            + "SPHEROID[\"CGCS2000\",6378137,298.257222101,AUTHORITY[\"EPSG\",\"1024\"]],AUTHORITY[\"EPSG\",\"1043\"]],"
            + "PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,"
            + "AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4490\"]]";
    private static final String CGCS2000_ESRI = "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\","
            + "DATUM[\"D_China_2000\",SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],"
            + "UNIT[\"Degree\",0.0174532925199433]]";

    @TempDir
    private Path folder;

    /** The longitudes and latitudes are those of PROJ 9.1. */
    @ParameterizedTest
    @CsvSource({
        "EPSG:4547, 463210.5, 3845000, 113.598299617, 34.732586260",
        "epsg:4526, 38463210.5, 3845000, 113.598299617, 34.732586260",
        "4513, 25510000, 3845000, 75.109189967, 34.733199673",
        "urn:ogc:def:crs:EPSG::4554, 510000, 3845000, 135.109189967, 34.733199673",
        "urn:ogc:def:crs:EPSG:10.0:4491, 13510000, 3845000, 75.109189967, 34.733199673",
        "http://www.opengis.net/def/crs/EPSG/0/4512, 510000, 3845000, 135.109189967, 34.733199673",
        "EPSG:3857, 12650000, 4120000, 113.636883441, 34.676461382",
        "EPSG:3395, 12650000, 4120000, 113.636883441, 34.856673178",
        "EPSG:32649, 738000, 3845000, 113.599013484, 34.719381655",
        "EPSG:4490, 113.6, 34.7, 113.6, 34.7",
        "EPSG:4326, 113.6, 34.7, 113.6, 34.7",
        "OGC:CRS84, 113.6, 34.7, 113.6, 34.7",
        "cgcs2000, 113.6, 34.7, 113.6, 34.7"
    })
    void turnsPositionsIntoLongitudeAndLatitude(String name, double x, double y, double longitude, double latitude)
            throws Exception {
        assertAt(CoordinateSystems.named(name), x, y, longitude, latitude);
    }

    @Test
    void readsDefinitionsOfBothDialectsWhateverTheirAxes() throws Exception {
        String ogc = "PROJCS[\"CGCS2000 / 3-degree Gauss-Kruger CM 114E\"," + CGCS2000_OGC
                + ",PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"latitude_of_origin\",0],"
                + "PARAMETER[\"central_meridian\",114],PARAMETER[\"scale_factor\",1],PARAMETER[\"false_easting\",500000],"
                + "PARAMETER[\"false_northing\",0],UNIT[\"metre\",1],AXIS[\"Northing\",NORTH],AXIS[\"Easting\",EAST],"
                + "AUTHORITY[\"EPSG\",\"4547\"]]";
        assertAt(CoordinateSystems.named(ogc), 463210.5, 3845000, 113.598299617, 34.732586260);
        String esri = "PROJCS[\"CGCS2000_3_Degree_GK_Zone_38\"," + CGCS2000_ESRI + ",PROJECTION[\"Gauss_Kruger\"],"
                + "PARAMETER[\"False_Easting\",38500000.0],PARAMETER[\"False_Northing\",0.0],"
                + "PARAMETER[\"Central_Meridian\",114.0],PARAMETER[\"Scale_Factor\",1.0],"
                + "PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";
        assertAt(CoordinateSystems.named(esri), 38463210.5, 3845000, 113.598299617, 34.732586260);
        assertAt(CoordinateSystems.named(CGCS2000_OGC), 113.6, 34.7, 113.6, 34.7);
        String webMercator = "PROJCS[\"WGS_1984_Web_Mercator_Auxiliary_Sphere\"," + TestShapefile.WGS_84
                + ",PROJECTION[\"Mercator_Auxiliary_Sphere\"],PARAMETER[\"False_Easting\",0.0],"
                + "PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",0.0],"
                + "PARAMETER[\"Standard_Parallel_1\",0.0],PARAMETER[\"Auxiliary_Sphere_Type\",0.0],UNIT[\"Meter\",1.0]]";
        assertAt(CoordinateSystems.named(webMercator), 12650000, 4120000, 113.636883441, 34.676461382);
        assertThat(CoordinateSystems.named(
                                "GEOGCRS[\"WGS 84\",DATUM[\"World Geodetic System 1984\"],ID[\"EPSG\",4326]]")
                        .name())
                .isEqualTo("EPSG:4326 WGS 84");
    }

    @Test
    void shiftsBeijing1954AndStatesHowFarThatMayBeOff() throws Exception {
        // The formulas of Helmert's transformation, worked out by hand with the parameters of EPSG:15918.
        for (String name : List.of(
                "EPSG:4214",
                "GEOGCS[\"GCS_Beijing_1954\",DATUM[\"D_Beijing_1954\",SPHEROID[\"Krasovsky_1940\",6378245.0,298.3]],"
                        + "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]")) {
            ToWgs84 beijing = CoordinateSystems.named(name);
            LonLat place = beijing.place(113.6, 34.7).orElseThrow();
            assertThat(place.longitude()).isCloseTo(113.6005515908716, within(3e-8));
            assertThat(place.latitude()).isCloseTo(34.70017920109716, within(3e-8));
            assertThat(beijing.uncertaintyMetres()).isEqualTo(OptionalDouble.of(30));
        }
        assertThat(CoordinateSystems.named("EPSG:2412").uncertaintyMetres()).isEqualTo(OptionalDouble.of(30));
    }

    @Test
    void leavesXian1980WhereItIsAndStatesHowFarThatMayBeOff() throws Exception {
        ToWgs84 xian = CoordinateSystems.named("EPSG:4610");
        LonLat place = xian.place(113.6, 34.7).orElseThrow();
        assertThat(place.longitude()).isCloseTo(113.6, within(1e-6));
        assertThat(place.latitude()).isCloseTo(34.7, within(1e-6));
        assertThat(xian.uncertaintyMetres()).isEqualTo(OptionalDouble.of(130));
        assertThat(CoordinateSystems.named("EPSG:2383").uncertaintyMetres()).isEqualTo(OptionalDouble.of(130));
        assertThat(CoordinateSystems.named("EPSG:4547").uncertaintyMetres()).isEmpty();
    }

    @Test
    void undoesTheShiftsOfMapServices() throws Exception {
        for (CoordinateSystem system : List.of(CoordinateSystem.GCJ02, CoordinateSystem.BD09)) {
            LonLat shifted = system.fromWgs84(new LonLat(113.6, 34.7));
            LonLat place = CoordinateSystems.named(system.name())
                    .place(shifted.longitude(), shifted.latitude())
                    .orElseThrow();
            assertThat(place.longitude()).isCloseTo(113.6, within(TOLERANCE_DEGREES));
            assertThat(place.latitude()).isCloseTo(34.7, within(TOLERANCE_DEGREES));
        }
    }

    @Test
    void saysOfWhatItDoesNotKnowThatItDoesNot() {
        assertThatThrownBy(() -> CoordinateSystems.named("moon")).hasMessageContaining("\"moon\" is not known");
        assertThatThrownBy(() -> CoordinateSystems.named("EPSG:27700"))
                .hasMessageContaining("EPSG:27700 is not among the systems that are known by number");
        assertThatThrownBy(() -> CoordinateSystems.named("EPSG:1045475")).hasMessageContaining("is not");
        assertThatThrownBy(() -> CoordinateSystems.named("LOCAL_CS[\"site\",UNIT[\"Meter\",1]]"))
                .hasMessageContaining("\"site\" is a LOCAL_CS");
        assertThatThrownBy(() -> CoordinateSystems.named(
                        "PROJCS[\"x\"," + TestShapefile.WGS_84 + ",PROJECTION[\"Magic\"],UNIT[\"Meter\",1]]"))
                .hasMessageContaining("\"x\" cannot be understood");
        assertThatThrownBy(() -> CoordinateSystems.named("PROJCS[\"x\"")).hasMessageContaining("character");
        assertThatThrownBy(() -> CoordinateSystems.named("GEOGCS" + "[A".repeat(10_000)))
                .isInstanceOf(UnknownCoordinateSystemException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "38460000|3840000|EPSG:4526 if it is CGCS2000, EPSG:2362 if Xian 1980, EPSG:2414 if Beijing 1954",
                "19680000|3840000|EPSG:4497 if it is CGCS2000",
                "460000|3840000|without zone, such as EPSG:4547",
                "12650000|4120000|EPSG:3857 (web maps) or EPSG:3395",
                "113.6|34.7|EPSG:4490 (CGCS2000), or gcj02 or bd09",
                "34.7|113.6|latitude before longitude",
                "-0.1|51.5|EPSG:4326 (WGS 84)",
                "1e20|1|fit no system"
            })
    void refusesAFileWithoutASystemWithAGuess(double x, double y, String guess) throws Exception {
        Path file = new TestShapefile(StandardCharsets.UTF_8, "code")
                .withPrj(null)
                .row(List.of("c-1"), TestShapefile.clockwiseSquare(x, y, 0.5))
                .write(folder, "unknown");
        assertThatThrownBy(() -> ReadGrids.of(file))
                .isInstanceOf(InvalidBoundaryFileException.class)
                .hasMessageStartingWith(
                        "unknown.shp: its coordinate system is not known, because there is no .prj beside it")
                .hasMessageContaining(guess);
    }

    @Test
    void takesTheNamedSystemInPlaceOfTheStatedOne() throws Exception {
        Path file = new TestShapefile(StandardCharsets.UTF_8, "code")
                .row(List.of("c-1"), TestShapefile.clockwiseSquare(463210.5, 3845000, 1000))
                .write(folder, "stated");
        ReadGrids read = ReadGrids.of(file, ReadOptions.DEFAULTS.withCoordinateSystem("EPSG:4547"));
        assertThat(read.layer().coordinateSystem())
                .isEqualTo(new Choice(
                        "EPSG:4547 CGCS2000 / 3-degree Gauss-Kruger CM 114E", "named by whoever brought the file"));
        assertThat(read.grids().get(0).boundary().orElseThrow().getCoordinate().x)
                .isCloseTo(113.598299617, within(TOLERANCE_DEGREES));
        assertThat(ReadGrids.of(file).messages())
                .singleElement()
                .asString()
                .contains("in GCS_WGS_1984 has a position that is not on the earth, as longitude 463210.5");
    }

    private static void assertAt(ToWgs84 system, double x, double y, double longitude, double latitude) {
        LonLat place = system.place(x, y).orElseThrow();
        assertThat(place.longitude()).isCloseTo(longitude, within(TOLERANCE_DEGREES));
        assertThat(place.latitude()).isCloseTo(latitude, within(TOLERANCE_DEGREES));
    }
}
