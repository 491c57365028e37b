package io.hexdispatch.grid.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridChain;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.InvalidBoundarySetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

class DefaultCityTest {
    private static final double RELATIVE_AREA_ERROR = 1e-9;

    private static DemoGrids city;
    private static CityMap map;

    @BeforeAll
    static void generate() throws InvalidBoundarySetException {
        city = DemoGrids.of(DefaultCity.generate());
        map = CityMap.build(city.boundaries());
    }

    @ParameterizedTest
    @CsvSource({"CITY,1", "COUNTY,16", "TOWNSHIP,215", "COMMUNITY,3401", "CELL,19257", "MICRO_CELL,0", "DEDICATED,19"})
    void holdsAsManyGridsAsTheCityHas(GridLevel level, int count) {
        assertThat(city.at(level)).hasSize(count);
    }

    @Test
    void tellsTheKindOfBaseGridByTheEndOfItsName() {
        assertThat(city.at(GridLevel.CELL))
                .filteredOn(cell -> cell.name().endsWith(DefaultCity.COMMUNITY_GRID))
                .hasSize(7_876);
        assertThat(city.at(GridLevel.CELL))
                .filteredOn(cell -> cell.name().endsWith(DefaultCity.RURAL_GRID))
                .hasSize(11_381);
    }

    @Test
    void saysThatItIsADemonstration() {
        assertThat(city.boundaries().version()).isEqualTo("zhengzhou-demo-1");
        assertThat(city.boundaries().title()).contains("demonstration").contains("仅供演示");
    }

    @Test
    void isTheSameOnEveryRunAndPlatform() {
        assertThat(city.sha256()).isEqualTo("76643101a88bc045808faad12a182eb8689f0861deb575453d30c95899ab57cc");
    }

    @ParameterizedTest
    @CsvSource({
        "410102,中原区", "410103,二七区", "410104,管城回族区", "410105,金水区", "410106,上街区", "410108,惠济区",
        "410122,中牟县", "410181,巩义市", "410182,荥阳市", "410183,新密市", "410184,新郑市", "410185,登封市",
        "410171,经开区", "410172,高新区", "410173,航空港区", "4101ZD,郑东新区"
    })
    void namesTheCountiesByTheirCodes(String code, String name) {
        assertThat(city.byCode().get(new GridCode(code)))
                .returns(name, Grid::name)
                .returns(GridLevel.COUNTY, Grid::level);
    }

    @Test
    void namesTheTownshipsOfTheStatisticalDivisions() throws IOException {
        Path table = Path.of(System.getProperty("hexdispatch.data", "none"), "zhengzhou-townships.tsv");
        assumeTrue(Files.exists(table), "no file of statistical divisions to compare with");
        List<String> lines = Files.readAllLines(table);
        assertThat(lines).hasSizeGreaterThan(200);
        assertThat(lines.stream().skip(1).map(line -> line.split("\t"))).allSatisfy(columns -> assertThat(columns[1])
                .endsWith(city.byCode().get(new GridCode(columns[0])).name()));
    }

    @Test
    void givesEveryBaseGridFortyToEightyVertices() {
        assertThat(city.at(GridLevel.CELL))
                .allSatisfy(
                        cell -> assertThat(cell.boundary().getNumPoints() - 1).isBetween(40, 80));
    }

    @Test
    void roundsEveryCoordinateToSevenDecimals() {
        assertThat(city.at(GridLevel.CELL).stream()
                        .flatMap(cell -> Arrays.stream(cell.boundary().getCoordinates()))
                        .filter(vertex -> !isRounded(vertex.x) || !isRounded(vertex.y))
                        .findFirst())
                .isEmpty();
    }

    private static boolean isRounded(double degrees) {
        return Math.rint(degrees * 1e7) / 1e7 == degrees;
    }

    @ParameterizedTest
    @EnumSource(names = {"COUNTY", "TOWNSHIP", "COMMUNITY", "CELL"})
    void letsNeighboursShareTheirBordersVertexByVertex(GridLevel level) {
        assertThat(city.areCoverage(level)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"CITY", "COUNTY", "TOWNSHIP", "COMMUNITY", "CELL"})
    void makesEveryGridOnePieceWithoutHoles(GridLevel level) {
        for (Grid grid : city.at(level)) {
            assertThat(grid.boundary().getGeometryType()).as(grid.name()).isEqualTo(Geometry.TYPENAME_POLYGON);
            assertThat(((Polygon) grid.boundary()).getNumInteriorRing())
                    .as(grid.name())
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COUNTY", "TOWNSHIP", "COMMUNITY", "CELL"})
    void tilesEveryParentWithItsChildren(GridLevel level) {
        var areas = city.areasOfChildren(level);
        assertThat(areas).hasSameSizeAs(city.at(GridLevel.values()[level.ordinal() - 1]));
        areas.forEach((parent, area) -> {
            double whole = parent.boundary().getArea();
            assertThat(area).as(parent.name()).isCloseTo(whole, within(whole * RELATIVE_AREA_ERROR));
        });
    }

    @Test
    void codesCommunitiesWithTwelveAndBaseGridsWithFifteenDigitsUnderTheirParents() {
        assertThat(city.at(GridLevel.TOWNSHIP))
                .allSatisfy(grid -> assertThat(grid.code().value()).matches("4101\\d{5}"));
        assertThat(city.at(GridLevel.COMMUNITY))
                .allSatisfy(grid ->
                        assertThat(grid.code().value()).matches(grid.parent().orElseThrow() + "\\d{3}"));
        assertThat(city.at(GridLevel.CELL))
                .allSatisfy(grid ->
                        assertThat(grid.code().value()).matches(grid.parent().orElseThrow() + "\\d{3}"));
    }

    @Test
    void drawsBaseGridsSmallerInTownThanInTheCountry() {
        assertThat(meanArea(DefaultCity.COMMUNITY_GRID) * 3).isLessThan(meanArea(DefaultCity.RURAL_GRID));
    }

    private static double meanArea(String kind) {
        return city.at(GridLevel.CELL).stream()
                .filter(cell -> cell.name().endsWith(kind))
                .mapToDouble(cell -> cell.boundary().getArea())
                .average()
                .orElseThrow();
    }

    @Test
    void findsEveryTownshipAtItsSeat() {
        Table seats = Table.read("townships.tsv");
        for (int row = 0; row < seats.size(); row++) {
            assertThat(nameAt(seats.number(row, "longitude"), seats.number(row, "latitude"), GridLevel.TOWNSHIP))
                    .isEqualTo(seats.text(row, "name"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "113.0200, 34.7500, 巩义市, 紫荆路街道, ''",
        "113.6600, 34.4200, 新郑市, 观音寺镇, ''",
        "113.8410, 34.5200, 航空港区, 明港街道, 郑州新郑国际机场",
        "113.7700, 34.7600, 郑东新区, 商都路街道, 郑州东站",
        "113.6530, 34.7460, 二七区, 一马路街道, 郑州站",
        "113.6605, 34.7523, 二七区, 德化街街道, 二七广场",
        "113.7200, 34.7710, 郑东新区, 如意湖街道, 如意湖中央商务区",
        "113.5300, 34.8150, 高新区, 枫杨街道, 郑州大学主校区",
        "112.9350, 34.5080, 登封市, 少林街道, 少林寺景区",
        "113.0290, 34.4845, 登封市, 嵩阳街道, 嵩阳书院",
        "113.0675, 34.4580, 登封市, 中岳街道, ''",
        "113.6650, 34.7880, 金水区, 文化路街道, 河南博物院",
        "113.6300, 34.7490, 中原区, 林山寨街道, 碧沙岗公园",
        "113.6830, 34.7500, 管城回族区, 东大街街道, 商城遗址",
        "113.8000, 34.7980, 郑东新区, 龙子湖街道, ''",
        "113.7300, 34.4000, 新郑市, 新建路街道, 黄帝故里",
        "113.3000, 34.8050, 上街区, 济源路街道, ''",
        "113.3830, 34.7880, 荥阳市, 索河街道, ''",
        "113.3880, 34.5430, 新密市, 青屏街街道, ''",
        "114.0100, 34.7270, 中牟县, 青年路街道, ''",
        "113.6800, 34.9050, 惠济区, 花园口镇, ''",
        "113.7370, 34.7240, 经开区, 明湖街道, ''",
        "113.9260, 34.7350, 中牟县, 万洪路区域发展中心, 郑州绿博园",
        "113.5080, 34.9480, 惠济区, 古荥镇, 黄河文化公园"
    })
    void putsWellKnownPlacesWhereALocalWould(
            double longitude, double latitude, String county, String township, String dedicated) {
        assertThat(nameAt(longitude, latitude, GridLevel.COUNTY)).isEqualTo(county);
        assertThat(nameAt(longitude, latitude, GridLevel.TOWNSHIP)).isEqualTo(township);
        assertThat(nameAt(longitude, latitude, GridLevel.DEDICATED)).isEqualTo(dedicated);
    }

    @Test
    void findsTanghuVillageUnderItsRealCode() {
        GridChain chain = map.locate(113.66, 34.42).orElseThrow();
        assertThat(chain.at(GridLevel.COMMUNITY).orElseThrow())
                .returns("唐户村", Grid::name)
                .returns(new GridCode("410184103221"), Grid::code);
    }

    @Test
    void placesEveryKeyDedicatedGridInTheCountyThatIsItsParent() {
        assertThat(city.at(GridLevel.DEDICATED))
                .allMatch(grid ->
                        city.parent(grid).boundary().contains(grid.boundary().getCentroid()));
    }

    private static String nameAt(double longitude, double latitude, GridLevel level) {
        return map.locate(longitude, latitude)
                .flatMap(chain -> chain.at(level))
                .map(Grid::name)
                .orElse("");
    }
}
