package io.hexdispatch.geodata.check;

import io.hexdispatch.grid.coordinate.LonLat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/** A finding while it is put together. */
final class FindingDraft {
    private final FindingKind kind;
    private final String layer;
    private final long row;
    private final Optional<String> code;
    private final List<String> others = new ArrayList<>();
    private Optional<Severity> severity = Optional.empty();
    private Optional<LonLat> place = Optional.empty();
    private OptionalDouble metres = OptionalDouble.empty();
    private OptionalDouble squareMetres = OptionalDouble.empty();
    private Optional<Geometry> shape = Optional.empty();
    private String message = "";

    private FindingDraft(FindingKind kind, String layer, long row, Optional<String> code) {
        this.kind = kind;
        this.layer = layer;
        this.row = row;
        this.code = code;
    }

    static FindingDraft of(FindingKind kind, Candidate grid) {
        FindingDraft draft = new FindingDraft(kind, grid.layer(), grid.row(), grid.code());
        grid.area()
                .or(grid::boundary)
                .filter(shape -> !shape.isEmpty())
                .ifPresent(shape -> draft.at(shape.getEnvelopeInternal().centre()));
        return draft;
    }

    /** A finding about the file as a whole. */
    static FindingDraft ofAll(FindingKind kind, String layer) {
        return new FindingDraft(kind, layer, 0, Optional.empty());
    }

    /** Whatever the options say. */
    FindingDraft as(Severity known) {
        severity = Optional.of(known);
        return this;
    }

    /** Leaves the place open where the coordinate is nowhere on the earth. */
    FindingDraft at(Coordinate position) {
        place = position != null && Math.abs(position.x) <= 180 && Math.abs(position.y) <= 90
                ? Optional.of(new LonLat(position.x, position.y))
                : Optional.empty();
        return this;
    }

    FindingDraft with(Candidate other) {
        others.add(other.shortLabel());
        return this;
    }

    FindingDraft metres(double known) {
        metres = OptionalDouble.of(known);
        return this;
    }

    FindingDraft squareMetres(double known) {
        squareMetres = OptionalDouble.of(known);
        return this;
    }

    FindingDraft shape(Geometry known) {
        shape = Optional.of(known);
        return this;
    }

    FindingDraft says(String text) {
        message = text;
        return this;
    }

    Finding finding(CheckOptions options) {
        return new Finding(
                kind,
                severity.orElseGet(() -> options.severity(kind)),
                layer,
                row,
                code,
                others,
                place,
                metres,
                squareMetres,
                message,
                shape);
    }
}
