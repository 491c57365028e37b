package io.hexdispatch.server;

import io.hexdispatch.boundaryfile.FileWishes;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What whoever brings a boundary file knows about it that the file does not say, or says wrongly. */
final class FileOptions {
    @Option(
            names = "--crs",
            paramLabel = "CRS",
            description = "The coordinate system: EPSG:4547, wgs84, cgcs2000, gcj02, bd09. Default: what the file says")
    private String crs;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description = "The encoding of a shapefile's attributes, such as GBK. Default: what the file says or shows")
    private String encoding;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "The level of grids that have no field for it: city, county, township, community, cell,"
                    + " micro_cell or dedicated")
    private String level;

    @Option(
            names = "--layers",
            paramLabel = "NAMES",
            description = "The layers to be read, with commas between them. Default: all that have polygons")
    private String layers;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "What the boundaries are called. Default: the file's name")
    private String title;

    @Option(
            names = "--tolerance",
            paramLabel = "METRES",
            description = "Gaps and overlaps no wider than this are slivers. Default: 1")
    private String tolerance;

    @Option(
            names = "--code-pattern",
            paramLabel = "REGEX",
            description =
                    "What every code must match as a whole. Default: 1 to 32 letters, digits, hyphens, underscores")
    private String codePattern;

    @Option(names = "--code-field", paramLabel = "FIELD", description = "The field with the code. Default: by its name")
    private String codeField;

    @Option(names = "--name-field", paramLabel = "FIELD", description = "The field with the name")
    private String nameField;

    @Option(names = "--level-field", paramLabel = "FIELD", description = "The field with the level")
    private String levelField;

    @Option(names = "--parent-field", paramLabel = "FIELD", description = "The field with the code of the grid above")
    private String parentField;

    @Option(names = "--centre-field", paramLabel = "FIELD", description = "The field with the centre")
    private String centreField;

    /** Those that were given, by the names that {@link FileWishes} knows. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, FileWishes.CRS, crs);
        put(given, FileWishes.ENCODING, encoding);
        put(given, FileWishes.LEVEL, level);
        put(given, FileWishes.LAYERS, layers);
        put(given, FileWishes.TITLE, title);
        put(given, FileWishes.TOLERANCE, tolerance);
        put(given, FileWishes.CODE_PATTERN, codePattern);
        put(given, "code-field", codeField);
        put(given, "name-field", nameField);
        put(given, "level-field", levelField);
        put(given, "parent-field", parentField);
        put(given, "centre-field", centreField);
        return given;
    }

    private static void put(Map<String, String> given, String name, String value) {
        if (value != null) {
            given.put(name, value);
        }
    }
}
