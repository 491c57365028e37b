package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.measure.Overlay;
import io.hexdispatch.geodata.measure.Surface;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.hprtree.HPRtree;

/**
 * The grids of one level side by side: the same shape twice, and overlaps.
 *
 * <p>Overlays are costly, so they are worked out only where edges are out of balance (see {@link EdgeBalance}): first for each grid with
 * such an edge and whatever lies at that edge; then, because an overlap can reach on behind grids whose own edges are all shared, for
 * whatever lies in an overlap found, until nothing new turns up.
 */
final class CoverageCheck {
    /** A file in which everything lies on everything is not worked through: its first findings say enough. */
    private static final int PAIRS_PER_GRID_MAX = 64;

    private record Edges(List<Envelope> unbalanced, long fingerprint) {}

    private record Overlapping(int first, int second, List<Polygon> pieces) {}

    private final FindingLog log;
    private final CheckProgress progress;
    private final String level;
    private final List<Candidate> grids;
    private final HPRtree byBox = new HPRtree();
    private final Set<Long> seen = new HashSet<>();

    /** @param grids those of one level that have an area */
    CoverageCheck(FindingLog log, CheckProgress progress, GridLevel level, List<Candidate> grids) {
        this.log = log;
        this.progress = progress;
        this.grids = grids;
        this.level = level.name().toLowerCase(Locale.ROOT);
        for (int i = 0; i < grids.size(); i++) {
            byBox.insert(area(i).getEnvelopeInternal(), i);
        }
        byBox.build();
    }

    void check() {
        List<Edges> edges = edges();
        findDoubles(edges);
        List<Long> pairs = new ArrayList<>();
        for (int i = 0; i < grids.size(); i++) {
            for (Envelope box : edges.get(i).unbalanced) {
                addPairs(i, box, pairs);
            }
        }
        long done = 0;
        while (!pairs.isEmpty()) {
            List<Long> next = new ArrayList<>();
            Chunks.run("overlaps of level " + level, done, pairs, progress, this::overlay, overlapping -> {
                if (!overlapping.pieces.isEmpty()) {
                    report(overlapping);
                    for (Polygon piece : overlapping.pieces) {
                        addPairs(overlapping.first, piece.getEnvelopeInternal(), next);
                        addPairs(overlapping.second, piece.getEnvelopeInternal(), next);
                    }
                }
            });
            done += pairs.size();
            pairs = next;
        }
    }

    private List<Edges> edges() {
        int vertices = grids.stream()
                .mapToInt(grid -> grid.area().orElseThrow().getNumPoints())
                .sum();
        EdgeBalance balance = new EdgeBalance(vertices / 2);
        for (int i = 0; i < grids.size(); i++) {
            RingEdges.add(area(i), balance, 1);
        }
        List<Edges> edges = new ArrayList<>(grids.size());
        Chunks.run(
                "edges of level " + level,
                IntStream.range(0, grids.size()).boxed().toList(),
                progress,
                i -> new Edges(RingEdges.unbalanced(area(i), balance), RingEdges.fingerprint(area(i))),
                edges::add);
        return edges;
    }

    private void findDoubles(List<Edges> edges) {
        Map<Long, Integer> first = new HashMap<>();
        for (int i = 0; i < grids.size(); i++) {
            Integer twin = first.putIfAbsent(edges.get(i).fingerprint, i);
            if (twin != null && area(i).norm().equalsExact(area(twin).norm())) {
                seen.add(pair(twin, i));
                log.add(FindingDraft.of(FindingKind.DOUBLE, grids.get(i))
                        .at(area(i).getInteriorPoint().getCoordinate())
                        .with(grids.get(twin))
                        .squareMetres(Surface.squareMetres(area(i)))
                        .shape(area(i))
                        .says("The grid has the same shape as "
                                + grids.get(twin).label() + ". Delete one of the two, or draw where they part."));
            }
        }
    }

    private void addPairs(int grid, Envelope box, List<Long> pairs) {
        byBox.query(box, item -> {
            int other = (int) item;
            if (other != grid
                    && seen.size() < (long) PAIRS_PER_GRID_MAX * grids.size()
                    && area(other).getEnvelopeInternal().intersects(box)
                    && seen.add(pair(grid, other))) {
                pairs.add(pair(grid, other));
                if (seen.size() == (long) PAIRS_PER_GRID_MAX * grids.size()) {
                    log.note("So many grids of level " + level
                            + " lie on each other that the search for overlaps was broken off after " + seen.size()
                            + " pairs; there are more than are counted.");
                }
            }
        });
    }

    private Overlapping overlay(long pair) {
        int first = (int) (pair >>> 32);
        int second = (int) pair;
        return new Overlapping(first, second, Overlay.intersection(area(first), area(second)));
    }

    private void report(Overlapping overlapping) {
        Candidate first = grids.get(overlapping.first);
        Candidate second = grids.get(overlapping.second);
        for (Polygon piece : overlapping.pieces) {
            double width = Surface.meanWidthMetres(piece);
            double area = Surface.squareMetres(piece);
            boolean sliver = width <= log.options().toleranceMetres();
            log.add(FindingDraft.of(sliver ? FindingKind.SLIVER_OVERLAP : FindingKind.OVERLAP, first)
                    .with(second)
                    .at(piece.getInteriorPoint().getCoordinate())
                    .metres(width)
                    .squareMetres(area)
                    .shape(piece)
                    .says(first.label() + " and " + second.label() + " both claim " + Figures.squareMetres(area)
                            + ", on average " + Figures.metres(width) + " wide. "
                            + (sliver
                                    ? "Snap the vertices of the two borders."
                                    : "Draw the border between them anew.")));
        }
    }

    private Geometry area(int i) {
        return grids.get(i).area().orElseThrow();
    }

    private static long pair(int a, int b) {
        return (long) Math.min(a, b) << 32 | Math.max(a, b);
    }
}
