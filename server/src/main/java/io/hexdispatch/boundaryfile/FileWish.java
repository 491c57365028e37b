package io.hexdispatch.boundaryfile;

import io.hexdispatch.geodata.read.GridField;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What whoever brings a boundary file can say about it, by the names that the command line and HTTP share. */
public enum FileWish {
    CRS("crs", "CRS", "The coordinate system: EPSG:4547, wgs84, cgcs2000, gcj02, bd09. Default: what the file says"),
    ENCODING(
            "encoding",
            "NAME",
            "The encoding of a shapefile's attributes, such as GBK. Default: what the file says or shows"),
    LEVEL(
            "level",
            "LEVEL",
            "The level of grids that have no field for it: city, county, township, community, cell, micro_cell or"
                    + " dedicated"),
    LAYER(
            "layer",
            "LEVEL",
            "The one level that is brought, such as dedicated: grids of other levels are passed over, and grids"
                    + " without a level are of this one. Default: all that the file has"),
    LAYERS(
            "layers",
            "NAMES",
            "The layers to be read, with commas between them, by their names in the file. Default: all that have"
                    + " polygons"),
    TITLE("title", "TEXT", "What the boundaries are called. Default: the file's name"),
    TOLERANCE("tolerance", "METRES", "Gaps and overlaps no wider than this are slivers. Default: 1"),
    CODE_PATTERN(
            "code-pattern",
            "REGEX",
            "What every code must match as a whole. Default: 1 to 32 letters, digits, hyphens, underscores"),
    CODE_FIELD("code-field", "FIELD", "The field with the code. Default: by its name", GridField.CODE),
    NAME_FIELD("name-field", "FIELD", "The field with the name", GridField.NAME),
    LEVEL_FIELD("level-field", "FIELD", "The field with the level", GridField.LEVEL),
    PARENT_FIELD("parent-field", "FIELD", "The field with the code of the grid above", GridField.PARENT),
    CENTRE_FIELD("centre-field", "FIELD", "The field with the centre", GridField.CENTRE),
    REPAIR("repair", "true", "Whether the shapes are repaired before they are checked");

    private final String text;
    private final String value;
    private final String description;
    private final Optional<GridField> field;

    FileWish(String text, String value, String description) {
        this(text, value, description, Optional.empty());
    }

    FileWish(String text, String value, String description, GridField field) {
        this(text, value, description, Optional.of(field));
    }

    FileWish(String text, String value, String description, Optional<GridField> field) {
        this.text = text;
        this.value = value;
        this.description = description;
        this.field = field;
    }

    /** Its name. */
    public String text() {
        return text;
    }

    /** What a value of it is, in a word. */
    public String value() {
        return value;
    }

    public String description() {
        return description;
    }

    /** What the field holds that it names; empty for a wish that names no field. */
    Optional<GridField> field() {
        return field;
    }

    static Optional<FileWish> of(String text) {
        return Arrays.stream(values()).filter(wish -> wish.text.equals(text)).findFirst();
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(FileWish::text).toList();
    }
}
