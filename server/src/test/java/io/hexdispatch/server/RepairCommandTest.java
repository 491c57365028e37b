package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.geodata.read.GeoJsonReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A repair that is offered: into a new file, said grid by grid. */
final class RepairCommandTest {
    @TempDir
    private Path folder;

    private int exitCode;

    @Test
    void writesANewFileAndSaysWhatMoved() throws Exception {
        Path drawn = SmallCity.writeWithGap("small-1", 113.62, 113.620004, folder.resolve("drawn.geojson"));
        String before = Files.readString(drawn);
        Path repaired = folder.resolve("repaired.geojson");
        Path report = folder.resolve("report.json");
        assertThat(check(drawn)).contains("Sliver between neighbours");
        String output = check(drawn, "--repair", repaired.toString(), "--report", report.toString());
        assertThat(exitCode).isZero();
        assertThat(output)
                .contains("Repaired, so not as the file draws them: 1 grid (snapped to its neighbours: 1).")
                .contains("was snapped to its neighbours: its area changed by ", "its border moved by up to 0.")
                .doesNotContain("Sliver");
        assertThat(report).content().contains("\"repairedGrids\":1");
        assertThat(Files.readString(drawn)).isEqualTo(before);
        assertThat(new GeoJsonReader().read(repaired).grids()).hasSize(5);

        assertThat(check(repaired, "--repair", folder.resolve("again.gpkg").toString()))
                .contains("none was needed", "was not written");
        assertThat(folder.resolve("again.gpkg")).doesNotExist();
    }

    @Test
    void overwritesNothing() throws Exception {
        Path drawn = SmallCity.writeWithGap("small-1", 113.62, 113.620004, folder.resolve("drawn.geojson"));
        String before = Files.readString(drawn);
        assertThat(check(drawn, "--repair", drawn.toString())).contains("nothing is overwritten");
        assertThat(exitCode).isEqualTo(2);
        assertThat(check(drawn, "--repair", folder.resolve("city.shp").toString()))
                .contains(".geojson nor in .gpkg nor in .zip");
        assertThat(exitCode).isEqualTo(2);
        assertThat(Files.readString(drawn)).isEqualTo(before);
    }

    @Test
    void theWishesOfAFileAreOptions() throws Exception {
        Path drawn = SmallCity.write(SmallCity.withBorderAt("small-1", 113.62), folder.resolve("drawn.geojson"));
        assertThat(check(drawn, "--layer", "cell", "--live", drawn.toString()))
                .contains("2 grids with ", "3 grids of other levels passed over");
        assertThat(check(drawn, "--layer", "borough")).contains("layer: \"borough\" is no level");
        assertThat(check(drawn, "--tolerance", "wide")).contains("tolerance: ");
        assertThat(check(drawn, "--help")).contains("--code-field=FIELD", "--encoding=NAME", "--layer=LEVEL");
    }

    private String check(Path file, String... options) {
        StringWriter output = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(output, true)).setErr(new PrintWriter(output, true));
        String[] arguments = new String[options.length + 3];
        arguments[0] = "boundaries";
        arguments[1] = "check";
        arguments[2] = file.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        exitCode = commandLine.execute(arguments);
        return output.toString();
    }
}
