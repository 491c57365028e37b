package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.LayerFiles.SourceFile;
import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.locationtech.jts.geom.Envelope;

/**
 * Reads the polygons of one ESRI Shapefile: .shp with .shx, .dbf, .prj and .cpg, each of which but the first may be missing.
 *
 * <p>Rows are streamed; in memory there is one at a time, and the offsets of all.
 */
final class ShapefileReader {
    static final String FORMAT = "ESRI Shapefile";

    private static final int FILE_CODE = 9994;
    private static final int VERSION = 1000;
    private static final int SIDE_FILE_BYTES_MAX = 100_000;
    private static final int RECORDS_FOR_GUESS_MAX = 1_000;

    private final ReadOptions options;
    private final ReadLimits limits;
    private final Findings findings;
    private final GridSink sink;

    ShapefileReader(ReadOptions options, ReadLimits limits, Findings findings, GridSink sink) {
        this.options = options;
        this.limits = limits;
        this.findings = findings;
        this.sink = sink;
    }

    /** The type of shapes that a main file says it has. */
    static int shapeType(SourceFile main) throws IOException, InvalidBoundaryFileException {
        try (FileBytes shapes = new FileBytes(main.path())) {
            return shapeType(main.name(), shapes);
        }
    }

    private static int shapeType(String name, FileBytes shapes) throws IOException, InvalidBoundaryFileException {
        if (shapes.size() < ShapeRecords.FILE_HEADER_BYTES) {
            throw new InvalidBoundaryFileException(name + ", offset " + shapes.size()
                    + ": the file ends within the header of a shapefile, which has "
                    + ShapeRecords.FILE_HEADER_BYTES + " bytes");
        }
        int fileCode = shapes.bigEndianInt(0);
        if (fileCode != FILE_CODE) {
            throw new InvalidBoundaryFileException(name + ", offset 0: the file begins with " + fileCode + "; "
                    + FILE_CODE + " is wanted, with which every shapefile begins");
        }
        return shapes.littleEndianInt(32);
    }

    LayerReading read(LayerFiles files) throws IOException, InvalidBoundaryFileException {
        SourceFile main = files.file("shp").orElseThrow();
        LayerFindings layerFindings = new LayerFindings(findings, files.name());
        try (FileBytes shapes = new FileBytes(main.path());
                FileBytes index = open(files.file("shx"));
                FileBytes tableBytes = open(files.file("dbf"))) {
            int type = shapeType(main.name(), shapes);
            if (!ShapeKind.isPolygon(type) && !ShapeKind.isNull(type)) {
                throw new InvalidBoundaryFileException(main.name() + ", offset 32: the shapes are of type "
                        + ShapeKind.shown(type) + "; 5 (Polygon), 15 (PolygonZ) or 25 (PolygonM) is wanted");
            }
            if (shapes.littleEndianInt(28) != VERSION) {
                layerFindings.layerWarning(
                        Kind.FILE,
                        28,
                        main.name() + ": the version is " + shapes.littleEndianInt(28) + "; " + VERSION + " is wanted");
            }
            Optional<DbaseTable> table = tableBytes == null
                    ? Optional.empty()
                    : Optional.of(
                            DbaseTable.open(files.file("dbf").orElseThrow().name(), tableBytes, layerFindings));
            ShapeRecords records = ShapeRecords.find(
                    main.name(),
                    shapes,
                    Optional.ofNullable(index),
                    table.map(DbaseTable::rows).orElse(-1L),
                    limits.rowsMax(),
                    layerFindings);
            CoordinateChoice system = system(files, shapes, records);
            return read(
                    files,
                    table,
                    new PolygonRecords(shapes, records, limits, layerFindings),
                    records,
                    system,
                    layerFindings);
        }
    }

    private LayerReading read(
            LayerFiles files,
            Optional<DbaseTable> table,
            PolygonRecords polygons,
            ShapeRecords records,
            CoordinateChoice system,
            LayerFindings layerFindings)
            throws IOException {
        Optional<TextEncoding> encoding = Optional.empty();
        List<TableField> fields = List.of();
        if (table.isPresent()) {
            TextEncoding chosen = TextEncoding.choose(options.encoding(), cpg(files), table.get(), layerFindings);
            encoding = Optional.of(chosen);
            fields = fields(table.get(), chosen);
            compareCounts(table.get().rows(), records.count(), layerFindings);
        } else {
            layerFindings.layerError(Kind.FILE, "there is no .dbf, so that no grid has a code");
        }
        FieldMapping mapping = FieldMapping.of(fields, options, layerFindings);
        LayerDrawing drawing = new LayerDrawing(
                files.name(), mapping, system.toWgs84(), options.levelOf(files.name()), layerFindings, sink);
        sink.enterLayer(files.name(), records.count());
        long deleted = 0;
        for (int i = 0; i < records.count(); i++) {
            int record = i;
            OptionalLong offset = OptionalLong.of(records.offset(i));
            if (table.isEmpty() || i >= table.get().rows()) {
                drawing.draw(i + 1L, offset, field -> null, () -> polygons.read(record));
            } else if (table.get().enter(i)) {
                DbaseRow row = new DbaseRow(table.get(), i, encoding.orElseThrow(), layerFindings);
                drawing.draw(i + 1L, offset, row::text, () -> polygons.read(record));
            } else {
                deleted++;
            }
        }
        return new LayerReading(
                files.name(),
                FORMAT,
                drawing.rows(),
                deleted,
                encoding.map(TextEncoding::choice),
                system.choice(),
                system.toWgs84().uncertaintyMetres(),
                fields.stream().map(TableField::name).toList(),
                mapping.names(),
                polygons.hadHeights(),
                polygons.hadMeasures());
    }

    private static void compareCounts(long rows, int shapes, LayerFindings findings) {
        if (rows < shapes) {
            findings.layerError(
                    Kind.TABLE,
                    "the .dbf has " + rows + " rows and the .shp " + shapes + " shapes; from row " + (rows + 1)
                            + " on they have no attributes");
        } else if (rows > shapes) {
            findings.layerError(
                    Kind.TABLE,
                    "the .dbf has " + rows + " rows and the .shp " + shapes + " shapes; from row " + (shapes + 1)
                            + " on there are no shapes, and these rows are left out");
        }
    }

    private CoordinateChoice system(LayerFiles files, FileBytes shapes, ShapeRecords records)
            throws IOException, InvalidBoundaryFileException {
        Optional<SourceFile> projection = files.file("prj");
        Optional<String> wkt = projection.isPresent() ? Optional.of(text(projection.get())) : Optional.empty();
        String main = files.file("shp").orElseThrow().name();
        Envelope box =
                options.coordinateSystem().isPresent() || wkt.isPresent() ? new Envelope() : box(shapes, records);
        return CoordinateChoice.of(
                options,
                projection.map(SourceFile::name).orElse(main),
                wkt.map(text -> new CoordinateChoice.Stated("the .prj", text)),
                "there is no .prj beside it",
                box);
    }

    /** The box of the first shapes, which does not lie where the header's may. */
    private static Envelope box(FileBytes shapes, ShapeRecords records) throws IOException {
        Envelope box = new Envelope();
        for (int i = 0; i < Math.min(records.count(), RECORDS_FOR_GUESS_MAX); i++) {
            long content = records.offset(i) + ShapeRecords.RECORD_HEADER_BYTES;
            if (shapes.size() - content < 36 || !ShapeKind.isPolygon(shapes.littleEndianInt(content))) {
                continue;
            }
            double[] corners = new double[4];
            shapes.littleEndianDoubles(content + 4, corners);
            if (Double.isFinite(corners[0] + corners[1] + corners[2] + corners[3])) {
                box.expandToInclude(new Envelope(corners[0], corners[2], corners[1], corners[3]));
            }
        }
        return box;
    }

    private static List<TableField> fields(DbaseTable table, TextEncoding encoding) {
        List<TableField> fields = new ArrayList<>();
        for (DbaseTable.Field field : table.fields()) {
            byte[] name = field.name();
            fields.add(new TableField(
                    encoding.decode(name, 0, name.length), name.length >= DbaseTable.FIELD_NAME_CHARACTERS - 1));
        }
        return fields;
    }

    private static Optional<String> cpg(LayerFiles files) throws IOException {
        Optional<SourceFile> file = files.file("cpg");
        return file.isPresent() ? Optional.of(text(file.get())) : Optional.empty();
    }

    private static String text(SourceFile file) throws IOException {
        try (InputStream in = Files.newInputStream(file.path())) {
            return new String(in.readNBytes(SIDE_FILE_BYTES_MAX), StandardCharsets.UTF_8).replace("\uFEFF", "");
        }
    }

    private static FileBytes open(Optional<SourceFile> file) throws IOException {
        return file.isPresent() ? new FileBytes(file.get().path()) : null;
    }
}
