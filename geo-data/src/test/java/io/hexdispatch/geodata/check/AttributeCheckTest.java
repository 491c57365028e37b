package io.hexdispatch.geodata.check;

import static io.hexdispatch.geodata.DrawnCity.box;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.geodata.DrawnCity;
import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeCheckTest {
    private static final CheckOptions OPTIONS = CheckOptions.of("v1", "test");

    @ParameterizedTest
    @CsvSource({
        "市, CITY",
        "City, CITY",
        "区县, COUNTY",
        "县(市、区), COUNTY",
        "区县级, COUNTY",
        "县级市, COUNTY",
        "district, COUNTY",
        "乡镇（街道）, TOWNSHIP",
        "街道, TOWNSHIP",
        "sub-district, TOWNSHIP",
        "社区/村, COMMUNITY",
        "社区（村）, COMMUNITY",
        "基础网格, CELL",
        "网格, CELL",
        "CELL, CELL",
        "微网格, MICRO_CELL",
        "micro cell, MICRO_CELL",
        "重点专属网格, DEDICATED",
        "专属网格, DEDICATED"
    })
    void knowsTheLevelsByTheirNames(String name, GridLevel level) {
        assertThat(LevelNames.level(name)).contains(level);
    }

    @Test
    void namesTheLevelThatItDoesNotKnow() {
        Finding finding = only(
                check(DrawnCity.small().add("410184101009", "省", "410184101", box(9, 9, 1, 1))),
                FindingKind.LEVEL_UNKNOWN);
        assertThat(finding.row()).isEqualTo(13);
        assertThat(finding.message()).contains("\"省\"").contains("township 乡镇(街道)");
    }

    @Test
    void takesLevelsAndParentsFromNationalCodesAndSaysSoOncePerLevel() {
        DrawnCity city = DrawnCity.small()
                .allChanged(grid -> new DrawnGrid(
                        grid.layer(),
                        grid.row(),
                        grid.code(),
                        grid.name(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        grid.boundary()));
        CheckedBoundaries checked = new BoundaryCheck(OPTIONS, CheckProgress.SILENT).check(city.grids());
        TopologyReport report = checked.report();
        assertThat(report.counts()).containsOnlyKeys(FindingKind.LEVEL_INFERRED, FindingKind.PARENT_INFERRED);
        assertThat(report.findings(FindingKind.LEVEL_INFERRED))
                .extracting(Finding::message)
                .hasSize(4)
                .contains(
                        "8 grids of layer grids: the file does not say the level; taken as community, because a code such"
                                + " as 410184101001 has 12 digits.");
        assertThat(report.findings(FindingKind.PARENT_INFERRED))
                .extracting(Finding::message)
                .hasSize(3)
                .contains("1 grid of layer grids: the file does not say the parents of level county; taken from the"
                        + " beginnings of the codes, as 410100 for 410184.");
        assertThat(checked.boundaries().orElseThrow().grids())
                .filteredOn(grid -> grid.code().equals(new GridCode("410184102003")))
                .singleElement()
                .matches(grid -> grid.level() == GridLevel.COMMUNITY
                        && grid.parent().equals(Optional.of(new GridCode("410184102"))));
    }

    @Test
    void asksForTheLevelWhereNoCodeTellsIt() {
        assertThat(check(DrawnCity.small().add("airport", null, "410184", box(9, 9, 1, 1)))
                        .count(FindingKind.LEVEL_MISSING))
                .isEqualTo(1);
    }

    @Test
    void findsCodesThatAreMissingRepeatedOrNotInThePattern() {
        DrawnCity city = DrawnCity.small()
                .add(null, "community", "410184101", box(9, 9, 1, 1))
                .add("410184101001", "community", "410184101", box(11, 9, 1, 1))
                .add("４１０", "community", "410184101", box(13, 9, 1, 1));
        TopologyReport report = new BoundaryCheck(
                        OPTIONS.withCodePattern(Pattern.compile("[0-9]{6,12}")), CheckProgress.SILENT)
                .check(city.add("extra", "community", "410184101", box(15, 9, 1, 1))
                        .grids())
                .report();
        assertThat(only(report, FindingKind.CODE_MISSING).row()).isEqualTo(13);
        assertThat(only(report, FindingKind.CODE_MISSING).place().orElseThrow().longitude())
                .isBetween(113.69, 113.7);
        assertThat(only(report, FindingKind.CODE_REPEATED).message())
                .contains("row 5 of layer grids")
                .contains("row 14 of layer grids");
        assertThat(report.findings(FindingKind.CODE_NOT_IN_PATTERN))
                .extracting(Finding::row)
                .containsExactly(15L, 16L);
        assertThat(report.findings(FindingKind.CODE_NOT_IN_PATTERN).get(1).message())
                .contains("[0-9]{6,12}");
    }

    @Test
    void findsParentsThatAreMissingOrNotAbove() {
        DrawnCity city = DrawnCity.small()
                .add("a", "community", "410184199", box(9, 9, 1, 1))
                .add("b", "community", "410184101001", box(11, 9, 1, 1))
                .add("c", "community", null, box(13, 9, 1, 1));
        TopologyReport report = check(city);
        assertThat(report.findings(FindingKind.PARENT_MISSING))
                .extracting(Finding::row)
                .containsExactly(13L, 15L);
        assertThat(report.findings(FindingKind.PARENT_MISSING).get(0).message()).contains("410184199");
        assertThat(only(report, FindingKind.PARENT_OF_WRONG_LEVEL).others()).containsExactly("410184101001");
    }

    @Test
    void wantsExactlyOneCity() {
        assertThat(check(DrawnCity.small().without("410100")).count(FindingKind.NOT_ONE_CITY))
                .isEqualTo(1);
        Finding second =
                only(check(DrawnCity.small().add("410200", "市", null, box(9, 9, 1, 1))), FindingKind.NOT_ONE_CITY);
        assertThat(second.row()).isEqualTo(13);
        assertThat(second.others()).containsExactly("410100");
    }

    @Test
    void callsAGridWithoutANameByItsCode() {
        CheckedBoundaries checked = new BoundaryCheck(OPTIONS, CheckProgress.SILENT)
                .check(DrawnCity.small()
                        .changed(
                                "410184101001",
                                grid -> new DrawnGrid(
                                        grid.layer(),
                                        grid.row(),
                                        grid.code(),
                                        Optional.empty(),
                                        grid.level(),
                                        grid.parent(),
                                        Optional.empty(),
                                        grid.boundary()))
                        .grids());
        assertThat(only(checked.report(), FindingKind.NAME_MISSING).code()).contains("410184101001");
        assertThat(checked.boundaries().orElseThrow().grids())
                .extracting(Grid::name)
                .contains("410184101001");
    }

    @Test
    void saysThatAnEmptyFileDrawsNothing() {
        TopologyReport report = new BoundaryCheck(OPTIONS, CheckProgress.SILENT)
                .check(List.of())
                .report();
        assertThat(report.counts()).containsOnlyKeys(FindingKind.NO_GRIDS, FindingKind.NOT_ONE_CITY);
    }

    @Test
    void replacesTheLevelsThatTheFileBringsAndKeepsTheOthersOfTheLiveMap() {
        BoundarySet live = new BoundaryCheck(OPTIONS, CheckProgress.SILENT)
                .check(DrawnCity.small().grids())
                .boundaries()
                .orElseThrow();
        DrawnCity communities =
                DrawnCity.small().only("community").without("410184101002").drawn("410184101001", box(0, 0, 2, 2));
        CheckedBoundaries checked =
                new BoundaryCheck(OPTIONS.withLive(live), CheckProgress.SILENT).check(communities.grids());
        assertThat(checked.report().findings()).isEmpty();
        assertThat(checked.report().notes())
                .containsExactly("The file brings the levels community; the other 4 grids are those of the live map,"
                        + " version v1.");
        assertThat(checked.boundaries().orElseThrow().grids()).hasSize(11);
    }

    @Test
    void findsTheLiveGridWhoseParentTheFileTakesAway() {
        BoundarySet live = new BoundaryCheck(OPTIONS, CheckProgress.SILENT)
                .check(DrawnCity.small().grids())
                .boundaries()
                .orElseThrow();
        DrawnCity townships =
                DrawnCity.small().only("township").without("410184102").drawn("410184101", box(0, 0, 4, 4));
        TopologyReport report = new BoundaryCheck(OPTIONS.withLive(live), CheckProgress.SILENT)
                .check(townships.grids())
                .report();
        assertThat(report.findings(FindingKind.PARENT_MISSING))
                .hasSize(4)
                .allMatch(finding -> finding.layer().equals(Finding.LIVE_MAP) && finding.row() == 0);
    }

    private static TopologyReport check(DrawnCity city) {
        return new BoundaryCheck(OPTIONS, CheckProgress.SILENT)
                .check(city.grids())
                .report();
    }

    private static Finding only(TopologyReport report, FindingKind kind) {
        assertThat(report.findings(kind)).as(report.findings().toString()).hasSize(1);
        return report.findings(kind).get(0);
    }
}
