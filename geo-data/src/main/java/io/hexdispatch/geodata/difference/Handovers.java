package io.hexdispatch.geodata.difference;

import io.hexdispatch.geodata.difference.BoundaryDifference.Handover;
import io.hexdispatch.geodata.measure.Overlay;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
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

    private final GridLevel level;
    private final List<Piece> lost = new ArrayList<>();
    private final List<Piece> gained = new ArrayList<>();

    Handovers(GridLevel level, List<Change> changes) {
        this.level = level;
        for (Change change : changes) {
            change.lost().forEach(area -> lost.add(new Piece(change.code(), (Polygon) area.norm())));
            change.gained().forEach(area -> gained.add(new Piece(change.code(), (Polygon) area.norm())));
        }
    }

    List<Handover> all() {
        HPRtree gainedByBox = index(gained);
        HPRtree lostByBox = index(lost);
        // One result for each lost piece, and one for what of each gained piece nobody had; then put together by who
        // and whom.
        Map<String, List<Polygon>> areas = new TreeMap<>();
        Map<String, Handover> ends = new HashMap<>();
        Stream.concat(
                        lost.parallelStream().flatMap(piece -> givenAway(piece, gainedByBox).stream()),
                        gained.parallelStream().flatMap(piece -> fromNobody(piece, lostByBox).stream()))
                .toList()
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

    private List<Handover> givenAway(Piece piece, HPRtree gainedByBox) {
        List<Piece> near = near(piece, gainedByBox);
        Optional<Piece> heir = near.stream().filter(piece::isSame).findFirst();
        if (heir.isPresent()) {
            return List.of(handover(Optional.of(piece.owner), Optional.of(heir.get().owner), List.of(piece.area)));
        }
        List<Handover> handovers = new ArrayList<>();
        List<Geometry> taken = new ArrayList<>();
        for (Piece other : near) {
            if (!other.owner.equals(piece.owner)) {
                List<Polygon> common = Overlay.intersection(piece.area, other.area);
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
        return handovers;
    }

    private List<Handover> fromNobody(Piece piece, HPRtree lostByBox) {
        List<Piece> near = near(piece, lostByBox);
        if (near.stream().anyMatch(piece::isSame)) {
            return List.of();
        }
        List<Geometry> given = new ArrayList<>();
        for (Piece other : near) {
            if (!other.owner.equals(piece.owner)) {
                given.addAll(Overlay.intersection(piece.area, other.area));
            }
        }
        List<Polygon> rest = rest(piece, given);
        return rest.isEmpty() ? List.of() : List.of(handover(Optional.empty(), Optional.of(piece.owner), rest));
    }

    private static List<Polygon> rest(Piece piece, List<Geometry> taken) {
        return taken.isEmpty()
                ? List.of(piece.area)
                : Overlay.difference(piece.area, Overlay.union(taken, piece.area.getFactory()));
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
