package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.measure.Overlay;
import io.hexdispatch.geodata.measure.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.distance.IndexedFacetDistance;

/**
 * What grids leave uncovered between them.
 *
 * <p>Only grids with edges out of balance are united: a void is bounded by such edges alone, and no edge out of balance crosses what the
 * union leaves out. So each remaining piece is covered by the other grids wholly or not at all, and one point of it tells.
 */
final class GapSearch {
    /** So many neighbours of a gap are named at most. */
    private static final int NEIGHBOURS_MAX = 8;
    /** Two borders within this are the same, whatever the overlay rounded. */
    private static final double SAME_DEGREES = 1e-9;

    private final CheckOptions options;
    private final List<Candidate> grids;

    /** @param grids with an area each */
    GapSearch(CheckOptions options, List<Candidate> grids) {
        this.options = options;
        this.grids = grids;
    }

    /** The gaps that grids without a common parent enclose. */
    List<FindingDraft> enclosed() {
        EdgeBalance balance = balance();
        List<Candidate> atGaps = new ArrayList<>();
        for (Candidate grid : grids) {
            if (!RingEdges.unbalanced(grid.area().orElseThrow(), balance).isEmpty()) {
                atGaps.add(grid);
            }
        }
        List<FindingDraft> findings = new ArrayList<>();
        if (atGaps.isEmpty()) {
            return findings;
        }
        GeometryFactory factory = atGaps.get(0).area().orElseThrow().getFactory();
        Geometry union = Overlay.union(areas(atGaps), factory);
        List<Candidate> others = new ArrayList<>(grids);
        others.removeAll(atGaps);
        for (int part = 0; part < union.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) union.getGeometryN(part);
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                Polygon gap = factory.createPolygon(polygon.getInteriorRingN(hole));
                // A hole in a hole's filling is an island of the union; what it covers is no gap.
                for (Polygon piece : Overlay.difference(gap, union)) {
                    if (!isCovered(piece, others)) {
                        findings.add(finding(piece, Optional.empty(), Optional.empty()));
                    }
                }
            }
        }
        return findings;
    }

    /**
     * What is left of a parent.
     *
     * @param atBorders the children with edges out of balance, or at such edges of the parent
     * @param others all other children
     */
    List<FindingDraft> inParent(Candidate parent, List<Candidate> atBorders, List<Candidate> others) {
        Geometry area = parent.area().orElseThrow();
        List<FindingDraft> findings = new ArrayList<>();
        Optional<IndexedFacetDistance> border = Optional.of(new IndexedFacetDistance(area.getBoundary()));
        for (Polygon piece : Overlay.difference(area, Overlay.union(areas(atBorders), area.getFactory()))) {
            if (!isCovered(piece, others)) {
                findings.add(finding(piece, Optional.of(parent), border));
            }
        }
        return findings;
    }

    private EdgeBalance balance() {
        EdgeBalance balance = new EdgeBalance(grids.stream()
                        .mapToInt(grid -> grid.area().orElseThrow().getNumPoints())
                        .sum()
                / 2);
        grids.forEach(grid -> RingEdges.add(grid.area().orElseThrow(), balance, 1));
        return balance;
    }

    private static List<Geometry> areas(List<Candidate> grids) {
        return grids.stream().map(grid -> grid.area().orElseThrow()).toList();
    }

    private static boolean isCovered(Polygon piece, List<Candidate> others) {
        Coordinate inside = piece.getInteriorPoint().getCoordinate();
        return others.stream()
                .map(grid -> grid.area().orElseThrow())
                .anyMatch(area -> area.getEnvelopeInternal().covers(inside)
                        && SimplePointInAreaLocator.locate(inside, area) != Location.EXTERIOR);
    }

    private FindingDraft finding(Polygon gap, Optional<Candidate> parent, Optional<IndexedFacetDistance> parentBorder) {
        double width = Surface.meanWidthMetres(gap);
        double area = Surface.squareMetres(gap);
        List<Candidate> neighbours = neighbours(gap);
        boolean sliver = width <= options.toleranceMetres();
        boolean atEdge = !sliver && parentBorder.isPresent() && sharesEdge(gap, parentBorder.get());
        FindingKind kind = sliver ? FindingKind.SLIVER_GAP : atEdge ? FindingKind.PARENT_NOT_COVERED : FindingKind.GAP;
        Candidate subject = kind == FindingKind.PARENT_NOT_COVERED || neighbours.isEmpty()
                ? parent.orElseGet(() -> grids.get(0))
                : neighbours.get(0);
        FindingDraft draft = FindingDraft.of(kind, subject);
        neighbours.stream().filter(neighbour -> neighbour != subject).forEach(draft::with);
        String between = neighbours.isEmpty()
                ? ""
                : " at "
                        + String.join(
                                ", ",
                                neighbours.stream().map(Candidate::shortLabel).toList());
        return draft.at(gap.getInteriorPoint().getCoordinate())
                .metres(width)
                .squareMetres(area)
                .shape(gap)
                .says(Figures.squareMetres(area) + between
                        + parent.map(known -> " in " + known.label()).orElse("")
                        + " belong to no grid, on average " + Figures.metres(width) + " wide. "
                        + (sliver
                                ? "Snap the vertices of the borders."
                                : "Events there will be located in no grid; draw one, unless that is meant."));
    }

    private List<Candidate> neighbours(Polygon gap) {
        Envelope box = new Envelope(gap.getEnvelopeInternal());
        box.expandBy(SAME_DEGREES);
        return grids.stream()
                .filter(grid -> grid.area().orElseThrow().getEnvelopeInternal().intersects(box))
                .filter(grid -> grid.area().orElseThrow().isWithinDistance(gap, SAME_DEGREES))
                .limit(NEIGHBOURS_MAX)
                .toList();
    }

    /** Whether an edge of a gap runs along a border: its middle lies on it too. */
    private static boolean sharesEdge(Polygon gap, IndexedFacetDistance border) {
        Coordinate[] ring = gap.getExteriorRing().getCoordinates();
        for (int i = 1; i < ring.length; i++) {
            Coordinate middle = new Coordinate((ring[i - 1].x + ring[i].x) / 2, (ring[i - 1].y + ring[i].y) / 2);
            if (border.isWithinDistance(gap.getFactory().createPoint(middle), SAME_DEGREES)) {
                return true;
            }
        }
        return false;
    }
}
