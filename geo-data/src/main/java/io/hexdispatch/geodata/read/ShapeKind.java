package io.hexdispatch.geodata.read;

import java.util.Optional;

/** The types of shapes that ESRI's white paper numbers. */
enum ShapeKind {
    NULL(0, "Null Shape"),
    POINT(1, "Point"),
    POLYLINE(3, "PolyLine"),
    POLYGON(5, "Polygon"),
    MULTI_POINT(8, "MultiPoint"),
    POINT_Z(11, "PointZ"),
    POLYLINE_Z(13, "PolyLineZ"),
    POLYGON_Z(15, "PolygonZ"),
    MULTI_POINT_Z(18, "MultiPointZ"),
    POINT_M(21, "PointM"),
    POLYLINE_M(23, "PolyLineM"),
    POLYGON_M(25, "PolygonM"),
    MULTI_POINT_M(28, "MultiPointM"),
    MULTI_PATCH(31, "MultiPatch");

    private final int code;
    private final String title;

    ShapeKind(int code, String title) {
        this.code = code;
        this.title = title;
    }

    static Optional<ShapeKind> of(int code) {
        for (ShapeKind kind : values()) {
            if (kind.code == code) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** What to call a type that a file states by its number, such as {@code "5 (Polygon)"}. */
    static String shown(int code) {
        return code + " (" + of(code).map(kind -> kind.title).orElse("which no shapefile has") + ")";
    }

    static boolean isPolygon(int code) {
        return code == POLYGON.code || code == POLYGON_Z.code || code == POLYGON_M.code;
    }

    static boolean isNull(int code) {
        return code == NULL.code;
    }

    static boolean hasHeights(int code) {
        return code == POLYGON_Z.code;
    }

    static boolean hasMeasures(int code) {
        return code == POLYGON_M.code;
    }
}
