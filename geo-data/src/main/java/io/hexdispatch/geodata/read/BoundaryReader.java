package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.LayerFiles.SourceFile;
import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The one way in for boundary files: reads the grids that a file draws, whatever its format, and says how it understood it.
 *
 * <p>A file is an ESRI Shapefile (a zip of one or several, or one of its loose files), a GeoPackage, a GeoJSON FeatureCollection
 * or features in GeoJSON one after the other, each also within a zip or folder. Texts come out right by the encoding that the file
 * states or shows, coordinates in WGS 84 degrees, longitude first, by the system that it states.
 *
 * <p>Grids are passed on as they are read, with whatever is wrong with them; of the file as a whole no more is kept in memory than
 * where its records stand. What is unpacked goes to a temporary folder, which is gone when {@link #read} returns or throws.
 *
 * <p>Takes seconds for a city: call it on a worker thread. Any number of threads may read at once.
 */
public final class BoundaryReader {
    private static final int MAGIC_BYTES = 64;
    private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SHAPEFILE = {0, 0, 0x27, 0x0A};

    private final ReadLimits limits;
    private final Path temporaryFolders;

    public BoundaryReader() {
        this(ReadLimits.DEFAULTS, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @param temporaryFolders where zips are unpacked, each in a folder of its own */
    public BoundaryReader(ReadLimits limits, Path temporaryFolders) {
        this.limits = limits;
        this.temporaryFolders = temporaryFolders;
    }

    /**
     * Reads a file, or the files in a folder.
     *
     * @param sink takes the grids, layer by layer and row by row; what it throws comes out of here
     * @return how the file was understood, and what was found wrong with single rows
     * @throws InvalidBoundaryFileException if the file cannot be read at all, or it is not known in which coordinate system it
     *     is; grids may have been passed on before
     * @throws IOException if it cannot be opened, or a disk fails
     */
    public BoundaryReading read(Path file, ReadOptions options, GridSink sink)
            throws IOException, InvalidBoundaryFileException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        Findings findings = new Findings(limits.findingsOfAKindMax());
        List<LayerReading> layers = new ArrayList<>();
        if (Files.isDirectory(file)) {
            readAll(file, BoundaryFiles.ofFolder(name(file), file, limits), options, findings, sink, layers);
        } else {
            readOne(file, options, findings, sink, layers);
        }
        return new BoundaryReading(name(file), List.copyOf(layers), findings.all());
    }

    private void readOne(Path file, ReadOptions options, Findings findings, GridSink sink, List<LayerReading> layers)
            throws IOException, InvalidBoundaryFileException {
        byte[] magic = magic(file);
        if (magic.length == 0) {
            throw new InvalidBoundaryFileException(name(file) + ", offset 0: the file is empty");
        }
        if (magic[0] == 'P' && magic.length > 1 && magic[1] == 'K') {
            try (TemporaryFolder folder = new TemporaryFolder(temporaryFolders)) {
                List<SourceFile> unpacked = new ZipUnpacking(file, limits).into(folder.path());
                readAll(file, BoundaryFiles.of(name(file), unpacked), options, findings, sink, layers);
            }
        } else if (startsWith(magic, SQLITE)) {
            SourceFile source = new SourceFile(name(file), file);
            readAll(file, new BoundaryFiles(List.of(), List.of(source), List.of()), options, findings, sink, layers);
        } else if (startsWith(magic, SHAPEFILE) || BoundaryFiles.isPartOfShapefile(name(file))) {
            readAll(file, BoundaryFiles.besides(file), options, findings, sink, layers);
        } else if (GeoJsonLayers.canBe(magic)) {
            SourceFile source = new SourceFile(name(file), file);
            readAll(file, new BoundaryFiles(List.of(), List.of(), List.of(source)), options, findings, sink, layers);
        } else {
            throw new InvalidBoundaryFileException(name(file) + ", offset 0: the file is neither a zip nor a shapefile,"
                    + " a GeoPackage or GeoJSON in UTF-8; one of these is wanted");
        }
    }

    private void readAll(
            Path file,
            BoundaryFiles files,
            ReadOptions options,
            Findings findings,
            GridSink sink,
            List<LayerReading> layers)
            throws IOException, InvalidBoundaryFileException {
        Set<String> passedOver = new TreeSet<>();
        for (LayerFiles shapefile : polygonLayers(files.shapefiles(), options, findings, passedOver)) {
            layers.add(new ShapefileReader(options, limits, findings, sink).read(shapefile));
        }
        for (SourceFile geoPackage : files.geoPackages()) {
            layers.addAll(new GeoPackageReader(options, limits, findings, sink).read(geoPackage, passedOver));
        }
        for (SourceFile geoJson : files.geoJsons()) {
            String layer = BoundaryFiles.layerName(geoJson);
            boolean asked = options.layers().contains(layer);
            // A .json beside shapefiles is most often a description or a style.
            boolean aside = BoundaryFiles.ending(geoJson.name()).equals("json")
                    && !(files.shapefiles().isEmpty() && files.geoPackages().isEmpty());
            if (asked || (options.layers().isEmpty() && !aside)) {
                layers.add(new GeoJsonLayers(options, limits, findings, sink).read(geoJson));
            } else {
                passedOver.add(layer);
                if (options.layers().isEmpty()) {
                    new LayerFindings(findings, layer)
                            .layerWarning(
                                    Kind.LAYER,
                                    geoJson.name()
                                            + " is passed over, because other layers are there; it can be asked for");
                }
            }
        }
        Set<String> missing = new TreeSet<>(options.layers());
        layers.forEach(layer -> missing.remove(layer.layer()));
        if (!missing.isEmpty() || layers.isEmpty()) {
            Set<String> there = new TreeSet<>(passedOver);
            layers.forEach(layer -> there.add(layer.layer()));
            throw new InvalidBoundaryFileException(name(file) + ": there is no layer "
                    + (missing.isEmpty() ? "of polygons" : String.join(", ", missing)) + "; the layers are "
                    + (there.isEmpty() ? "none" : String.join(", ", there)));
        }
    }

    /** The layers to be read; one without polygons only where it is all there is or was asked for, so that it is refused. */
    private static List<LayerFiles> polygonLayers(
            List<LayerFiles> all, ReadOptions options, Findings findings, Set<String> passedOver)
            throws IOException, InvalidBoundaryFileException {
        List<LayerFiles> wanted = new ArrayList<>();
        for (LayerFiles layer : all) {
            if (options.layers().isEmpty() || options.layers().contains(layer.name())) {
                wanted.add(layer);
            } else {
                passedOver.add(layer.name());
            }
        }
        if (!options.layers().isEmpty() || wanted.size() < 2) {
            return wanted;
        }
        List<LayerFiles> ofPolygons = new ArrayList<>();
        for (LayerFiles layer : wanted) {
            int type = ShapefileReader.shapeType(layer.file("shp").orElseThrow());
            if (ShapeKind.isPolygon(type)) {
                ofPolygons.add(layer);
            } else {
                passedOver.add(layer.name());
                new LayerFindings(findings, layer.name())
                        .layerWarning(
                                Kind.LAYER,
                                "the layer is passed over: its shapes are of type " + ShapeKind.shown(type)
                                        + ", not polygons");
            }
        }
        return ofPolygons;
    }

    private static byte[] magic(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAGIC_BYTES);
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || bytes[i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static String name(Path file) {
        Path name = file.toAbsolutePath().normalize().getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
