package io.hexdispatch.geodata.read;

import com.fasterxml.jackson.core.JsonToken;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Reads a boundary set from a GeoJSON FeatureCollection (RFC 7946) in the form that
 * {@link io.hexdispatch.geodata.write.GeoJsonWriter} writes.
 *
 * <p>Each feature is a grid: a Polygon or MultiPolygon in WGS 84 degrees, longitude before latitude, with the properties
 * {@code code}, {@code name}, {@code level} (the name of a {@link GridLevel}, in lower or upper case) and {@code parent}
 * (absent or null for a grid without one). Properties and members beyond these are ignored, and so is an altitude. An old
 * {@code crs} member is accepted where it names WGS 84 or CGCS2000, which agree to within centimetres.
 *
 * <p>The set's version and title are the collection's foreign members {@code version} and {@code title}; where they are
 * missing, the version is the first 12 hexadecimal digits of the file's SHA-256 and the title the file's name.
 *
 * <p>This checks the form, position by position. Whether the grids make a city (unique codes, parents that exist, boundaries
 * that do not cross themselves) is checked by {@link io.hexdispatch.grid.CityMap#build}.
 *
 * <p>The file is streamed, once; texts, numbers and nesting are bounded. Any number of threads may read at once.
 */
public final class GeoJsonReader {
    private static final int VERSION_HEX_DIGITS = 12;
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private static final Set<String> DEGREES_OF_WGS_84 = Set.of(
            "urn:ogc:def:crs:OGC:1.3:CRS84",
            "urn:ogc:def:crs:OGC::CRS84",
            "urn:ogc:def:crs:EPSG::4326",
            "EPSG:4326",
            "urn:ogc:def:crs:EPSG::4490",
            "EPSG:4490");

    /**
     * Reads a whole file. Takes seconds for a city: call it on a worker thread.
     *
     * @throws InvalidBoundaryFileException if the file is not of the form above; the message gives the line, the column
     *     (counted in bytes), the feature by its position in the file, from 1, and by its code where that was read before,
     *     what is wrong and what would be right
     * @throws IOException if the file cannot be opened or read
     */
    public BoundarySet read(Path file) throws IOException, InvalidBoundaryFileException {
        MessageDigest sha256 = sha256();
        String fileName = file.getFileName().toString();
        try (InputStream in = Files.newInputStream(file);
                JsonCursor cursor = JsonCursor.strict(fileName, new DigestInputStream(in, sha256))) {
            FeatureCollection collection = new FeatureCollection(cursor);
            collection.read();
            // Only now, because the collection was read to the end of the file and the digest with it.
            String version = collection.version.orElseGet(
                    () -> HexFormat.of().formatHex(sha256.digest()).substring(0, VERSION_HEX_DIGITS));
            return new BoundarySet(version, collection.title.orElse(fileName), collection.grids);
        }
    }

    /** What one file holds, as far as it is read. */
    private static final class FeatureCollection {
        private final JsonCursor cursor;
        private final GeoJsonPolygons polygons;
        private final List<Grid> grids = new ArrayList<>();
        private Optional<String> version = Optional.empty();
        private Optional<String> title = Optional.empty();

        FeatureCollection(JsonCursor cursor) {
            this.cursor = cursor;
            polygons = new GeoJsonPolygons(cursor, GEOMETRIES, true, Integer.MAX_VALUE);
        }

        void read() throws IOException, InvalidBoundaryFileException {
            if (cursor.next() == null) {
                throw cursor.problem("the file is empty; a GeoJSON FeatureCollection is wanted");
            }
            cursor.expect(JsonToken.START_OBJECT, "the file's content");
            boolean typed = false;
            boolean featured = false;
            while (cursor.nextMember()) {
                switch (cursor.memberName()) {
                    case "type" -> {
                        readType("FeatureCollection");
                        typed = true;
                    }
                    case "features" -> {
                        readFeatures();
                        featured = true;
                    }
                    case "version" -> version = Optional.of(cursor.text("\"version\""));
                    case "title" -> title = Optional.of(cursor.text("\"title\""));
                    case "crs" -> readCoordinateSystem();
                    default -> cursor.skipValue();
                }
            }
            if (!typed || !featured) {
                throw cursor.problem("the object has no \"" + (typed ? "features" : "type")
                        + "\"; a GeoJSON FeatureCollection is wanted");
            }
            if (cursor.next() != null) {
                throw cursor.problem("more follows after the end of the FeatureCollection; a file holds one");
            }
        }

        private void readFeatures() throws IOException, InvalidBoundaryFileException {
            cursor.expect(JsonToken.START_ARRAY, "\"features\"");
            while (cursor.next() != JsonToken.END_ARRAY) {
                cursor.enterFeature();
                grids.add(readFeature());
            }
            cursor.leaveFeature();
        }

        private Grid readFeature() throws IOException, InvalidBoundaryFileException {
            cursor.expect(JsonToken.START_OBJECT, "the feature");
            Properties properties = null;
            Geometry boundary = null;
            while (cursor.nextMember()) {
                switch (cursor.memberName()) {
                    case "type" -> readType("Feature");
                    case "properties" -> properties = readProperties();
                    case "geometry" -> boundary = polygons.geometry();
                    default -> cursor.skipValue();
                }
            }
            if (properties == null) {
                throw cursor.problem("the feature has no \"properties\"; code, name, level and parent are wanted");
            }
            if (boundary == null) {
                throw cursor.problem("the feature has no \"geometry\"; a Polygon or MultiPolygon is wanted");
            }
            return new Grid(properties.code, properties.name, properties.level, properties.parent, boundary);
        }

        private record Properties(GridCode code, String name, GridLevel level, Optional<GridCode> parent) {}

        private Properties readProperties() throws IOException, InvalidBoundaryFileException {
            cursor.expect(JsonToken.START_OBJECT, "\"properties\"");
            GridCode code = null;
            String name = null;
            GridLevel level = null;
            Optional<GridCode> parent = Optional.empty();
            while (cursor.nextMember()) {
                switch (cursor.memberName()) {
                    case "code" -> {
                        code = readCode("\"code\"");
                        cursor.enterCode(code.value());
                    }
                    case "name" -> name = cursor.text("\"name\"");
                    case "level" -> level = readLevel();
                    case "parent" ->
                        parent = cursor.token() == JsonToken.VALUE_NULL
                                ? Optional.empty()
                                : Optional.of(readCode("\"parent\""));
                    default -> cursor.skipValue();
                }
            }
            if (code == null || name == null || level == null) {
                throw cursor.problem("the feature has no property \""
                        + (code == null ? "code" : name == null ? "name" : "level")
                        + "\"; code, name and level are wanted, and parent where there is one");
            }
            return new Properties(code, name, level, parent);
        }

        private GridCode readCode(String what) throws IOException, InvalidBoundaryFileException {
            String text = cursor.text(what);
            try {
                return new GridCode(text);
            } catch (IllegalArgumentException e) {
                throw cursor.problem(what + " is wrong: " + e.getMessage());
            }
        }

        private GridLevel readLevel() throws IOException, InvalidBoundaryFileException {
            String text = cursor.text("\"level\"");
            for (GridLevel level : GridLevel.values()) {
                if (level.name().equalsIgnoreCase(text)) {
                    return level;
                }
            }
            List<String> known = Arrays.stream(GridLevel.values())
                    .map(level -> level.name().toLowerCase(Locale.ROOT))
                    .toList();
            throw cursor.problem("\"level\" is \"" + text + "\"; one of " + String.join(", ", known) + " is wanted");
        }

        private void readType(String wanted) throws IOException, InvalidBoundaryFileException {
            String type = cursor.text("\"type\"");
            if (!type.equals(wanted)) {
                throw cursor.problem("\"type\" is \"" + type + "\"; \"" + wanted + "\" is wanted");
            }
        }

        /** Refuses the old "crs" member (GeoJSON 2008) where it says that the numbers are not what they are taken for. */
        private void readCoordinateSystem() throws IOException, InvalidBoundaryFileException {
            if (cursor.token() == JsonToken.VALUE_NULL) {
                return;
            }
            cursor.expect(JsonToken.START_OBJECT, "\"crs\"");
            while (cursor.nextMember()) {
                if (cursor.memberName().equals("properties")) {
                    cursor.expect(JsonToken.START_OBJECT, "the \"properties\" of \"crs\"");
                    while (cursor.nextMember()) {
                        if (cursor.memberName().equals("name")) {
                            checkCoordinateSystem(cursor.text("the \"name\" of \"crs\""));
                        } else {
                            cursor.skipValue();
                        }
                    }
                } else {
                    cursor.skipValue();
                }
            }
        }

        private void checkCoordinateSystem(String name) throws InvalidBoundaryFileException {
            if (!DEGREES_OF_WGS_84.contains(name)) {
                throw cursor.problem("the coordinate system is \"" + name
                        + "\"; longitude and latitude in WGS 84 degrees are wanted, as RFC 7946 prescribes");
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
