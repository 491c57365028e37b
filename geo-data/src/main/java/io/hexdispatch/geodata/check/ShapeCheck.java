package io.hexdispatch.geodata.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/** Each shape for itself: whether there is one, whether it is a valid area, and whether it lies in the country. */
final class ShapeCheck {
    private static final Envelope WORLD = new Envelope(-180, 180, -90, 90);

    private final CheckOptions options;

    ShapeCheck(CheckOptions options) {
        this.options = options;
    }

    /** A grid with the area that the other checks take it for, and what there is to say about its shape. */
    record Checked(Candidate grid, List<FindingDraft> findings) {}

    Checked check(Candidate grid) {
        List<FindingDraft> findings = new ArrayList<>();
        Optional<Geometry> area = grid.boundary().flatMap(boundary -> area(grid, boundary, findings));
        if (grid.boundary().isEmpty()) {
            findings.add(FindingDraft.of(FindingKind.SHAPE_EMPTY, grid)
                    .says("The row has no shape. Draw the boundary, or delete the row."));
        }
        return new Checked(grid.withArea(area), findings);
    }

    private Optional<Geometry> area(Candidate grid, Geometry boundary, List<FindingDraft> findings) {
        if (boundary.isEmpty()) {
            findings.add(FindingDraft.of(FindingKind.SHAPE_EMPTY, grid)
                    .says("The shape has no vertices. Draw the boundary, or delete the row."));
            return Optional.empty();
        }
        if (!(boundary instanceof Polygonal)) {
            findings.add(FindingDraft.of(FindingKind.SHAPE_NOT_AN_AREA, grid)
                    .at(boundary.getCoordinate())
                    .says("The shape is a " + boundary.getGeometryType() + "; a Polygon or MultiPolygon is wanted."));
            return Optional.empty();
        }
        Optional<Coordinate> notANumber = notANumber(boundary);
        if (notANumber.isPresent()) {
            findings.add(FindingDraft.of(FindingKind.SHAPE_INVALID, grid)
                    .says("A vertex has the coordinates " + notANumber.get().x + ", " + notANumber.get().y
                            + ", which are not numbers. No repair can know where it belongs."));
            return Optional.empty();
        }
        Envelope box = boundary.getEnvelopeInternal();
        if (!WORLD.contains(box)) {
            findings.add(FindingDraft.of(FindingKind.OUTSIDE_THE_COUNTRY, grid)
                    .as(Severity.ERROR)
                    .says("The coordinates, such as " + boundary.getCoordinate().x + ", " + boundary.getCoordinate().y
                            + ", are not longitude and latitude in degrees. Metres of a projection, it seems: name the"
                            + " coordinate system of the file."));
            return Optional.empty();
        }
        checkCountry(grid, box, findings);
        TopologyValidationError error = new IsValidOp(boundary).getValidationError();
        return error == null ? Optional.of(boundary) : repaired(grid, boundary, error, findings);
    }

    private void checkCountry(Candidate grid, Envelope box, List<FindingDraft> findings) {
        if (options.country().contains(box)) {
            return;
        }
        boolean swapped =
                options.country().contains(new Envelope(box.getMinY(), box.getMaxY(), box.getMinX(), box.getMaxX()));
        findings.add(FindingDraft.of(FindingKind.OUTSIDE_THE_COUNTRY, grid)
                .at(box.centre())
                .says("The grid lies at " + Figures.place(box.getMinX(), box.getMinY()) + " to "
                        + Figures.place(box.getMaxX(), box.getMaxY()) + ", not within the country. "
                        + (swapped
                                ? "Longitude and latitude are swapped, it seems."
                                : "Look at the coordinate system of the file.")));
    }

    private Optional<Geometry> repaired(
            Candidate grid, Geometry boundary, TopologyValidationError error, List<FindingDraft> findings) {
        ShapeRepair repair = ShapeRepair.of(boundary);
        String outcome = repair.repaired().isEmpty()
                ? "A repair would leave nothing of it."
                : "A repair would change its area by " + Figures.change(repair.squareMetresChange()) + " (from "
                        + Figures.squareMetres(repair.squareMetresBefore()) + ") and leave every vertex within "
                        + Figures.metres(repair.vertexMoveMetres()) + " of the border.";
        FindingDraft draft = FindingDraft.of(FindingKind.SHAPE_INVALID, grid)
                .at(error.getCoordinate())
                .squareMetres(Math.abs(repair.squareMetresChange()))
                .shape(boundary.getFactory().createPoint(error.getCoordinate()))
                .says(error.getMessage() + " at " + Figures.place(error.getCoordinate().x, error.getCoordinate().y)
                        + ". " + outcome);
        if (!repair.repaired().isEmpty()) {
            draft.metres(repair.vertexMoveMetres());
        }
        findings.add(draft);
        return Optional.of(repair.repaired()).filter(area -> !area.isEmpty());
    }

    private static Optional<Coordinate> notANumber(Geometry boundary) {
        NotANumber search = new NotANumber();
        boundary.apply(search);
        return Optional.ofNullable(search.found);
    }

    private static final class NotANumber implements CoordinateSequenceFilter {
        private Coordinate found;

        @Override
        public void filter(CoordinateSequence positions, int i) {
            if (!Double.isFinite(positions.getX(i)) || !Double.isFinite(positions.getY(i))) {
                found = positions.getCoordinateCopy(i);
            }
        }

        @Override
        public boolean isDone() {
            return found != null;
        }

        @Override
        public boolean isGeometryChanged() {
            return false;
        }
    }
}
