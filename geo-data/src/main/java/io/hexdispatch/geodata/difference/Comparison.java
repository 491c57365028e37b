package io.hexdispatch.geodata.difference;

import io.hexdispatch.geodata.difference.BoundaryDifference.Handover;
import io.hexdispatch.geodata.difference.BoundaryDifference.Moved;
import io.hexdispatch.geodata.difference.BoundaryDifference.Renamed;
import io.hexdispatch.geodata.difference.BoundaryDifference.Reparented;
import io.hexdispatch.geodata.measure.Overlay;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** Pairs the grids of two sets by level and code, and overlays those that changed, and only those. */
final class Comparison {
    private record Key(GridLevel level, GridCode code) {}

    private record Pair(Key key, Optional<Grid> before, Optional<Grid> after) {}

    private final BoundarySet before;
    private final BoundarySet after;

    Comparison(BoundarySet before, BoundarySet after) {
        this.before = before;
        this.after = after;
    }

    BoundaryDifference difference() {
        List<Pair> pairs = pairs();
        List<Change> changes = pairs.parallelStream()
                .map(Comparison::change)
                .flatMap(Optional::stream)
                .toList();
        List<Moved> moved = new ArrayList<>();
        List<Handover> handovers = new ArrayList<>();
        for (GridLevel level : GridLevel.values()) {
            List<Change> ofLevel =
                    changes.stream().filter(change -> change.level() == level).toList();
            if (!ofLevel.isEmpty()) {
                handovers.addAll(new Handovers(level, ofLevel).all());
            }
        }
        for (Change change : changes) {
            change.moved().ifPresent(moved::add);
        }
        return new BoundaryDifference(
                before.version(),
                after.version(),
                pairs.stream()
                        .filter(pair -> pair.before.isEmpty())
                        .map(pair -> pair.after.orElseThrow())
                        .toList(),
                pairs.stream()
                        .filter(pair -> pair.after.isEmpty())
                        .map(pair -> pair.before.orElseThrow())
                        .toList(),
                renamed(pairs),
                moved,
                reparented(pairs),
                handovers);
    }

    private List<Pair> pairs() {
        Map<Key, Grid> grids = byKey(before);
        Map<Key, Grid> others = byKey(after);
        Set<Key> keys = new LinkedHashSet<>(grids.keySet());
        keys.addAll(others.keySet());
        return keys.stream()
                .map(key -> new Pair(key, Optional.ofNullable(grids.get(key)), Optional.ofNullable(others.get(key))))
                .toList();
    }

    private static Map<Key, Grid> byKey(BoundarySet boundaries) {
        Map<Key, Grid> grids = new LinkedHashMap<>();
        boundaries.grids().forEach(grid -> grids.put(new Key(grid.level(), grid.code()), grid));
        return grids;
    }

    private static Optional<Change> change(Pair pair) {
        if (pair.before.isPresent() && pair.after.isPresent()) {
            Geometry old = pair.before.get().boundary();
            Geometry drawn = pair.after.get().boundary();
            if (old.equalsExact(drawn) || old.norm().equalsExact(drawn.norm())) {
                return Optional.empty();
            }
            Change change = change(pair.after.get(), old, drawn);
            return change.lost().isEmpty() && change.gained().isEmpty() ? Optional.empty() : Optional.of(change);
        }
        return Optional.of(
                pair.before.isPresent()
                        ? new Change(pair.before.get(), false, normal(polygons(pair.before.get())), List.of())
                        : new Change(pair.after.get(), false, List.of(), normal(polygons(pair.after.get()))));
    }

    private static Change change(Grid grid, Geometry old, Geometry drawn) {
        if (old instanceof Polygon first && drawn instanceof Polygon other) {
            Optional<RingCrossings.Pieces> pieces = RingCrossings.pieces(first, other);
            if (pieces.isPresent()) {
                return new Change(
                        grid,
                        true,
                        notable(pieces.get().ofFirst()),
                        notable(pieces.get().ofOther()));
            }
        }
        return new Change(grid, true, normal(Overlay.difference(old, drawn)), normal(Overlay.difference(drawn, old)));
    }

    /** Without rounding errors, and in the form in which pieces are compared. */
    private static List<Polygon> notable(List<Polygon> pieces) {
        return normal(pieces.stream().filter(Overlay::isMoreThanNoise).toList());
    }

    private static List<Polygon> normal(List<Polygon> pieces) {
        return pieces.stream().map(piece -> (Polygon) piece.norm()).toList();
    }

    private static List<Polygon> polygons(Grid grid) {
        List<Polygon> polygons = new ArrayList<>();
        for (int part = 0; part < grid.boundary().getNumGeometries(); part++) {
            polygons.add((Polygon) grid.boundary().getGeometryN(part));
        }
        return polygons;
    }

    private static List<Renamed> renamed(List<Pair> pairs) {
        List<Renamed> renamed = new ArrayList<>();
        for (Pair pair : pairs) {
            if (pair.before.isPresent()
                    && pair.after.isPresent()
                    && !pair.before.get().name().equals(pair.after.get().name())) {
                renamed.add(new Renamed(
                        pair.key.code,
                        pair.key.level,
                        pair.before.get().name(),
                        pair.after.get().name()));
            }
        }
        return renamed;
    }

    private static List<Reparented> reparented(List<Pair> pairs) {
        List<Reparented> reparented = new ArrayList<>();
        for (Pair pair : pairs) {
            if (pair.before.isPresent()
                    && pair.after.isPresent()
                    && !pair.before.get().parent().equals(pair.after.get().parent())) {
                reparented.add(new Reparented(
                        pair.key.code,
                        pair.key.level,
                        pair.after.get().name(),
                        pair.before.get().parent(),
                        pair.after.get().parent()));
            }
        }
        return reparented;
    }
}
