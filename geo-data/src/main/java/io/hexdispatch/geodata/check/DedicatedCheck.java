package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.measure.Overlay;
import io.hexdispatch.geodata.measure.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.hprtree.HPRtree;

/**
 * The dedicated grids, which lie over the hierarchy and tile nothing: which of them overlap. That may be meant, as of a station in an
 * airport; but then the lower code answers, and somebody should know.
 */
final class DedicatedCheck {
    private final FindingLog log;
    private final CheckProgress progress;
    private final List<Candidate> grids;
    private final HPRtree byBox = new HPRtree();

    /** @param grids the dedicated grids that have an area */
    DedicatedCheck(FindingLog log, CheckProgress progress, List<Candidate> grids) {
        this.log = log;
        this.progress = progress;
        this.grids = grids;
        for (int i = 0; i < grids.size(); i++) {
            byBox.insert(grids.get(i).area().orElseThrow().getEnvelopeInternal(), i);
        }
        byBox.build();
    }

    void check() {
        Chunks.run(
                "overlaps of dedicated grids",
                IntStream.range(0, grids.size()).boxed().toList(),
                progress,
                this::overlaps,
                log::addAll);
    }

    private List<FindingDraft> overlaps(int i) {
        Candidate grid = grids.get(i);
        List<Integer> nearby = new ArrayList<>();
        byBox.query(grid.area().orElseThrow().getEnvelopeInternal(), item -> nearby.add((Integer) item));
        List<FindingDraft> findings = new ArrayList<>();
        nearby.stream().filter(other -> other < i).sorted().forEach(j -> {
            Candidate other = grids.get(j);
            List<Polygon> pieces = Overlay.intersection(
                            grid.area().orElseThrow(), other.area().orElseThrow())
                    .stream()
                    .filter(piece ->
                            Surface.meanWidthMetres(piece) > log.options().toleranceMetres())
                    .toList();
            if (!pieces.isEmpty()) {
                double area = Overlay.squareMetres(pieces);
                findings.add(FindingDraft.of(FindingKind.DEDICATED_OVERLAP, grid)
                        .with(other)
                        .at(pieces.get(0).getInteriorPoint().getCoordinate())
                        .squareMetres(area)
                        .shape(Overlay.together(pieces))
                        .says(grid.label() + " and " + other.label() + " overlap by " + Figures.squareMetres(area)
                                + "; there the one with the lower code will answer. Is that meant?"));
            }
        });
        return findings;
    }
}
