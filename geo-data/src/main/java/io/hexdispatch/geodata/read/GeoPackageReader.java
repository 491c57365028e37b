package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.GeoPackageDatabase.FeatureTable;
import io.hexdispatch.geodata.read.GeoPackageDatabase.StatedSystem;
import io.hexdispatch.geodata.read.LayerFiles.SourceFile;
import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntFunction;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * Reads the layers of polygons of a GeoPackage. Rows are streamed; in memory there is one at a time.
 *
 * <p>Source: OGC 12-128r19, GeoPackage Encoding Standard.
 */
final class GeoPackageReader {
    static final String FORMAT = "GeoPackage";

    private static final int ROWS_FOR_GUESS_MAX = 1_000;

    private final ReadOptions options;
    private final ReadLimits limits;
    private final Findings findings;
    private final GridSink sink;

    GeoPackageReader(ReadOptions options, ReadLimits limits, Findings findings, GridSink sink) {
        this.options = options;
        this.limits = limits;
        this.findings = findings;
        this.sink = sink;
    }

    /** @param passedOver takes the names of layers that are not read because others were asked for */
    List<LayerReading> read(SourceFile file, Set<String> passedOver) throws InvalidBoundaryFileException {
        List<LayerReading> layers = new ArrayList<>();
        try (GeoPackageDatabase database = GeoPackageDatabase.open(file.path())) {
            for (FeatureTable table : database.featureTables()) {
                if (!options.layers().isEmpty() && !options.layers().contains(table.name())) {
                    passedOver.add(table.name());
                } else if (database.isPlainTable(table.name())) {
                    layers.add(read(file, database, table));
                } else {
                    passedOver.add(table.name());
                    new LayerFindings(findings, table.name())
                            .layerWarning(Kind.LAYER, "the layer is passed over: it is not a plain table of the file");
                }
            }
        } catch (SQLException e) {
            throw damaged(file.name(), e);
        }
        return layers;
    }

    private LayerReading read(SourceFile file, GeoPackageDatabase database, FeatureTable table)
            throws SQLException, InvalidBoundaryFileException {
        long rows = database.count(table.name());
        String place = file.name() + ", layer " + table.name();
        if (rows > limits.rowsMax()) {
            throw new InvalidBoundaryFileException(
                    place + ": there are " + rows + " rows; at most " + limits.rowsMax() + " are read");
        }
        List<String> columns = database.columns(table.name());
        columns.removeIf(column -> column.equalsIgnoreCase(table.geometryColumn()));
        LayerFindings layerFindings = new LayerFindings(findings, table.name());
        List<TableField> fields = columns.stream().map(TableField::whole).toList();
        FieldMapping mapping = FieldMapping.of(fields, options, layerFindings);
        CoordinateChoice system = system(place, database, table);
        LayerDrawing drawing = new LayerDrawing(
                table.name(), mapping, system.toWgs84(), options.levelOf(table.name()), layerFindings, sink);
        GeoPackageGeometry geometries = new GeoPackageGeometry(limits, layerFindings);
        sink.enterLayer(table.name(), rows);
        List<String> wanted = List.copyOf(mapping.names().values());
        long row = 0;
        try (Statement statement = database.rows(table, wanted);
                ResultSet values = statement.getResultSet()) {
            while (values.next()) {
                String[] texts = texts(values, wanted.size());
                byte[] geometry = values.getBytes(1);
                IntFunction<String> text = field -> texts[wanted.indexOf(columns.get(field))];
                drawing.draw(++row, OptionalLong.empty(), text, () -> geometries.read(geometry));
            }
        } catch (SQLException e) {
            throw damaged(place + ", row " + (row + 1), e);
        }
        return new LayerReading(
                table.name(),
                FORMAT,
                drawing.rows(),
                0,
                Optional.empty(),
                system.choice(),
                system.toWgs84().uncertaintyMetres(),
                columns,
                mapping.names(),
                geometries.hadHeights(),
                geometries.hadMeasures());
    }

    private static String[] texts(ResultSet values, int count) throws SQLException {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            Object value = values.getObject(i + 2);
            texts[i] = value instanceof Number
                    ? NumberText.plain(value.toString())
                    : value instanceof String text ? text : null;
        }
        return texts;
    }

    private CoordinateChoice system(String place, GeoPackageDatabase database, FeatureTable table)
            throws SQLException, InvalidBoundaryFileException {
        Optional<StatedSystem> stated = database.system(table.systemId());
        String missing = "its srs_id is " + table.systemId()
                + (stated.isPresent() ? " (" + stated.get().name() + ")" : ", which the file does not define");
        boolean defined = stated.isPresent() && table.systemId() > 0;
        Envelope box = defined || options.coordinateSystem().isPresent() ? new Envelope() : box(database, table);
        return CoordinateChoice.of(
                options,
                place,
                defined
                        ? Optional.of(new CoordinateChoice.Stated("gpkg_spatial_ref_sys", text(stated.get())))
                        : Optional.empty(),
                missing,
                box);
    }

    /** The number in EPSG's register where there is one, else the definition. */
    private static String text(StatedSystem system) {
        boolean epsg = system.organization().toUpperCase(Locale.ROOT).equals("EPSG");
        boolean known = epsg
                && system.code() <= Integer.MAX_VALUE
                && RegisteredSystems.wkt((int) system.code()).isPresent();
        boolean undefined = system.definition().isBlank() || system.definition().equals("undefined");
        return known || (epsg && undefined) ? "EPSG:" + system.code() : system.definition();
    }

    private Envelope box(GeoPackageDatabase database, FeatureTable table) throws SQLException {
        Envelope box = new Envelope();
        GeoPackageGeometry geometries =
                new GeoPackageGeometry(limits, new LayerFindings(new Findings(0), table.name()));
        try (Statement statement = database.rows(table, List.of());
                ResultSet values = statement.getResultSet()) {
            for (int row = 0; row < ROWS_FOR_GUESS_MAX && values.next(); row++) {
                geometries
                        .read(values.getBytes(1))
                        .map(Geometry::getEnvelopeInternal)
                        .ifPresent(box::expandToInclude);
            }
        }
        return box;
    }

    private static InvalidBoundaryFileException damaged(String place, SQLException e) {
        return new InvalidBoundaryFileException(
                place + ": the GeoPackage is damaged, or not one: " + e.getMessage(), e);
    }
}
