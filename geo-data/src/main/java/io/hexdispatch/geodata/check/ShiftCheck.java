package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.measure.LocalPlane;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.GreatCircle;
import io.hexdispatch.grid.coordinate.LonLat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.locationtech.jts.geom.Coordinate;

/**
 * Whether the file as a whole lies off the live map, as it does when its coordinates are in another system than it says.
 *
 * <p>Compared are the centroids of grids that both have. Some grids are redrawn, so the medians speak: of how far the file's centroids
 * lie from the live ones, and of how far they would lie if that were the shift of GCJ-02, of BD-09, or one common shift.
 */
final class ShiftCheck {
    /** How near the medians have to come to a shift that is known. */
    private static final double AGREEMENT_METRES = 50;
    /** What lies nearer than this to the live map does not lie off it. */
    private static final double SHIFT_METRES_MIN = 20;
    /** A common shift leaves less than this part of itself unexplained. */
    private static final double SCATTER_MAX = 0.25;
    /** One grid alone may have been redrawn. */
    private static final int COMMON_GRIDS_MIN = 3;
    /** More common grids than these would make the answer no surer. */
    private static final int COMMON_GRIDS_MAX = 2_000;

    private record Moved(LonLat live, LonLat drawn) {
        double metres() {
            return GreatCircle.metres(live, drawn);
        }

        double metresOff(CoordinateSystem system) {
            return GreatCircle.metres(system.fromWgs84(live), drawn);
        }
    }

    private final FindingLog log;

    ShiftCheck(FindingLog log) {
        this.log = log;
    }

    void check(List<Candidate> grids, BoundarySet live) {
        List<Moved> moved = moved(grids, live);
        if (moved.size() < COMMON_GRIDS_MIN) {
            return;
        }
        double metres = median(moved, Moved::metres);
        if (metres < SHIFT_METRES_MIN) {
            return;
        }
        double gcj02 = median(moved, pair -> pair.metresOff(CoordinateSystem.GCJ02));
        double bd09 = median(moved, pair -> pair.metresOff(CoordinateSystem.BD09));
        double east = median(moved, pair -> east(pair));
        double north = median(moved, pair -> north(pair));
        double scatter = median(moved, pair -> Math.hypot(east(pair) - east, north(pair) - north));
        String layer = grids.stream()
                .filter(Candidate::fromFile)
                .findFirst()
                .map(Candidate::layer)
                .orElse("");
        String common = moved.size() + " grids that the live map has too lie " + Figures.metres(metres)
                + " off it (the median)";
        // At the edge of both, the nearer one; and both before the common shift, which GCJ-02 is as well within a city.
        if (gcj02 <= AGREEMENT_METRES && gcj02 <= bd09 && 2 * gcj02 < metres) {
            log.add(shift(FindingKind.LIES_LIKE_GCJ02, layer, moved, metres)
                    .says(common + ", within " + Figures.metres(gcj02) + " of where GCJ-02 would put them. The file's"
                            + " coordinates are GCJ-02, it seems: load it with the coordinate system gcj02."));
        } else if (bd09 <= AGREEMENT_METRES && 2 * bd09 < metres) {
            log.add(shift(FindingKind.LIES_LIKE_BD09, layer, moved, metres)
                    .says(common + ", within " + Figures.metres(bd09) + " of where BD-09 would put them. The file's"
                            + " coordinates are BD-09, it seems: load it with the coordinate system bd09."));
        } else if (scatter < SCATTER_MAX * metres) {
            log.add(shift(FindingKind.LIES_OFF_THE_LIVE_MAP, layer, moved, metres)
                    .says(common + ", all of them the same way, " + Figures.metres(Math.abs(east))
                            + (east < 0 ? " west and " : " east and ") + Figures.metres(Math.abs(north))
                            + (north < 0 ? " south" : " north")
                            + ". Look at the coordinate system of the file, and at its datum."));
        }
    }

    private static FindingDraft shift(FindingKind kind, String layer, List<Moved> moved, double metres) {
        LonLat place = moved.get(0).drawn;
        return FindingDraft.ofAll(kind, layer)
                .at(new Coordinate(place.longitude(), place.latitude()))
                .metres(metres);
    }

    private static List<Moved> moved(List<Candidate> grids, BoundarySet live) {
        Map<String, Grid> byCode = new HashMap<>();
        live.grids().forEach(grid -> byCode.put(grid.code().value(), grid));
        List<Candidate> common = grids.stream()
                .filter(grid -> grid.fromFile() && grid.area().isPresent())
                .filter(grid -> grid.code()
                        .map(byCode::get)
                        .filter(other -> grid.isOf(other.level()))
                        .isPresent())
                .toList();
        // Every n-th, so that they lie all over the city.
        int stride = Math.max(1, common.size() / COMMON_GRIDS_MAX);
        List<Moved> moved = new ArrayList<>();
        for (int i = 0; i < common.size(); i += stride) {
            Candidate grid = common.get(i);
            Coordinate before = byCode.get(grid.code().orElseThrow())
                    .boundary()
                    .getCentroid()
                    .getCoordinate();
            Coordinate after = grid.area().orElseThrow().getCentroid().getCoordinate();
            if (before != null && after != null) {
                moved.add(new Moved(new LonLat(before.x, before.y), new LonLat(after.x, after.y)));
            }
        }
        return moved;
    }

    private static double east(Moved pair) {
        return (pair.drawn.longitude() - pair.live.longitude())
                * LocalPlane.METRES_PER_DEGREE
                * GreatCircle.cosine(pair.live.latitude());
    }

    private static double north(Moved pair) {
        return (pair.drawn.latitude() - pair.live.latitude()) * LocalPlane.METRES_PER_DEGREE;
    }

    private static double median(List<Moved> moved, ToDoubleFunction<Moved> measure) {
        double[] sorted = moved.stream().mapToDouble(measure).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
