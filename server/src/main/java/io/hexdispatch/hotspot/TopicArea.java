package io.hexdispatch.hotspot;

import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.grid.index.CellRange;
import io.hexdispatch.grid.index.HexCells;
import java.util.List;
import java.util.Optional;

/**
 * Where the events of a topic lie: in one of some cells, or around a place.
 *
 * @param cells in ascending order, each once, of one resolution, which is {@link HexCells#RESOLUTION} or coarser; none where there is a circle
 */
public record TopicArea(List<Long> cells, Optional<Circle> circle) {
    public static final int CELLS_MAX = 500;
    public static final int RADIUS_METRES_MAX = 2_000;

    /** @param centre WGS 84 */
    public record Circle(LonLat centre, int radiusMetres) {}

    /** @throws IllegalArgumentException if it is neither cells nor a circle, or what they must be they are not */
    public TopicArea {
        cells = cells.stream().distinct().sorted().toList();
        if (cells.isEmpty() == circle.isEmpty()) {
            throw new IllegalArgumentException("cells or a place, one of them, is right");
        }
        if (cells.size() > CELLS_MAX) {
            throw new IllegalArgumentException(
                    "there are " + cells.size() + " cells; at most " + CELLS_MAX + " are taken");
        }
        List<Integer> resolutions =
                cells.stream().map(HexCells::resolution).distinct().toList();
        if (resolutions.size() > 1 || resolutions.stream().anyMatch(one -> one > HexCells.RESOLUTION)) {
            throw new IllegalArgumentException("cells of resolution " + resolutions + "; of one resolution, "
                    + HexCells.RESOLUTION + " or coarser, is right. For less, give a place with its radius");
        }
        circle.map(Circle::radiusMetres)
                .filter(radius -> radius < 1 || radius > RADIUS_METRES_MAX)
                .ifPresent(radius -> {
                    throw new IllegalArgumentException(
                            "a radius of " + radius + " m; 1 to " + RADIUS_METRES_MAX + " is right");
                });
    }

    public static TopicArea ofCells(List<Long> cells) {
        return new TopicArea(cells, Optional.empty());
    }

    public static TopicArea ofCircle(LonLat centre, int radiusMetres) {
        return new TopicArea(List.of(), Optional.of(new Circle(centre, radiusMetres)));
    }

    /** The cells of the lattice that hold all of it, none twice; around a circle perhaps more. */
    public List<CellRange> ranges() {
        return circle.map(round -> HexCells.around(round.centre(), round.radiusMetres()).stream()
                        .map(cell -> new CellRange(cell, cell))
                        .toList())
                .orElseGet(() -> cells.stream().map(HexCells::within).toList());
    }
}
