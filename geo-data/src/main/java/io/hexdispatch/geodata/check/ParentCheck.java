package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.measure.LocalPlane;
import io.hexdispatch.geodata.measure.Overlay;
import io.hexdispatch.geodata.measure.Surface;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.distance.IndexedFacetDistance;

/**
 * One parent and its children. The children walked one way and the parent the other come to nothing where the children cover the parent
 * and nothing else (see {@link EdgeBalance}); only where they do not, is anything overlaid.
 */
final class ParentCheck {
    private final CheckOptions options;
    private final Candidate parent;
    private final Geometry area;
    private final List<Candidate> tiles = new ArrayList<>();
    /** Micro-grids and dedicated grids, which must stay inside and need not cover. */
    private final List<Candidate> overlays = new ArrayList<>();

    /** @param parent with an area */
    ParentCheck(CheckOptions options, Candidate parent, List<Candidate> children) {
        this.options = options;
        this.parent = parent;
        area = parent.area().orElseThrow();
        for (Candidate child : children) {
            if (child.area().isPresent()) {
                (HierarchyCheck.tiles(child) ? tiles : overlays).add(child);
            }
        }
    }

    List<FindingDraft> check() {
        List<FindingDraft> findings = new ArrayList<>();
        for (Candidate child : overlays) {
            checkInside(child, findings);
        }
        if (!tiles.isEmpty()) {
            checkTiles(findings);
        }
        return findings;
    }

    private void checkTiles(List<FindingDraft> findings) {
        EdgeBalance balance = new EdgeBalance(area.getNumPoints());
        RingEdges.add(area, balance, -1);
        tiles.forEach(child -> RingEdges.add(child.area().orElseThrow(), balance, 1));
        List<Envelope> parentBorders = RingEdges.unbalanced(area, balance);
        List<Candidate> atBorders = new ArrayList<>();
        List<Candidate> others = new ArrayList<>();
        for (Candidate child : tiles) {
            Envelope box = child.area().orElseThrow().getEnvelopeInternal();
            boolean atBorder = parentBorders.stream().anyMatch(box::intersects)
                    || !RingEdges.unbalanced(child.area().orElseThrow(), balance)
                            .isEmpty();
            (atBorder ? atBorders : others).add(child);
        }
        if (atBorders.isEmpty() && parentBorders.isEmpty()) {
            return;
        }
        atBorders.forEach(child -> checkInside(child, findings));
        // No border of the parent crosses these, so each lies inside or outside as a whole.
        IndexedPointInAreaLocator locator = new IndexedPointInAreaLocator(area);
        for (Candidate child : others) {
            if (locator.locate(child.area().orElseThrow().getInteriorPoint().getCoordinate()) == Location.EXTERIOR) {
                checkInside(child, findings);
            }
        }
        findings.addAll(new GapSearch(options, tiles).inParent(parent, atBorders));
    }

    private void checkInside(Candidate child, List<FindingDraft> findings) {
        List<Polygon> pieces = Overlay.difference(child.area().orElseThrow(), area);
        if (pieces.isEmpty()) {
            return;
        }
        LocalPlane plane = LocalPlane.at(child.area().orElseThrow().getEnvelopeInternal());
        IndexedFacetDistance parentMetres = new IndexedFacetDistance(plane.metres(area));
        List<Polygon> beyond = new ArrayList<>();
        double farthest = 0;
        for (Polygon piece : pieces) {
            double metres = farthest(plane.metres(piece), parentMetres);
            if (metres > options.toleranceMetres()) {
                beyond.add(piece);
                farthest = Math.max(farthest, metres);
            }
        }
        if (beyond.isEmpty()) {
            return;
        }
        double squareMetres = Overlay.squareMetres(beyond);
        FindingDraft draft = FindingDraft.of(FindingKind.LEAVES_PARENT, child)
                .with(parent)
                .at(beyond.get(0).getInteriorPoint().getCoordinate())
                .metres(farthest)
                .squareMetres(squareMetres)
                .shape(Overlay.together(beyond))
                .says(child.label() + " leaves its parent " + parent.label() + " by up to " + Figures.metres(farthest)
                        + "; " + Figures.squareMetres(squareMetres) + " of its "
                        + Figures.squareMetres(Surface.squareMetres(child.area().orElseThrow())) + " lie outside.");
        findings.add(child.isDedicated() ? draft.as(Severity.WARNING) : draft);
    }

    /** The largest distance of a vertex from the parent; what lies outside is nowhere farther away than at a vertex. */
    private static double farthest(Geometry piece, IndexedFacetDistance parent) {
        double farthest = 0;
        for (var vertex : piece.getCoordinates()) {
            farthest = Math.max(farthest, parent.distance(piece.getFactory().createPoint(vertex)));
        }
        return farthest;
    }
}
