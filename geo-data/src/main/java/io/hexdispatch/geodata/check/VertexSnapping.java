package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.measure.LocalPlane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.hprtree.HPRtree;

/**
 * Makes one border of two that lie within a tolerance of each other.
 *
 * <p>Among the vertices of loose edges some become anchors, and every other one within the tolerance of an anchor moves onto it; those of
 * the live map and of wider grids are anchors first, so that children move to their parents. A vertex moves wherever it stands, so what
 * fitted before still fits. Then each loose edge takes in the anchors that lie within the tolerance of it. Two borders that were drawn with
 * different vertices thus end with the same ones.
 */
final class VertexSnapping {
    /** A ring needs three corners, and the first one again. */
    private static final int RING_POSITIONS_MIN = 4;

    private final double toleranceMetres;
    private final List<Candidate> grids;
    private final CheckProgress progress;
    private final LooseEdges loose;
    private final LocalPlane plane;
    private final Map<Coordinate, Coordinate> anchorOf = new HashMap<>();
    private final HPRtree anchors = new HPRtree();
    private final LiveBorders live;

    VertexSnapping(double toleranceMetres, List<Candidate> grids, CheckProgress progress) {
        this.toleranceMetres = toleranceMetres;
        this.grids = grids;
        this.progress = progress;
        loose = new LooseEdges(grids);
        Envelope box = new Envelope();
        grids.forEach(grid -> grid.area().ifPresent(area -> box.expandToInclude(area.getEnvelopeInternal())));
        plane = box.isNull() ? new LocalPlane(0) : LocalPlane.at(box);
        live = new LiveBorders(grids, plane, toleranceMetres);
    }

    /** For each grid its shape after snapping, not yet checked in any way; empty where nothing moves. */
    List<Optional<Geometry>> snapped() {
        chooseAnchors();
        List<Optional<Geometry>> shapes = new ArrayList<>(grids.size());
        Chunks.run(
                "snapping",
                IntStream.range(0, grids.size()).boxed().toList(),
                progress,
                i -> grids.get(i).fromFile() && LooseEdges.takesPart(grids.get(i))
                        ? snapped(grids.get(i).area().orElseThrow())
                        : Optional.<Geometry>empty(),
                shapes::add);
        return shapes;
    }

    private void chooseAnchors() {
        Map<Coordinate, Integer> rankOf = new LinkedHashMap<>();
        for (Candidate grid : grids) {
            if (LooseEdges.takesPart(grid)) {
                int rank = grid.fromFile() ? 1 + grid.level().orElseThrow().ordinal() : 0;
                forEachLooseVertex(grid.area().orElseThrow(), vertex -> rankOf.merge(vertex, rank, Math::min));
            }
        }
        List<Coordinate> vertices = new ArrayList<>(rankOf.keySet());
        vertices.sort(Comparator.<Coordinate>comparingInt(rankOf::get).thenComparing(Comparator.naturalOrder()));
        HPRtree byPlace = new HPRtree();
        vertices.forEach(vertex -> byPlace.insert(new Envelope(vertex), vertex));
        byPlace.build();
        for (Coordinate vertex : vertices) {
            if (anchorOf.containsKey(vertex)) {
                continue;
            }
            // The live map takes in no vertices, so what lies at one of its edges moves onto the edge.
            Coordinate anchor =
                    rankOf.get(vertex) == 0 ? vertex : live.nearest(vertex).orElse(vertex);
            anchorOf.put(vertex, anchor);
            anchors.insert(new Envelope(anchor), anchor);
            byPlace.query(plane.widened(new Envelope(vertex), toleranceMetres), item -> {
                Coordinate other = (Coordinate) item;
                // What is live does not move, however near two of its vertices are.
                if (rankOf.get(other) > 0 && metres(vertex, other) <= toleranceMetres) {
                    anchorOf.putIfAbsent(other, anchor);
                }
            });
        }
        anchors.build();
    }

    private interface VertexVisitor {
        void visit(Coordinate vertex);
    }

    private void forEachLooseVertex(Geometry area, VertexVisitor visitor) {
        area.apply(new CoordinateSequenceFilter() {
            @Override
            public void filter(CoordinateSequence ring, int i) {
                if (i > 0 && loose.contains(ring.getX(i - 1), ring.getY(i - 1), ring.getX(i), ring.getY(i))) {
                    visitor.visit(position(ring, i - 1));
                    visitor.visit(position(ring, i));
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
        });
    }

    private Optional<Geometry> snapped(Geometry area) {
        List<Polygon> parts = new ArrayList<>();
        boolean[] changed = {false};
        for (int part = 0; part < area.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) area.getGeometryN(part);
            LinearRing shell = ring(polygon.getExteriorRing(), changed);
            if (shell.isEmpty()) {
                continue;
            }
            List<LinearRing> holes = new ArrayList<>();
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                LinearRing ring = ring(polygon.getInteriorRingN(hole), changed);
                if (!ring.isEmpty()) {
                    holes.add(ring);
                }
            }
            parts.add(area.getFactory().createPolygon(shell, holes.toArray(LinearRing[]::new)));
        }
        if (!changed[0]) {
            return Optional.empty();
        }
        return Optional.of(
                parts.size() == 1 ? parts.get(0) : area.getFactory().createMultiPolygon(parts.toArray(Polygon[]::new)));
    }

    /** The ring with its vertices on their anchors; empty if too few are left. */
    private LinearRing ring(LinearRing ring, boolean[] changed) {
        CoordinateSequence positions = ring.getCoordinateSequence();
        List<Coordinate> snapped = new ArrayList<>(positions.size());
        for (int i = 0; i < positions.size(); i++) {
            if (i > 0
                    && loose.contains(
                            positions.getX(i - 1), positions.getY(i - 1), positions.getX(i), positions.getY(i))) {
                for (Coordinate between : between(snapped.get(snapped.size() - 1), anchor(position(positions, i)))) {
                    snapped.add(between);
                    changed[0] = true;
                }
            }
            Coordinate vertex = position(positions, i);
            Coordinate anchor = anchor(vertex);
            changed[0] |= !anchor.equals2D(vertex);
            if (snapped.isEmpty() || !snapped.get(snapped.size() - 1).equals2D(anchor)) {
                snapped.add(anchor);
            }
        }
        if (snapped.size() < RING_POSITIONS_MIN) {
            return ring.getFactory().createLinearRing();
        }
        return ring.getFactory()
                .createLinearRing(snapped.stream().map(Coordinate::copy).toArray(Coordinate[]::new));
    }

    /** The anchors along an edge that lie within the tolerance of it, from its beginning to its end, without the two. */
    private List<Coordinate> between(Coordinate from, Coordinate to) {
        Coordinate start = plane.metres(from.x, from.y);
        Coordinate end = plane.metres(to.x, to.y);
        double east = end.x - start.x;
        double north = end.y - start.y;
        double square = east * east + north * north;
        record Along(Coordinate anchor, double part) {}
        List<Along> near = new ArrayList<>();
        anchors.query(plane.widened(new Envelope(from, to), toleranceMetres), item -> {
            Coordinate anchor = (Coordinate) item;
            Coordinate at = plane.metres(anchor.x, anchor.y);
            double part = ((at.x - start.x) * east + (at.y - start.y) * north) / square;
            double off = Math.hypot(start.x + part * east - at.x, start.y + part * north - at.y);
            if (part > 0 && part < 1 && off <= toleranceMetres && !anchor.equals2D(from) && !anchor.equals2D(to)) {
                near.add(new Along(anchor, part));
            }
        });
        near.sort(Comparator.comparingDouble(Along::part));
        return near.stream().map(Along::anchor).toList();
    }

    private Coordinate anchor(Coordinate vertex) {
        return anchorOf.getOrDefault(vertex, vertex);
    }

    private double metres(Coordinate a, Coordinate b) {
        return plane.metres(a.x, a.y).distance(plane.metres(b.x, b.y));
    }

    private static Coordinate position(CoordinateSequence ring, int i) {
        return new Coordinate(ring.getX(i) + 0.0, ring.getY(i) + 0.0);
    }
}
