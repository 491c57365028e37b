package io.hexdispatch.geodata.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.geodata.check.CheckOptions;
import io.hexdispatch.geodata.check.CheckedBoundaries;
import io.hexdispatch.geodata.check.Finding;
import io.hexdispatch.geodata.check.FindingKind;
import io.hexdispatch.geodata.read.BoundaryReader;
import io.hexdispatch.geodata.read.ReadOptions;
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

    private CheckedBoundaries inspect(String lines) throws Exception {
        return new BoundaryInspection(new BoundaryReader(), (step, done, total) -> steps.add(step))
                .inspect(file(lines), ReadOptions.DEFAULTS, CheckOptions.of("v1", "test"));
    }

    private Path file(String lines) throws IOException {
        return Files.writeString(folder.resolve("city.geojsonl"), lines);
    }
}
