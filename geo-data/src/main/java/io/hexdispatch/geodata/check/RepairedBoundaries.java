package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.geodata.write.WritableGrids;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Polygonal;

/**
 * What a repair makes of drawn grids, for somebody to look at and to take or leave.
 *
 * @param grids all grids, in the order in which they were drawn, those repaired in their new shape
 * @param changes what was done to which grid, in the same order; a grid that was made valid and then snapped has two
 */
public record RepairedBoundaries(List<DrawnGrid> grids, List<Change> changes) {
    /** What was done to a grid. */
    public enum Kind {
        /** The shape was invalid and is valid now. */
        MADE_VALID("Made valid", "修复图形"),
        /** Vertices were moved onto those of neighbours or parents. */
        SNAPPED("Snapped to its neighbours", "与相邻网格对齐"),
        /** A repair would have done more harm than good; the shape is as drawn. */
        LEFT_AS_DRAWN("Left as drawn", "保持原样");

        private final String title;
        private final String chineseTitle;

        Kind(String title, String chineseTitle) {
            this.title = title;
            this.chineseTitle = chineseTitle;
        }

        public String title() {
            return title;
        }

        public String chineseTitle() {
            return chineseTitle;
        }
    }

    /**
     * @param squareMetres by how much the area grew, or shrank where negative
     * @param metres how far the border moved at most: the largest distance of an old vertex from the new border, or of a new one from the
     *     old
     * @param message the same in words
     */
    public record Change(
            Kind kind,
            String layer,
            long row,
            Optional<String> code,
            double squareMetres,
            double metres,
            String message) {}

    public RepairedBoundaries {
        grids = List.copyOf(grids);
        changes = List.copyOf(changes);
    }

    /** The grids as a file takes them, each in the layer of its level; what is no area any more has no boundary there. */
    public WritableGrids writable(String title) {
        return new WritableGrids(
                "repaired",
                title,
                grids.stream()
                        .map(grid -> new DrawnGrid(
                                grid.level()
                                        .flatMap(LevelNames::level)
                                        .map(WritableGrids::layer)
                                        .orElse(WritableGrids.WITHOUT_LEVEL),
                                grid.row(),
                                grid.code(),
                                grid.name(),
                                grid.level(),
                                grid.parent(),
                                grid.centre(),
                                grid.boundary().filter(shape -> shape instanceof Polygonal && !shape.isEmpty())))
                        .toList());
    }
}
