package io.hexdispatch.geodata;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.geodata.read.GeoJsonReader;
import io.hexdispatch.geodata.write.GeoJsonWriter;
import io.hexdispatch.grid.BoundarySet;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeoJsonRoundTripTest {
    @TempDir
    private Path folder;

    @Test
    void readsBackWhatWasWritten() throws Exception {
        BoundarySet city = TestGrids.smallCity();
        assertThat(TestGrids.normalized(writtenAndRead(city))).isEqualTo(TestGrids.normalized(city));
    }

    @Test
    void readsBackEveryCoordinateOfManyIrregularGrids() throws Exception {
        BoundarySet stars = TestGrids.stars(500, 20260301);
        assertThat(TestGrids.normalized(writtenAndRead(stars))).isEqualTo(TestGrids.normalized(stars));
    }

    @Test
    void readsBackASetWithoutGrids() throws Exception {
        BoundarySet empty = new BoundarySet("0", "", List.of());
        assertThat(writtenAndRead(empty)).isEqualTo(empty);
    }

    private BoundarySet writtenAndRead(BoundarySet boundaries) throws Exception {
        Path file = folder.resolve("city.geojson");
        try (OutputStream out = Files.newOutputStream(file)) {
            new GeoJsonWriter().write(boundaries, out);
        }
        return new GeoJsonReader().read(file);
    }
}
