package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.DrawnGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All that came of reading a file.
 *
 * @param reading what was found out about it
 */
record ReadGrids(List<DrawnGrid> grids, BoundaryReading reading) {
    static ReadGrids of(Path file) throws IOException, InvalidBoundaryFileException {
        return of(file, ReadOptions.DEFAULTS);
    }

    static ReadGrids of(Path file, ReadOptions options) throws IOException, InvalidBoundaryFileException {
        return of(new BoundaryReader(), file, options);
    }

    static ReadGrids of(BoundaryReader reader, Path file, ReadOptions options)
            throws IOException, InvalidBoundaryFileException {
        List<DrawnGrid> grids = new ArrayList<>();
        return new ReadGrids(grids, reader.read(file, options, grids::add));
    }

    LayerReading layer() {
        return reading.layers().get(0);
    }

    List<String> names() {
        return grids.stream().map(grid -> grid.name().orElse("")).toList();
    }

    List<String> codes() {
        return grids.stream().map(grid -> grid.code().orElse("")).toList();
    }

    String shape(int row) {
        return grids.get(row - 1).boundary().orElseThrow().toText();
    }

    List<String> messages() {
        return reading.findings().stream().map(ReadFinding::message).toList();
    }
}
