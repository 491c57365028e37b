package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.geodata.check.RepairedBoundaries.Change;
import io.hexdispatch.geodata.check.RepairedBoundaries.Kind;
import io.hexdispatch.geodata.measure.Overlay;
import io.hexdispatch.geodata.measure.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * Offers a repair of what a {@link BoundaryCheck} with the same options finds in shapes: invalid ones are made valid, and borders that lie
 * within the tolerance of each other are made one.
 *
 * <p>Nothing is moved farther than the tolerance, except by making a shape valid. So wider gaps and overlaps stay, and so do doubles and
 * everything that is wrong with attributes: these somebody has to decide. What was moved and by how much is said grid by grid. The live
 * map stays as it is; grids of the file are snapped to it.
 */
public final class BoundaryRepair {
    private final CheckOptions options;
    private final CheckProgress progress;

    public BoundaryRepair(CheckOptions options, CheckProgress progress) {
        this.options = options;
        this.progress = progress;
    }

    /** Takes about as long as a check: call it on a worker thread. The grids given are not changed. */
    public RepairedBoundaries repair(List<DrawnGrid> drawn) {
        List<Change> changes = new ArrayList<>();
        // Levels and parents as the check understands them; what is wrong with them is the check's to say.
        List<Candidate> resolved = new AttributeCheck(new FindingLog(options)).check(drawn);
        ShapeCheck check = new ShapeCheck(options);
        List<Candidate> grids = new ArrayList<>(resolved.size());
        Chunks.run(
                "repair of shapes",
                resolved,
                progress,
                grid -> grid.fromFile() ? check.check(grid).grid() : grid,
                grid -> {
                    grids.add(grid);
                    madeValid(grid).ifPresent(changes::add);
                });
        List<Optional<Geometry>> snapped = new VertexSnapping(options.toleranceMetres(), grids, progress).snapped();
        List<DrawnGrid> repaired = new ArrayList<>(drawn.size());
        for (int i = 0; i < drawn.size(); i++) {
            Candidate grid = grids.get(i);
            Optional<Geometry> shape = grid.area().or(grid::boundary);
            if (snapped.get(i).isPresent()) {
                Geometry area = grid.area().orElseThrow();
                double metres = moved(area, snapped.get(i).get());
                // Vertices put on a straight edge for a neighbour's sake change nothing that anybody could see.
                if (metres >= Overlay.NOISE_METRES) {
                    boolean fit = isFit(snapped.get(i).get(), area);
                    changes.add(fit ? snapped(grid, area, snapped.get(i).get(), metres) : leftAsDrawn(grid));
                    shape = fit ? snapped.get(i) : shape;
                }
            }
            repaired.add(withBoundary(drawn.get(i), shape));
        }
        return new RepairedBoundaries(repaired, changes);
    }

    private static Optional<Change> madeValid(Candidate grid) {
        if (grid.area().isEmpty()
                || grid.boundary().isEmpty()
                || grid.area().get() == grid.boundary().get()) {
            return Optional.empty();
        }
        ShapeRepair repair = ShapeRepair.of(grid.boundary().get());
        return Optional.of(new Change(
                Kind.MADE_VALID,
                grid.layer(),
                grid.row(),
                grid.code(),
                repair.squareMetresChange(),
                repair.vertexMoveMetres(),
                grid.label() + " was made valid: its area changed by " + Figures.change(repair.squareMetresChange())
                        + ", and every vertex lies within " + Figures.metres(repair.vertexMoveMetres())
                        + " of the border."));
    }

    /** Whether a snapped shape is still one, and has lost no more than a strip of the tolerance along its border. */
    private boolean isFit(Geometry snapped, Geometry area) {
        return !snapped.isEmpty()
                && snapped.isValid()
                && Math.abs(Surface.squareMetres(snapped) - Surface.squareMetres(area))
                        <= Surface.perimeterMetres(area) * options.toleranceMetres();
    }

    private static double moved(Geometry before, Geometry after) {
        return Math.max(
                ShapeRepair.vertexMove(before, after), after.isEmpty() ? 0 : ShapeRepair.vertexMove(after, before));
    }

    private static Change snapped(Candidate grid, Geometry before, Geometry after, double metres) {
        double change = Surface.squareMetres(after) - Surface.squareMetres(before);
        return new Change(
                Kind.SNAPPED,
                grid.layer(),
                grid.row(),
                grid.code(),
                change,
                metres,
                grid.label() + " was snapped to its neighbours: its area changed by " + Figures.change(change)
                        + ", its border moved by up to " + Figures.metres(metres) + ".");
    }

    private static Change leftAsDrawn(Candidate grid) {
        return new Change(
                Kind.LEFT_AS_DRAWN,
                grid.layer(),
                grid.row(),
                grid.code(),
                0,
                0,
                grid.label()
                        + " was left as drawn: snapped to its neighbours it would not be a valid shape. Parts of it are"
                        + " narrower than the tolerance.");
    }

    private static DrawnGrid withBoundary(DrawnGrid grid, Optional<Geometry> boundary) {
        return new DrawnGrid(
                grid.layer(),
                grid.row(),
                grid.code(),
                grid.name(),
                grid.level(),
                grid.parent(),
                grid.centre(),
                boundary);
    }
}
