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
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.hprtree.HPRtree;
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
    private final HPRtree byBox = new HPRtree();

    /** @param grids with an area each */
    GapSearch(CheckOptions options, List<Candidate> grids) {
        this.options = options;
        this.grids = grids;
        for (int i = 0; i < grids.size(); i++) {
            byBox.insert(grids.get(i).area().orElseThrow().getEnvelopeInternal(), i);
        }
        byBox.build();
    }

    /** The gaps that grids without a common parent enclose. */
    List<FindingDraft> enclosed() {
        EdgeBalance balance = balance();
        List<Geometry> atGaps = grids.stream()
                .map(grid -> grid.area().orElseThrow())
                .filter(area -> !RingEdges.unbalanced(area, balance).isEmpty())
                .toList();
        List<FindingDraft> findings = new ArrayList<>();
        if (atGaps.isEmpty()) {
            return findings;
        }
        Geometry union = Overlay.union(atGaps, atGaps.get(0).getFactory());
        HPRtree parts = new HPRtree();
        for (int part = 0; part < union.getNumGeometries(); part++) {
            parts.insert(union.getGeometryN(part).getEnvelopeInternal(), union.getGeometryN(part));
        }
        parts.build();
        for (int part = 0; part < union.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) union.getGeometryN(part);
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                for (Polygon gap : withoutIslands(polygon, hole, parts)) {
                    if (!isCovered(gap)) {
                        findings.add(finding(gap, Optional.empty(), Optional.empty()));
                    }
                }
            }
        }
        return findings;
    }

    /** A hole of the union without the other parts of the union that lie in it. */
    private static List<Polygon> withoutIslands(Polygon polygon, int hole, HPRtree parts) {
        Polygon gap = polygon.getFactory().createPolygon(polygon.getInteriorRingN(hole));
        List<Geometry> islands = new ArrayList<>();
        parts.query(gap.getEnvelopeInternal(), item -> {
            Geometry island = (Geometry) item;
            if (island != polygon && gap.getEnvelopeInternal().covers(island.getEnvelopeInternal())) {
                islands.add(island);
            }
        });
        if (islands.isEmpty()) {
            return Overlay.isMoreThanNoise(gap) ? List.of(gap) : List.of();
        }
        return Overlay.difference(gap, Overlay.union(islands, gap.getFactory()));
    }

    /**
     * What is left of a parent.
     *
     * @param atBorders the children with edges out of balance, or at such edges of the parent
     */
    List<FindingDraft> inParent(Candidate parent, List<Candidate> atBorders) {
        Geometry area = parent.area().orElseThrow();
        List<FindingDraft> findings = new ArrayList<>();
        Optional<IndexedFacetDistance> border = Optional.of(new IndexedFacetDistance(area.getBoundary()));
        for (Polygon piece : Overlay.difference(area, Overlay.union(areas(atBorders), area.getFactory()))) {
            if (!isCovered(piece)) {
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

    private boolean isCovered(Polygon piece) {
        Coordinate inside = piece.getInteriorPoint().getCoordinate();
        return near(new Envelope(inside)).stream()
                .anyMatch(grid ->
                        SimplePointInAreaLocator.locate(inside, grid.area().orElseThrow()) != Location.EXTERIOR);
    }

    /** The grids whose boxes meet a box, in their order. */
    private List<Candidate> near(Envelope box) {
        List<Integer> found = new ArrayList<>();
        byBox.query(box, item -> found.add((Integer) item));
        return found.stream()
                .sorted()
                .map(grids::get)
                .filter(grid -> grid.area().orElseThrow().getEnvelopeInternal().intersects(box))
                .toList();
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
        return near(box).stream()
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
