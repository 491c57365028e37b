package io.hexdispatch.boundaryfile;

import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.geodata.check.CheckOptions;
import io.hexdispatch.geodata.inspection.BoundaryInspection;
import io.hexdispatch.geodata.read.GridField;
import io.hexdispatch.geodata.read.ReadOptions;
import io.hexdispatch.grid.GridLevel;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** How whoever brings a boundary file wants it understood. */
public final class FileWishes {
    private static final double TOLERANCE_METRES_MAX = 1_000;

    private final Map<FileWish, String> wishes = new EnumMap<>(FileWish.class);
    private final Optional<GridLevel> layer;

    /**
     * @param wishes by the names of {@link FileWish}
     * @throws RefusedException if there is a wish of a name that is not known, or of a value that cannot be
     */
    public FileWishes(Map<String, String> wishes) {
        wishes.forEach((name, value) -> this.wishes.put(
                FileWish.of(name)
                        .orElseThrow(() -> new RefusedException(
                                RefusedException.Kind.INVALID,
                                name + ": is not known; known are " + String.join(", ", FileWish.texts()))),
                value));
        layer = given(FileWish.LAYER).map(FileWishes::layer);
        given(FileWish.REPAIR).ifPresent(value -> {
            if (!value.equals("true") && !value.equals("false")) {
                throw invalid(FileWish.REPAIR, "\"" + value + "\" is neither true nor false");
            }
        });
        reading();
        checking("", "");
    }

    private Optional<String> given(FileWish wish) {
        return Optional.ofNullable(wishes.get(wish));
    }

    public ReadOptions reading() {
        ReadOptions options = ReadOptions.DEFAULTS;
        if (wishes.containsKey(FileWish.ENCODING)) {
            options = options.withEncoding(encoding(wishes.get(FileWish.ENCODING)));
        }
        if (wishes.containsKey(FileWish.CRS)) {
            options = options.withCoordinateSystem(wishes.get(FileWish.CRS));
        }
        Optional<String> level = given(FileWish.LEVEL).or(() -> given(FileWish.LAYER));
        if (level.isPresent()) {
            options = options.withLevel(level.get());
        }
        if (wishes.containsKey(FileWish.LAYERS)) {
            options = options.withLayers(Set.of(wishes.get(FileWish.LAYERS).split(",")));
        }
        Map<GridField, String> fields = new EnumMap<>(GridField.class);
        wishes.forEach((wish, wanted) -> wish.field().ifPresent(field -> fields.put(field, wanted)));
        return options.withFields(fields);
    }

    /** @param title what the boundaries are called where nobody said it */
    public CheckOptions checking(String version, String title) {
        CheckOptions options = CheckOptions.of(version, given(FileWish.TITLE).orElse(title));
        if (wishes.containsKey(FileWish.TOLERANCE)) {
            options = options.withTolerance(tolerance(wishes.get(FileWish.TOLERANCE)));
        }
        if (wishes.containsKey(FileWish.CODE_PATTERN)) {
            options = options.withCodePattern(pattern(wishes.get(FileWish.CODE_PATTERN)));
        }
        return options;
    }

    /** The inspection of the one level that is wanted, where one is. */
    public BoundaryInspection inspecting(BoundaryInspection all) {
        return layer.map(all::of).orElse(all);
    }

    /** Whether the shapes are to be repaired before they are checked. */
    public boolean repair() {
        return given(FileWish.REPAIR).filter("true"::equals).isPresent();
    }

    private static GridLevel layer(String text) {
        try {
            return GridLevel.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw invalid(
                    FileWish.LAYER,
                    "\"" + text + "\" is no level; right is city, county, township, community, cell, micro_cell or"
                            + " dedicated");
        }
    }

    private static Charset encoding(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw invalid(FileWish.ENCODING, "\"" + name + "\" is no encoding; right is for example GBK or UTF-8");
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
        throw invalid(FileWish.TOLERANCE, "\"" + text + "\" is not 0 to 1000 metres");
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw invalid(FileWish.CODE_PATTERN, "\"" + text + "\" is no regular expression: " + e.getDescription());
        }
    }

    private static RefusedException invalid(FileWish wish, String detail) {
        return new RefusedException(RefusedException.Kind.INVALID, wish.text() + ": " + detail);
    }
}
