package io.hexdispatch.geodata.read;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.locationtech.jts.geom.Geometry;

/**
 * Walks through the features of a GeoJSON text: one FeatureCollection, or features one after the other, each a text of its own
 * as in newline-delimited GeoJSON.
 *
 * <p>A geometry that makes no sense is told to the {@link Visitor} with its feature; a text that is not well-formed JSON ends the
 * walk.
 */
final class GeoJsonFeatures {
    /**
     * One feature.
     *
     * @param number from 1
     * @param offset where it begins, in bytes from the beginning of the file
     * @param properties those that were wanted, numbers and truths as texts; null where there is none
     * @param geometryProblem what is wrong with the geometry, where that is why there is none
     */
    record Feature(
            long number,
            long offset,
            Map<String, String> properties,
            Optional<Geometry> geometry,
            Optional<String> geometryProblem) {}

    /** Takes what is met on the walk. */
    interface Visitor {
        /** Returns whether the walk goes on. */
        boolean visit(Feature feature);

        /** The name in an old "crs" member. */
        default void coordinateSystem(String name) {}
    }

    private final JsonCursor cursor;
    private final Optional<GeoJsonPolygons> polygons;
    private final Predicate<String> wantedProperties;
    private final Visitor visitor;
    private long features;
    private boolean over;

    /** @param polygons reads the geometries; without it they are passed over */
    GeoJsonFeatures(
            JsonCursor cursor,
            Optional<GeoJsonPolygons> polygons,
            Predicate<String> wantedProperties,
            Visitor visitor) {
        this.cursor = cursor;
        this.polygons = polygons;
        this.wantedProperties = wantedProperties;
        this.visitor = visitor;
    }

    void walk() throws IOException, InvalidBoundaryFileException {
        if (cursor.next() == null) {
            throw cursor.problem("the file is empty; a GeoJSON FeatureCollection is wanted");
        }
        do {
            text();
        } while (!over && cursor.next() != null);
    }

    private void text() throws IOException, InvalidBoundaryFileException {
        cursor.expect(JsonToken.START_OBJECT, "the file's content");
        long offset = cursor.byteOffset();
        Draft draft = new Draft();
        boolean isCollection = false;
        String type = null;
        while (cursor.nextMember()) {
            switch (cursor.memberName()) {
                case "type" -> type = cursor.text("\"type\"");
                case "features" -> {
                    isCollection = true;
                    features();
                    if (over) {
                        return;
                    }
                }
                case "crs" -> coordinateSystem();
                default -> draft.member();
            }
        }
        if ("Feature".equals(type) && !isCollection) {
            cursor.enterFeature();
            over = !visitor.visit(draft.feature(offset));
            cursor.leaveFeature();
        } else if (!"FeatureCollection".equals(type)) {
            throw cursor.problem((type == null ? "the object has no \"type\"" : "\"type\" is \"" + type + "\"")
                    + "; a FeatureCollection or Feature is wanted");
        } else if (!isCollection) {
            throw cursor.problem("the object has no \"features\"; a GeoJSON FeatureCollection is wanted");
        }
    }

    private void features() throws IOException, InvalidBoundaryFileException {
        cursor.expect(JsonToken.START_ARRAY, "\"features\"");
        while (!over && cursor.next() != JsonToken.END_ARRAY) {
            cursor.enterFeature();
            cursor.expect(JsonToken.START_OBJECT, "the feature");
            long offset = cursor.byteOffset();
            Draft draft = new Draft();
            while (cursor.nextMember()) {
                draft.member();
            }
            over = !visitor.visit(draft.feature(offset));
        }
        cursor.leaveFeature();
    }

    private void coordinateSystem() throws IOException, InvalidBoundaryFileException {
        if (cursor.token() != JsonToken.START_OBJECT) {
            cursor.skipValue();
            return;
        }
        while (cursor.nextMember()) {
            if (!cursor.memberName().equals("properties") || cursor.token() != JsonToken.START_OBJECT) {
                cursor.skipValue();
                continue;
            }
            while (cursor.nextMember()) {
                if (cursor.memberName().equals("name")) {
                    visitor.coordinateSystem(cursor.text("the \"name\" of \"crs\""));
                } else {
                    cursor.skipValue();
                }
            }
        }
    }

    /** A feature as far as it is read. */
    private final class Draft {
        private Map<String, String> properties = Map.of();
        private Optional<Geometry> geometry = Optional.empty();
        private Optional<String> geometryProblem = Optional.empty();

        void member() throws IOException, InvalidBoundaryFileException {
            switch (cursor.memberName()) {
                case "properties" -> properties();
                case "geometry" -> geometry();
                default -> cursor.skipValue();
            }
        }

        Feature feature(long offset) {
            return new Feature(++features, offset, properties, geometry, geometryProblem);
        }

        private void properties() throws IOException, InvalidBoundaryFileException {
            if (cursor.token() != JsonToken.START_OBJECT) {
                cursor.skipValue();
                return;
            }
            properties = new HashMap<>();
            while (cursor.nextMember()) {
                String name = cursor.memberName();
                boolean number = cursor.token().isNumeric();
                if (wantedProperties.test(name)) {
                    String text = cursor.scalar();
                    properties.put(name, number ? NumberText.plain(text) : text);
                } else {
                    cursor.skipValue();
                }
            }
        }

        private void geometry() throws IOException, InvalidBoundaryFileException {
            if (polygons.isEmpty() || cursor.token() == JsonToken.VALUE_NULL) {
                cursor.skipValue();
                return;
            }
            int depth = cursor.token().isStructStart() ? cursor.depth() : 0;
            try {
                geometry = Optional.of(polygons.get().geometry());
            } catch (InvalidBoundaryFileException e) {
                // With a cause it is the text that is broken, and nothing that follows can be read.
                if (e.getCause() != null) {
                    throw e;
                }
                geometryProblem = Optional.of(e.getMessage());
                if (depth > 0) {
                    cursor.leaveTo(depth);
                }
            }
        }
    }
}
