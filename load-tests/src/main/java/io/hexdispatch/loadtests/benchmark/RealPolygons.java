package io.hexdispatch.loadtests.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.util.GeometryFixer;

/**
 * The polygons of shapefiles and GeoJSON files, in whatever coordinates they stand, to try the index on. Shapefiles are read after
 * ESRI's technical description of 1998, with nothing of what a loader of boundaries must check. Broken files
 * are passed by, and invalid polygons are made valid as JTS does it.
 */
final class RealPolygons {
    private static final int FILE_HEADER = 100;
    private static final int BOX_BYTES = 32;
    private static final List<Integer> POLYGON_TYPES = List.of(5, 15, 25);
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private RealPolygons() {}

    /** All files with polygons under a folder, also inside zip files, by their names. */
    static Map<String, List<Geometry>> under(Path folder) throws IOException {
        Map<String, List<Geometry>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString();
                if (name.endsWith(".shp")) {
                    put(found, name, polygons(ByteBuffer.wrap(Files.readAllBytes(file))));
                } else if (name.endsWith(".geojson")) {
                    put(found, name, GeoJsonPolygons.of(Files.readAllBytes(file)));
                } else if (name.endsWith(".zip")) {
                    try (InputStream in = Files.newInputStream(file);
                            ZipInputStream zip = new ZipInputStream(in)) {
                        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                            if (entry.getName().endsWith(".shp")) {
                                put(found, name + "/" + entry.getName(), polygons(ByteBuffer.wrap(zip.readAllBytes())));
                            }
                        }
                    }
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found;
    }

    private static void put(Map<String, List<Geometry>> found, String name, List<Geometry> polygons) {
        List<Geometry> valid = polygons.stream()
                .map(polygon -> polygon.isValid() ? polygon : GeometryFixer.fix(polygon))
                .filter(polygon -> polygon instanceof Polygonal && !polygon.isEmpty())
                .toList();
        if (!valid.isEmpty()) {
            found.put(name, valid);
        }
    }

    private static List<Geometry> polygons(ByteBuffer file) {
        List<Geometry> polygons = new ArrayList<>();
        int at = FILE_HEADER;
        while (at + 12 <= file.limit()) {
            int bytes = 2 * file.order(ByteOrder.BIG_ENDIAN).getInt(at + 4);
            if (bytes < 4 || bytes > file.limit() - at - 8) {
                break;
            }
            ByteBuffer shape = file.slice(at + 8, bytes).order(ByteOrder.LITTLE_ENDIAN);
            if (POLYGON_TYPES.contains(shape.getInt(0))) {
                try {
                    polygons.add(polygon(shape));
                } catch (IllegalArgumentException | IndexOutOfBoundsException broken) {
                    // Some of the files are samples of what is broken.
                }
            }
            at += 8 + bytes;
        }
        return polygons;
    }

    private static Geometry polygon(ByteBuffer shape) {
        int parts = shape.getInt(4 + BOX_BYTES);
        int points = shape.getInt(8 + BOX_BYTES);
        int partsAt = 12 + BOX_BYTES;
        int pointsAt = partsAt + 4 * parts;
        List<LinearRing> shells = new ArrayList<>();
        List<LinearRing> holes = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = shape.getInt(partsAt + 4 * part);
            int to = part + 1 < parts ? shape.getInt(partsAt + 4 * part + 4) : points;
            Coordinate[] ring = new Coordinate[to - from];
            for (int i = 0; i < ring.length; i++) {
                int place = pointsAt + 16 * (from + i);
                ring[i] = new Coordinate(shape.getDouble(place), shape.getDouble(place + 8));
            }
            (Orientation.isCCW(ring) ? holes : shells).add(GEOMETRY.createLinearRing(ring));
        }
        List<Polygon> polygons = new ArrayList<>();
        for (LinearRing shell : shells) {
            Polygon filled = GEOMETRY.createPolygon(shell);
            LinearRing[] inside = holes.stream().filter(filled::covers).toArray(LinearRing[]::new);
            polygons.add(GEOMETRY.createPolygon(shell, inside));
        }
        return polygons.size() == 1 ? polygons.get(0) : GEOMETRY.createMultiPolygon(polygons.toArray(Polygon[]::new));
    }
}
