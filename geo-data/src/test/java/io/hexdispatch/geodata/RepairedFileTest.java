package io.hexdispatch.geodata;

import static io.hexdispatch.geodata.DrawnCity.box;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.geodata.check.BoundaryRepair;
import io.hexdispatch.geodata.check.CheckOptions;
import io.hexdispatch.geodata.check.CheckProgress;
import io.hexdispatch.geodata.read.BoundaryReader;
import io.hexdispatch.geodata.read.GridSink;
import io.hexdispatch.geodata.read.ReadOptions;
import io.hexdispatch.geodata.write.GeoJsonWriter;
import io.hexdispatch.geodata.write.GeoPackageWriter;
import io.hexdispatch.geodata.write.ShapefileWriter;
import io.hexdispatch.geodata.write.WritableGrids;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repaired file still holds what a repair cannot mend: somebody has to. */
class RepairedFileTest {
    @TempDir
    private Path folder;

    /** A sliver to be closed, a code that is missing, a level that nobody knows, a row without a shape. */
    private static WritableGrids repaired() {
        DrawnCity city = DrawnCity.small()
                .drawn("410184101001", box(0, 0, 1.0005, 2))
                .drawn("410184102004", null)
                .changed("410184102003", grid -> with(grid, Optional.empty(), grid.level()))
                .changed("410184102002", grid -> with(grid, grid.code(), Optional.of("片区")));
        return new BoundaryRepair(CheckOptions.of("v1", "test"), CheckProgress.SILENT)
                .repair(city.grids())
                .writable("test");
    }

    private static DrawnGrid with(DrawnGrid grid, Optional<String> code, Optional<String> level) {
        return new DrawnGrid(
                grid.layer(), grid.row(), code, grid.name(), level, grid.parent(), grid.centre(), grid.boundary());
    }

    @Test
    void everyFormKeepsEveryRow() throws Exception {
        WritableGrids repaired = repaired();
        Path geoJson = folder.resolve("r.geojson");
        try (OutputStream out = Files.newOutputStream(geoJson)) {
            new GeoJsonWriter().write(repaired, out);
        }
        Path zip = folder.resolve("r.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            new ShapefileWriter().write(repaired, out);
        }
        Path geoPackage = folder.resolve("r.gpkg");
        new GeoPackageWriter().write(repaired, geoPackage);
        for (Path file : List.of(geoJson, zip, geoPackage)) {
            List<DrawnGrid> read = read(file);
            assertThat(read).as("%s", file).hasSize(12);
            assertThat(read).filteredOn(grid -> grid.boundary().isEmpty()).hasSize(1);
            assertThat(read).filteredOn(grid -> grid.code().isEmpty()).hasSize(1);
            assertThat(read)
                    .filteredOn(grid -> grid.level().equals(Optional.of("片区")))
                    .singleElement()
                    .matches(grid -> grid.code().equals(Optional.of("410184102002")));
            assertThat(read)
                    .filteredOn(grid -> grid.level().equals(Optional.of("community")))
                    .hasSize(7);
        }
    }

    private List<DrawnGrid> read(Path file) throws Exception {
        List<DrawnGrid> grids = new ArrayList<>();
        new BoundaryReader().read(file, ReadOptions.DEFAULTS, new GridSink() {
            @Override
            public void enterLayer(String layer, long rows) {}

            @Override
            public void accept(DrawnGrid grid) {
                grids.add(grid);
            }
        });
        return grids;
    }
}
