package io.hexdispatch.geodata.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.geodata.check.CheckOptions;
import io.hexdispatch.geodata.check.CheckedBoundaries;
import io.hexdispatch.geodata.check.Finding;
import io.hexdispatch.geodata.check.FindingKind;
import io.hexdispatch.geodata.read.BoundaryReader;
import io.hexdispatch.geodata.read.ReadOptions;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundaryInspectionTest {
    private static final String CITY =
            """
            {"type":"Feature","properties":{"code":"410100","name":"郑州市","level":"city"},"geometry":{"type":"Polygon","coordinates":[[[113.6,34.7],[113.64,34.7],[113.64,34.72],[113.6,34.72],[113.6,34.7]]]}}
            """;
    private static final String COUNTY =
            """
            {"type":"Feature","properties":{"code":"410105","name":"金水区","level":"county","parent":"410100"},"geometry":%s}
            """;
    private static final String WHOLE =
            "{\"type\":\"Polygon\",\"coordinates\":[[[113.6,34.7],[113.64,34.7],[113.64,34.72],[113.6,34.72],[113.6,34.7]]]}";

    private static final CheckOptions OPTIONS = CheckOptions.of("v1", "test");

    @TempDir
    private Path folder;

    private final List<String> steps = new ArrayList<>();

    @Test
    void makesABoundarySetOfAFileInWhichNothingIsWrong() throws Exception {
        CheckedBoundaries checked = inspect(CITY + COUNTY.formatted(WHOLE));

        assertThat(checked.report().errors()).isZero();
        assertThat(checked.boundaries().orElseThrow().version()).isEqualTo("v1");
        assertThat(checked.boundaries().orElseThrow().grids()).hasSize(2);
        assertThat(checked.report().notes().get(0)).contains("city", "code from code", "coordinates");
    }

    @Test
    void putsWhatTheReaderFoundInFrontOfWhatTheCheckFound() throws Exception {
        CheckedBoundaries checked = inspect(CITY
                + COUNTY.formatted(
                        "{\"type\":\"Polygon\",\"coordinates\":[[[113.6,34.7],[113.64,34.7],[113.6,34.7]]]}"));

        assertThat(checked.boundaries()).isEmpty();
        Finding first = checked.report().findings().get(0);
        assertThat(first.kind()).isEqualTo(FindingKind.FILE_DAMAGED);
        assertThat(first.row()).isEqualTo(2);
        assertThat(first.message()).contains("byte ");
        assertThat(checked.report().errors())
                .isEqualTo(checked.report().findings().stream()
                        .filter(finding -> finding.severity() == io.hexdispatch.geodata.check.Severity.ERROR)
                        .count());
    }

    @Test
    void tellsTheReadingAndTheStepsOfTheCheck() throws Exception {
        inspect(CITY + COUNTY.formatted(WHOLE));

        Set<String> told = new LinkedHashSet<>(steps);
        assertThat(told).startsWith("reading", "attributes", "shapes");
    }

    @Test
    void repairsWhatCrossesItselfAndSaysByHowMuch() throws Exception {
        String crossed =
                "{\"type\":\"Polygon\",\"coordinates\":[[[113.6,34.7],[113.64,34.7],[113.64,34.72],[113.6,34.72],[113.6,34.71],[113.61,34.71],[113.6,34.71],[113.6,34.7]]]}";
        Path file = file(CITY + COUNTY.formatted(crossed));
        assertThat(inspect(CITY + COUNTY.formatted(crossed)).boundaries()).isEmpty();
        BoundaryInspection.Repaired repaired = inspection().repair(file, ReadOptions.DEFAULTS, OPTIONS);

        assertThat(repaired.checked().boundaries().orElseThrow().grids()).hasSize(2);
        assertThat(repaired.checked().report().repairedGrids()).contains(1);
        assertThat(repaired.checked().report().repairs().orElseThrow())
                .singleElement()
                .matches(change -> change.code().orElseThrow().equals("410105") && change.metres() > 900);
        assertThat(repaired.checked().report().notes())
                .contains("Repaired, so not as the file draws them: 1 grid (made valid: 1).");
    }

    @Test
    void saysThatAFileNeedsNoRepair() throws Exception {
        Path file = file(CITY + COUNTY.formatted(WHOLE));
        CheckedBoundaries checked =
                inspection().repair(file, ReadOptions.DEFAULTS, OPTIONS).checked();

        assertThat(checked.report().repairedGrids()).contains(0);
        assertThat(checked.report().notes())
                .contains("A repair was asked for and none was needed: the grids are as the file draws them.");
        assertThat(checked.boundaries()).isPresent();
    }

    @Test
    void bringsOneLevelAloneWhereThatIsAskedFor() throws Exception {
        BoundarySet live = inspect(CITY + COUNTY.formatted(WHOLE)).boundaries().orElseThrow();
        Path file = file((CITY + COUNTY.formatted(WHOLE)).replace("郑州市", "another city"));
        CheckedBoundaries checked =
                inspection().of(GridLevel.COUNTY).inspect(file, ReadOptions.DEFAULTS, OPTIONS.withLive(live));

        assertThat(checked.report().grids()).isEqualTo(1);
        assertThat(checked.report().notes())
                .contains("1 grid of other levels passed over: the layer county alone was asked for.");
        assertThat(checked.boundaries().orElseThrow().grids())
                .extracting(Grid::name)
                .containsExactly("郑州市", "金水区");
    }

    private BoundaryInspection inspection() {
        return new BoundaryInspection(new BoundaryReader(), (step, done, total) -> steps.add(step));
    }

    private CheckedBoundaries inspect(String lines) throws Exception {
        return inspection().inspect(file(lines), ReadOptions.DEFAULTS, OPTIONS);
    }

    private Path file(String lines) throws IOException {
        return Files.writeString(folder.resolve("city.geojsonl"), lines);
    }
}
