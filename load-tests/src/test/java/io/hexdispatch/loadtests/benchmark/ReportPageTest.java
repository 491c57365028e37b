package io.hexdispatch.loadtests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
    private static final String DAY = "2026-01-01";

    @TempDir
    private Path folder;

    @Test
    void givesFiguresWithTheirRatioAndADashForWhatWasNotMeasured() throws Exception {
        Path file = folder.resolve("figures.tsv");
        Figures measured = Figures.read(file);
        measured.put("LocateBenchmark.cityMap distribution=UNIFORM grids=20000", 100.4, 7.6, DAY);
        measured.put("LocateBenchmark.cityMap distribution=UNIFORM grids=20000 bytes", 0, Double.NaN, DAY);
        measured.put("LocateBenchmark.jtsTree distribution=UNIFORM grids=20000", 3012, Double.NaN, DAY);
        measured.write();

        new ReportPage(Figures.read(file), false).write(folder.resolve("page.md"));

        assertThat(Files.readString(folder.resolve("page.md")))
                .contains("Measured on " + DAY)
                .contains("| CityMap.locate: base grid, parents, 19 dedicated grids | 100 ± 8 | – | 0 | 1.00 | – |")
                .contains("| JTS STRtree with IndexedPointInAreaLocator | 3,012 | – | – | 30 | – |")
                .contains("JTS 1.")
                .doesNotContain("not to be believed");
    }

    @Test
    void drawsAPictureThatIsXmlWithACurveForWhatWasMeasured() throws Exception {
        Figures figures = Figures.read(folder.resolve("none"));
        figures.put("LocateBenchmark.cityMap distribution=UNIFORM grids=1000", 20, Double.NaN, DAY);
        figures.put("LocateBenchmark.cityMap distribution=UNIFORM grids=1000000", 200, Double.NaN, DAY);

        new ReportPage(figures, true).write(folder.resolve("page.md"));

        Path picture = folder.resolve("benchmarks-growth.svg");
        var drawn = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
        assertThat(drawn.getElementsByTagName("path").getLength()).isEqualTo(1);
        assertThat(drawn.getElementsByTagName("circle").getLength()).isEqualTo(2);
        assertThat(Files.readString(picture)).contains("CityMap, 200 ns").contains("prefers-color-scheme: dark");
        assertThat(Files.readString(folder.resolve("page.md"))).contains("not to be believed");
    }

    @Test
    void namesALineOfFiguresThatIsNone() throws Exception {
        Path file = Files.writeString(folder.resolve("figures.tsv"), "LocateBenchmark.cityMap\t12\n");

        assertThatThrownBy(() -> Figures.read(file))
                .hasMessageContaining("figures.tsv")
                .hasMessageContaining("LocateBenchmark.cityMap\t12");
    }
}
