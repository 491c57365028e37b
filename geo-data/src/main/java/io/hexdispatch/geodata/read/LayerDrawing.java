package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.locationtech.jts.geom.Geometry;

/** Makes grids of the rows of one layer, whatever its format: attributes by the mapping, boundaries in WGS 84. */
final class LayerDrawing {
    /** A shape that its format has yet to read. */
    @FunctionalInterface
    interface Shape<E extends Exception> {
        /** The shape in the file's coordinates; empty if there is none that can be read, which is then a finding. */
        Optional<Geometry> read() throws E;
    }

    private final String layer;
    private final FieldMapping mapping;
    private final ToWgs84 toWgs84;
    private final Optional<String> levelOfLayer;
    private final LayerFindings findings;
    private final GridSink sink;
    private long rows;

    LayerDrawing(
            String layer,
            FieldMapping mapping,
            ToWgs84 toWgs84,
            Optional<String> levelOfLayer,
            LayerFindings findings,
            GridSink sink) {
        this.layer = layer;
        this.mapping = mapping;
        this.toWgs84 = toWgs84;
        this.levelOfLayer = levelOfLayer;
        this.findings = findings;
        this.sink = sink;
        findings.useSystem(toWgs84);
    }

    /**
     * Makes a grid of a row and passes it on.
     *
     * @param row from 1
     * @param values the text of a field by its place in the layer's list; null or blank for none
     * @param shape read after the row's code is known, so that what is wrong with it can be told with the code
     */
    <E extends Exception> void draw(long row, OptionalLong offset, IntFunction<String> values, Shape<E> shape)
            throws E {
        findings.enterRow(row, Optional.empty());
        Optional<String> code = value(GridField.CODE, values);
        findings.enterRow(row, code);
        Optional<String> name = value(GridField.NAME, values);
        Optional<String> level = value(GridField.LEVEL, values).or(() -> levelOfLayer);
        Optional<String> parent = value(GridField.PARENT, values);
        Optional<String> centre = value(GridField.CENTRE, values);
        Optional<Geometry> boundary = shape.read();
        if (boundary.isPresent()) {
            Optional<String> problem = toWgs84.turn(boundary.get());
            if (problem.isPresent()) {
                findings.rowError(Kind.COORDINATE, offset, problem.get() + ". The shape is left out", Optional.empty());
                boundary = Optional.empty();
            }
        }
        rows++;
        sink.accept(new DrawnGrid(layer, row, code, name, level, parent, centre, boundary));
    }

    /** How many grids were made. */
    long rows() {
        return rows;
    }

    private Optional<String> value(GridField field, IntFunction<String> values) {
        int place = mapping.place(field);
        String text = place < 0 ? null : values.apply(place);
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(text.strip());
    }
}
