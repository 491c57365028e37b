package io.hexdispatch.grid.demo;

import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKBWriter;

/** Questions that the tests of the demonstration city ask of a boundary set. */
record DemoGrids(BoundarySet boundaries, Map<GridLevel, List<Grid>> byLevel, Map<GridCode, Grid> byCode) {
    static DemoGrids of(BoundarySet boundaries) {
        return new DemoGrids(
                boundaries,
                boundaries.grids().stream().collect(Collectors.groupingBy(Grid::level)),
                boundaries.grids().stream().collect(Collectors.toMap(Grid::code, grid -> grid)));
    }

    List<Grid> at(GridLevel level) {
        return byLevel.getOrDefault(level, List.of());
    }

    Grid parent(Grid grid) {
        return byCode.get(grid.parent().orElseThrow());
    }

    /** The sum of the areas of the children of each grid that has some of this level. */
    Map<Grid, Double> areasOfChildren(GridLevel level) {
        return at(level).stream()
                .collect(Collectors.groupingBy(this::parent, Collectors.summingDouble(grid -> grid.boundary()
                        .getArea())));
    }

    /** Whether neighbours of a level share their borders vertex by vertex, and none overlap. */
    boolean areCoverage(GridLevel level) {
        return CoverageValidator.isValid(at(level).stream().map(Grid::boundary).toArray(Geometry[]::new));
    }

    /** A fingerprint of every code, name, level, parent and coordinate. */
    String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            WKBWriter writer = new WKBWriter();
            for (Grid grid : boundaries.grids()) {
                String text = grid.code() + "\t" + grid.name() + "\t" + grid.level() + "\t" + grid.parent() + "\n";
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update(writer.write(grid.boundary()));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
