package io.hexdispatch.boundaryfile;

import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.geodata.check.CheckOptions;
import io.hexdispatch.geodata.read.GridField;
import io.hexdispatch.geodata.read.ReadOptions;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How whoever brings a boundary file wants it understood, by the names that the command line and HTTP share: {@code crs},
 * {@code encoding}, {@code level}, {@code layers}, {@code title}, {@code tolerance}, {@code code-pattern}, and for the fields
 * {@code code-field}, {@code name-field}, {@code level-field}, {@code parent-field} and {@code centre-field}.
 */
public final class FileWishes {
    public static final String CRS = "crs";
    public static final String ENCODING = "encoding";
    public static final String LEVEL = "level";
    public static final String LAYERS = "layers";
    public static final String TITLE = "title";
    public static final String TOLERANCE = "tolerance";
    public static final String CODE_PATTERN = "code-pattern";

    private static final double TOLERANCE_METRES_MAX = 1_000;

    private final Map<String, String> wishes;

    /** @throws RefusedException if there is a wish of a name that is not known, or of a value that cannot be */
    public FileWishes(Map<String, String> wishes) {
        this.wishes = Map.copyOf(wishes);
        Set<String> unknown = new TreeSet<>(wishes.keySet());
        unknown.removeAll(names());
        if (!unknown.isEmpty()) {
            throw invalid(unknown.iterator().next(), "is not known; known are " + String.join(", ", names()));
        }
        reading();
        checking("", "");
    }

    /** Every wish that can be. */
    public static Set<String> names() {
        Set<String> names =
                new LinkedHashSet<>(Arrays.asList(CRS, ENCODING, LEVEL, LAYERS, TITLE, TOLERANCE, CODE_PATTERN));
        for (GridField field : GridField.values()) {
            names.add(name(field));
        }
        return names;
    }

    /** The name of the wish that says which field holds something. */
    private static String name(GridField field) {
        return field.name().toLowerCase(Locale.ROOT) + "-field";
    }

    public ReadOptions reading() {
        ReadOptions options = ReadOptions.DEFAULTS;
        if (wishes.containsKey(ENCODING)) {
            options = options.withEncoding(encoding(wishes.get(ENCODING)));
        }
        if (wishes.containsKey(CRS)) {
            options = options.withCoordinateSystem(wishes.get(CRS));
        }
        if (wishes.containsKey(LEVEL)) {
            options = options.withLevel(wishes.get(LEVEL));
        }
        if (wishes.containsKey(LAYERS)) {
            options = options.withLayers(Set.of(wishes.get(LAYERS).split(",")));
        }
        Map<GridField, String> fields = new EnumMap<>(GridField.class);
        for (GridField field : GridField.values()) {
            Optional.ofNullable(wishes.get(name(field))).ifPresent(wanted -> fields.put(field, wanted));
        }
        return options.withFields(fields);
    }

    /** @param title what the boundaries are called where nobody said it */
    public CheckOptions checking(String version, String title) {
        CheckOptions options = CheckOptions.of(version, wishes.getOrDefault(TITLE, title));
        if (wishes.containsKey(TOLERANCE)) {
            options = options.withTolerance(tolerance(wishes.get(TOLERANCE)));
        }
        if (wishes.containsKey(CODE_PATTERN)) {
            options = options.withCodePattern(pattern(wishes.get(CODE_PATTERN)));
        }
        return options;
    }

    private static Charset encoding(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw invalid(ENCODING, "\"" + name + "\" is no encoding; right is for example GBK or UTF-8");
        }
    }

    private static double tolerance(String text) {
        try {
            double metres = Double.parseDouble(text);
            if (metres >= 0 && metres <= TOLERANCE_METRES_MAX) {
                return metres;
            }
        } catch (NumberFormatException notANumber) {
            // answered below, like a number out of range
        }
        throw invalid(TOLERANCE, "\"" + text + "\" is not 0 to 1000 metres");
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw invalid(CODE_PATTERN, "\"" + text + "\" is no regular expression: " + e.getDescription());
        }
    }

    private static RefusedException invalid(String wish, String detail) {
        return new RefusedException(RefusedException.Kind.INVALID, wish + ": " + detail);
    }
}
