package io.hexdispatch.geodata.difference;

import io.hexdispatch.geodata.difference.BoundaryDifference.Handover;
import io.hexdispatch.geodata.measure.Overlay;
import io.hexdispatch.geodata.measure.Surface;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.hprtree.HPRtree;

/**
 * Who gets what on one level: the pieces that grids lose, laid over the pieces that others gain. Pieces are small where a border moved a
 * little, so this costs less than to lay whole grids over each other; and most often one grid gains just what another one loses, which
 * takes no overlay at all.
 */
final class Handovers {
    /** Two pieces are one where they differ by no more than the overlays rounded. */
    private static final double SAME_DEGREES = 1e-9;

    private record Piece(GridCode owner, Polygon area) {
        boolean isSame(Piece other) {
            Envelope box = area.getEnvelopeInternal();
            Envelope otherBox = other.area.getEnvelopeInternal();
            return Math.abs(box.getMinX() - otherBox.getMinX()) <= SAME_DEGREES
                    && Math.abs(box.getMaxY() - otherBox.getMaxY()) <= SAME_DEGREES
                    && area.equalsExact(other.area, SAME_DEGREES);
        }
    }

    /**
     * What was found of one lost piece.
     *
     * @param shares of each gained piece that takes in a part of it, that part
     */
    private record Lost(List<Handover> handovers, Map<Piece, List<Polygon>> shares) {}

    /** A rest of less area than this is narrower than {@link Overlay#NOISE_METRES} on the average, whatever its shape. */
    private static final double NOISE_SQUARE_METRES = Math.PI * Overlay.NOISE_METRES * Overlay.NOISE_METRES;

    private final GridLevel level;
    private final List<Piece> lost = new ArrayList<>();
    private final List<Piece> gained = new ArrayList<>();

    Handovers(GridLevel level, List<Change> changes) {
        this.level = level;
        for (Change change : changes) {
            change.lost().forEach(area -> lost.add(new Piece(change.code(), area)));
            change.gained().forEach(area -> gained.add(new Piece(change.code(), area)));
        }
    }

    List<Handover> all() {
        HPRtree gainedByBox = index(gained);
        HPRtree lostByBox = index(lost);
        // What of each lost piece goes where, and then what of each gained piece nobody had; then put together by who
        // and whom.
        List<Lost> givenAway = lost.parallelStream()
                .map(piece -> givenAway(piece, gainedByBox))
                .toList();
        Map<Piece, Map<Piece, List<Polygon>>> known = new IdentityHashMap<>();
        for (int i = 0; i < lost.size(); i++) {
            if (!givenAway.get(i).shares.isEmpty()) {
                known.put(lost.get(i), givenAway.get(i).shares);
            }
        }
        Map<String, List<Polygon>> areas = new TreeMap<>();
        Map<String, Handover> ends = new HashMap<>();
        Stream.concat(
                        givenAway.stream().flatMap(found -> found.handovers.stream()),
                        gained.parallelStream()
                                .flatMap(piece -> fromNobody(piece, lostByBox, known).stream())
                                .toList()
                                .stream())
                .forEach(handover -> {
                    String key = handover.from() + ">" + handover.to();
                    ends.putIfAbsent(key, handover);
                    List<Polygon> pieces = areas.computeIfAbsent(key, unused -> new ArrayList<>());
                    for (int part = 0; part < handover.area().getNumGeometries(); part++) {
                        pieces.add((Polygon) handover.area().getGeometryN(part));
                    }
                });
        return areas.entrySet().stream()
                .map(entry -> handover(
                        ends.get(entry.getKey()).from(),
                        ends.get(entry.getKey()).to(),
                        entry.getValue()))
                .sorted(Comparator.comparingDouble((Handover handover) -> -handover.squareMetres()))
                .toList();
    }

    private Lost givenAway(Piece piece, HPRtree gainedByBox) {
        List<Piece> near = near(piece, gainedByBox);
        Optional<Piece> heir = near.stream().filter(piece::isSame).findFirst();
        if (heir.isPresent()) {
            return new Lost(
                    List.of(handover(Optional.of(piece.owner), Optional.of(heir.get().owner), List.of(piece.area))),
                    Map.of());
        }
        List<Handover> handovers = new ArrayList<>();
        Map<Piece, List<Polygon>> shares = new IdentityHashMap<>();
        List<Polygon> taken = new ArrayList<>();
        for (Piece other : near) {
            if (!other.owner.equals(piece.owner)) {
                List<Polygon> common = Overlay.intersection(piece.area, other.area);
                shares.put(other, common);
                if (!common.isEmpty()) {
                    handovers.add(handover(Optional.of(piece.owner), Optional.of(other.owner), common));
                    taken.addAll(common);
                }
            }
        }
        List<Polygon> rest = rest(piece, taken);
        if (!rest.isEmpty()) {
            handovers.add(handover(Optional.of(piece.owner), Optional.empty(), rest));
        }
        return new Lost(handovers, shares);
    }

    private List<Handover> fromNobody(Piece piece, HPRtree lostByBox, Map<Piece, Map<Piece, List<Polygon>>> known) {
        List<Piece> near = near(piece, lostByBox);
        if (near.stream().anyMatch(piece::isSame)) {
            return List.of();
        }
        List<Polygon> given = new ArrayList<>();
        for (Piece other : near) {
            if (!other.owner.equals(piece.owner)) {
                List<Polygon> share = known.getOrDefault(other, Map.of()).get(piece);
                given.addAll(share == null ? Overlay.intersection(piece.area, other.area) : share);
            }
        }
        List<Polygon> rest = rest(piece, given);
        return rest.isEmpty() ? List.of() : List.of(handover(Optional.empty(), Optional.of(piece.owner), rest));
    }

    private static List<Polygon> rest(Piece piece, List<Polygon> taken) {
        if (taken.isEmpty()) {
            return List.of(piece.area);
        }
        double missing = Surface.squareMetres(piece.area) - Overlay.squareMetres(taken);
        if (Math.abs(missing) < NOISE_SQUARE_METRES && areApart(taken)) {
            return List.of();
        }
        return Overlay.difference(piece.area, Overlay.union(taken, piece.area.getFactory()));
    }

    /** Whether parts lie side by side, as they do where no two grids claim the same area: then their areas add up. */
    private static boolean areApart(List<Polygon> parts) {
        for (Polygon part : parts) {
            Coordinate inside = part.getInteriorPoint().getCoordinate();
            for (Polygon other : parts) {
                if (other != part
                        && other.getEnvelopeInternal().covers(inside)
                        && SimplePointInAreaLocator.locate(inside, other) != Location.EXTERIOR) {
                    return false;
                }
            }
        }
        return true;
    }

    private Handover handover(Optional<GridCode> from, Optional<GridCode> to, List<Polygon> pieces) {
        return new Handover(level, from, to, Overlay.squareMetres(pieces), Overlay.together(pieces));
    }

    private static HPRtree index(List<Piece> pieces) {
        HPRtree index = new HPRtree();
        pieces.forEach(piece -> index.insert(piece.area.getEnvelopeInternal(), piece));
        index.build();
        return index;
    }

    private static List<Piece> near(Piece piece, HPRtree index) {
        List<Piece> near = new ArrayList<>();
        index.query(piece.area.getEnvelopeInternal(), item -> near.add((Piece) item));
        return near;
    }
}
