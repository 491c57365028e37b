package io.hexdispatch.grid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.hprtree.HPRtree;
import org.locationtech.jts.operation.relateng.RelateNG;
import org.locationtech.jts.operation.relateng.RelatePredicate;

/** The borders of some grids, edge by edge, so that those near a point are found without going round whole counties. */
final class Borders {
    /** One edge of a border. */
    private record Edge(Grid grid, double fromX, double fromY, double toX, double toY) {}

    private final List<Grid> grids;
    /** Built when the map is, on its worker: a tree that were built by the first query would hold that one up. */
    private final Optional<HPRtree> edges;

    Borders(List<Grid> grids) {
        this.grids = grids;
        HPRtree tree = new HPRtree();
        grids.forEach(grid -> grid.boundary().apply(new Edges(grid, tree)));
        this.edges = grids.isEmpty() ? Optional.empty() : Optional.of(tree);
        edges.ifPresent(HPRtree::build);
    }

    /** The grids whose border runs within a distance of a point, nearest first, with the distance to the border. */
    List<NearGrid> within(double longitude, double latitude, double metres) {
        BoundaryDistance distance = new BoundaryDistance(longitude, latitude);
        Envelope box = distance.boxWithin(metres);
        if (box.isNull() || edges.isEmpty()) {
            return List.of();
        }
        Map<Grid, Double> nearest = new IdentityHashMap<>(4);
        edges.get().query(box, item -> {
            Edge edge = (Edge) item;
            double away = distance.metresToEdge(edge.fromX, edge.fromY, edge.toX, edge.toY);
            if (away <= metres) {
                nearest.merge(edge.grid, away, Math::min);
            }
        });
        if (nearest.isEmpty()) {
            return List.of();
        }
        List<NearGrid> near = new ArrayList<>(nearest.size());
        nearest.forEach((grid, away) -> near.add(new NearGrid(grid, away)));
        near.sort(NearGrid.NEAREST_FIRST);
        return near;
    }

    /** For each of the overlays the grids that it has a point in common with, where there are several. */
    Map<GridCode, List<Grid>> crossedBy(List<Grid> overlays) {
        Map<GridCode, List<Grid>> crossed = new HashMap<>();
        for (Grid grid : grids) {
            RelateNG shape = RelateNG.prepare(grid.boundary());
            Envelope box = grid.boundary().getEnvelopeInternal();
            for (Grid overlay : overlays) {
                if (box.intersects(overlay.boundary().getEnvelopeInternal())
                        && shape.evaluate(overlay.boundary(), RelatePredicate.intersects())) {
                    crossed.computeIfAbsent(overlay.code(), first -> new ArrayList<>())
                            .add(grid);
                }
            }
        }
        crossed.values().removeIf(several -> several.size() < 2);
        crossed.replaceAll((code, several) -> List.copyOf(several));
        return crossed;
    }

    /** Puts every edge of every ring into the tree. */
    private record Edges(Grid grid, HPRtree tree) implements CoordinateSequenceFilter {
        @Override
        public void filter(CoordinateSequence ring, int vertex) {
            if (vertex > 0) {
                Edge edge = new Edge(
                        grid, ring.getX(vertex - 1), ring.getY(vertex - 1), ring.getX(vertex), ring.getY(vertex));
                tree.insert(
                        new Envelope(new Coordinate(edge.fromX, edge.fromY), new Coordinate(edge.toX, edge.toY)), edge);
            }
        }

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public boolean isGeometryChanged() {
            return false;
        }
    }
}
