package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.ReadFinding.Kind;
import io.hexdispatch.geodata.read.ReadFinding.Severity;
import io.hexdispatch.grid.coordinate.LonLat;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes what is found about one layer, and knows in which row the reader is. */
final class LayerFindings {
    private final Findings findings;
    private final String layer;
    private long row;
    private Optional<String> code = Optional.empty();
    private Optional<ToWgs84> toWgs84 = Optional.empty();

    LayerFindings(Findings findings, String layer) {
        this.findings = findings;
        this.layer = layer;
    }

    /** Says in what system the positions of the layer are, so that findings can be given a place on the earth. */
    void useSystem(ToWgs84 system) {
        toWgs84 = Optional.of(system);
    }

    /** Where a position of the layer is on the earth, as far as that is known. */
    Optional<LonLat> place(double x, double y) {
        return toWgs84.flatMap(system -> system.place(x, y));
    }

    /** Says that what is found from now on is about this row. */
    void enterRow(long number, Optional<String> codeOfRow) {
        row = number;
        code = codeOfRow;
    }

    void layerError(Kind kind, String message) {
        add(Severity.ERROR, kind, 0, OptionalLong.empty(), Optional.empty(), message, Optional.empty());
    }

    void layerError(Kind kind, long offset, String message) {
        add(Severity.ERROR, kind, 0, OptionalLong.of(offset), Optional.empty(), message, Optional.empty());
    }

    void layerWarning(Kind kind, String message) {
        add(Severity.WARNING, kind, 0, OptionalLong.empty(), Optional.empty(), message, Optional.empty());
    }

    void layerWarning(Kind kind, long offset, String message) {
        add(Severity.WARNING, kind, 0, OptionalLong.of(offset), Optional.empty(), message, Optional.empty());
    }

    void rowError(Kind kind, OptionalLong offset, String message, Optional<LonLat> place) {
        add(Severity.ERROR, kind, row, offset, code, message, place);
    }

    void rowWarning(Kind kind, OptionalLong offset, String message, Optional<LonLat> place) {
        add(Severity.WARNING, kind, row, offset, code, message, place);
    }

    private void add(
            Severity severity,
            Kind kind,
            long ofRow,
            OptionalLong offset,
            Optional<String> ofCode,
            String message,
            Optional<LonLat> place) {
        findings.add(new ReadFinding(severity, kind, layer, ofRow, offset, ofCode, message, place));
    }
}
