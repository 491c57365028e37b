package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.LayerFiles.SourceFile;
import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Envelope;

/**
 * Reads grids of any kind of GeoJSON of polygons, which makes one layer: a FeatureCollection, or features one after the other,
 * with the separator of RFC 8142 or without.
 *
 * <p>The file is walked through twice, because which properties there are and in which coordinate system may be said anywhere in
 * it. In memory there is one feature at a time.
 *
 * <p>The form in which the program writes and keeps whole cities is narrower; {@link GeoJsonReader} reads that.
 */
final class GeoJsonLayers {
    static final String FORMAT = "GeoJSON";

    private static final int FIELDS_MAX = 2_000;
    private static final int RECORD_SEPARATOR = 0x1E;

    private final ReadOptions options;
    private final ReadLimits limits;
    private final Findings findings;
    private final GridSink sink;

    GeoJsonLayers(ReadOptions options, ReadLimits limits, Findings findings, GridSink sink) {
        this.options = options;
        this.limits = limits;
        this.findings = findings;
        this.sink = sink;
    }

    /** Whether a file that begins with these bytes can be JSON. */
    static boolean canBe(byte[] start) {
        for (byte one : start) {
            boolean blankOrMark = one == ' '
                    || one == '\t'
                    || one == '\n'
                    || one == '\r'
                    || one == RECORD_SEPARATOR
                    || one == (byte) 0xEF
                    || one == (byte) 0xBB
                    || one == (byte) 0xBF;
            if (!blankOrMark) {
                return one == '{' || one == '[';
            }
        }
        return false;
    }

    LayerReading read(SourceFile file) throws IOException, InvalidBoundaryFileException {
        String layer = BoundaryFiles.layerName(file);
        Survey survey = survey(file);
        if (survey.features > limits.rowsMax()) {
            throw new InvalidBoundaryFileException(file.name() + ": there are " + survey.features
                    + " features; at most " + limits.rowsMax() + " are read");
        }
        CoordinateChoice system = system(file, survey);
        LayerFindings layerFindings = new LayerFindings(findings, layer);
        List<String> names = List.copyOf(survey.names);
        List<TableField> fields = names.stream().map(TableField::whole).toList();
        FieldMapping mapping = FieldMapping.of(fields, options, layerFindings);
        Set<String> wanted = mapping.names().values().stream().collect(Collectors.toSet());
        LayerDrawing drawing =
                new LayerDrawing(layer, mapping, system.toWgs84(), options.levelOf(layer), layerFindings, sink);
        sink.enterLayer(layer, survey.features);
        try (JsonCursor cursor = open(file)) {
            GeoJsonPolygons polygons = new GeoJsonPolygons(
                    cursor, RingAssembly.GEOMETRIES, system.toWgs84().fromDegrees(), limits.shapeVerticesMax());
            new GeoJsonFeatures(cursor, Optional.of(polygons), wanted::contains, feature -> {
                        IntFunction<String> values =
                                place -> feature.properties().get(names.get(place));
                        drawing.draw(feature.number(), OptionalLong.of(feature.offset()), values, () -> {
                            if (feature.geometry().isEmpty()) {
                                report(feature, layerFindings);
                            }
                            return feature.geometry();
                        });
                        return true;
                    })
                    .walk();
        }
        return new LayerReading(
                layer,
                FORMAT,
                drawing.rows(),
                0,
                Optional.empty(),
                system.choice(),
                system.toWgs84().uncertaintyMetres(),
                names,
                mapping.names(),
                false,
                false);
    }

    private static void report(GeoJsonFeatures.Feature feature, LayerFindings findings) {
        findings.rowError(
                feature.geometryProblem().isPresent() ? Kind.RECORD : Kind.NULL_SHAPE,
                OptionalLong.of(feature.offset()),
                feature.geometryProblem()
                        .map(problem -> problem + ". The shape is left out")
                        .orElse("the feature that begins at offset " + feature.offset()
                                + " has no geometry; a Polygon or MultiPolygon is wanted"),
                Optional.empty());
    }

    private CoordinateChoice system(SourceFile file, Survey survey) throws InvalidBoundaryFileException {
        if (options.coordinateSystem().isPresent() || survey.system != null) {
            Optional<CoordinateChoice.Stated> stated = Optional.ofNullable(survey.system)
                    .map(name -> new CoordinateChoice.Stated("the member \"crs\"", name));
            return CoordinateChoice.of(options, file.name(), stated, "", survey.box);
        }
        if (!survey.box.isNull() && !new Envelope(-180, 180, -180, 180).contains(survey.box)) {
            return CoordinateChoice.of(
                    options,
                    file.name(),
                    Optional.empty(),
                    "it has no member \"crs\", and the degrees that GeoJSON is in otherwise are not what it has",
                    survey.box);
        }
        ToWgs84 wgs84 = ToWgs84.unchanged("WGS 84");
        return new CoordinateChoice(
                wgs84, new Choice(wgs84.name(), "GeoJSON is in WGS 84 where it says nothing else (RFC 7946)"));
    }

    /** What has to be known before the first feature can be read. */
    private static final class Survey implements GeoJsonFeatures.Visitor {
        private final Set<String> names = new LinkedHashSet<>();
        private final Envelope box = new Envelope();
        private String system;
        private long features;

        @Override
        public boolean visit(GeoJsonFeatures.Feature feature) {
            features++;
            return true;
        }

        @Override
        public void coordinateSystem(String name) {
            if (system == null) {
                system = name;
            }
        }

        boolean note(String name) {
            if (names.size() < FIELDS_MAX) {
                names.add(name);
            }
            return false;
        }
    }

    private Survey survey(SourceFile file) throws IOException, InvalidBoundaryFileException {
        Survey survey = new Survey();
        try (JsonCursor cursor = open(file)) {
            new GeoJsonFeatures(cursor, Optional.empty(), survey::note, survey).walk();
        }
        try (JsonCursor cursor = open(file)) {
            GeoJsonPolygons polygons =
                    new GeoJsonPolygons(cursor, RingAssembly.GEOMETRIES, false, limits.shapeVerticesMax());
            new GeoJsonFeatures(cursor, Optional.of(polygons), name -> false, feature -> {
                        if (feature.geometry().isPresent()) {
                            survey.box.expandToInclude(feature.geometry().get().getEnvelopeInternal());
                        }
                        return survey.box.isNull();
                    })
                    .walk();
        }
        return survey;
    }

    private static JsonCursor open(SourceFile file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), 1 << 16);
        return JsonCursor.bounded(file.name(), new WithoutSeparators(in));
    }

    /** Makes blanks of the separators of RFC 8142, which stand in front of each text and can be in none. */
    private static final class WithoutSeparators extends FilterInputStream {
        WithoutSeparators(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            return one == RECORD_SEPARATOR ? ' ' : one;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int count = in.read(target, from, length);
            for (int i = from; i < from + count; i++) {
                if (target[i] == RECORD_SEPARATOR) {
                    target[i] = ' ';
                }
            }
            return count;
        }
    }
}
