package io.hexdispatch.geodata.read;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Walks through a JSON text token by token, and knows where it is: every problem that it makes names the place. */
final class JsonCursor implements Closeable {
    private static final int NESTING_MAX = 32;
    private static final int NUMBER_CHARACTERS_MAX = 100;
    private static final int TEXT_CHARACTERS_MAX = 1_000_000;
    private static final int NAME_CHARACTERS_MAX = 1_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(NESTING_MAX)
                    .maxNumberLength(NUMBER_CHARACTERS_MAX)
                    .maxStringLength(TEXT_CHARACTERS_MAX)
                    .maxNameLength(NAME_CHARACTERS_MAX)
                    .build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            // Some programs write NaN: as a coordinate it is refused by its place, in a property that is ignored it
            // does no harm.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** Notices a member that stands twice in an object, for which it has to remember all the object's members. */
    private static final JsonFactory STRICT_JSON =
            JSON.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final String fileName;
    private final JsonParser parser;
    private long feature;
    private boolean inFeature;
    private Optional<String> code = Optional.empty();

    private JsonCursor(String fileName, JsonParser parser) {
        this.fileName = fileName;
        this.parser = parser;
    }

    /** A cursor for a file that is small enough to be held in memory; it refuses members that stand twice in an object. */
    static JsonCursor strict(String fileName, InputStream in) throws IOException {
        return new JsonCursor(fileName, STRICT_JSON.createParser(in));
    }

    /** A cursor that needs no more memory for a file however large; of members that stand twice the last one counts. */
    static JsonCursor bounded(String fileName, InputStream in) throws IOException {
        return new JsonCursor(fileName, JSON.createParser(in));
    }

    /** Says that the next feature begins here; the problems after this name it. */
    void enterFeature() {
        feature++;
        inFeature = true;
        code = Optional.empty();
    }

    /** Says which code the feature has, as soon as that is read. */
    void enterCode(String value) {
        code = Optional.of(value);
    }

    /** Says that what follows is about no feature. */
    void leaveFeature() {
        inFeature = false;
        code = Optional.empty();
    }

    /** Steps on, and returns the token there, or null at the end of the file. */
    JsonToken next() throws IOException, InvalidBoundaryFileException {
        try {
            return parser.nextToken();
        } catch (JacksonException | CharConversionException e) {
            throw malformed(e);
        }
    }

    JsonToken token() {
        return parser.currentToken();
    }

    /** Steps on to the next member of an object; false at the object's end. Then the cursor stands on the member's value. */
    boolean nextMember() throws IOException, InvalidBoundaryFileException {
        if (next() == JsonToken.END_OBJECT) {
            return false;
        }
        next();
        return true;
    }

    /** The name of the member on whose value, not yet entered, the cursor stands. */
    String memberName() throws IOException {
        return parser.currentName();
    }

    /** Passes over the value on which the cursor stands, and all that is in it. */
    void skipValue() throws IOException, InvalidBoundaryFileException {
        int depth = 0;
        do {
            if (token().isStructStart()) {
                depth++;
            } else if (token().isStructEnd()) {
                depth--;
            }
            if (depth > 0) {
                next();
            }
        } while (depth > 0);
    }

    /** How many objects and arrays are open around the cursor; one on whose start or end it stands is among them. */
    int depth() {
        int depth = 0;
        JsonStreamContext context = parser.getParsingContext();
        while (!context.inRoot()) {
            depth++;
            context = context.getParent();
        }
        return token().isStructEnd() ? depth + 1 : depth;
    }

    /** Steps on to the end of the value that is open at this depth, from somewhere within it. */
    void leaveTo(int depth) throws IOException, InvalidBoundaryFileException {
        while (!(token().isStructEnd() && depth() == depth)) {
            if (next() == null) {
                throw problem("the file ends here");
            }
        }
    }

    /** Where the token begins on which the cursor stands, in bytes from the beginning of the file. */
    long byteOffset() {
        return parser.currentTokenLocation().getByteOffset();
    }

    /** The text, number or truth on which the cursor stands, as a text; null for null, arrays and objects, which it passes over. */
    String scalar() throws IOException, InvalidBoundaryFileException {
        if (token().isStructStart()) {
            skipValue();
            return null;
        }
        return token() == JsonToken.VALUE_NULL ? null : rawText();
    }

    /** Demands that the cursor stands on a token of this kind. */
    void expect(JsonToken expected, String what) throws IOException, InvalidBoundaryFileException {
        if (token() != expected) {
            throw problem(what + " is " + found() + "; " + described(expected) + " is wanted");
        }
    }

    /** The text on which the cursor stands. */
    String text(String what) throws IOException, InvalidBoundaryFileException {
        expect(JsonToken.VALUE_STRING, what);
        return rawText();
    }

    /** The finite number on which the cursor stands. */
    double number(String what) throws IOException, InvalidBoundaryFileException {
        if (!token().isNumeric()) {
            throw problem(what + " is " + found() + "; a number without quotes is wanted");
        }
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw problem(what + " is " + rawText() + "; a finite number is wanted");
        }
        return value;
    }

    /** An exception for what is wrong at the token on which the cursor stands. */
    InvalidBoundaryFileException problem(String what) {
        return new InvalidBoundaryFileException(message(parser.currentTokenLocation(), what));
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private String message(JsonLocation place, String what) {
        String named = !inFeature
                ? ""
                : ", feature " + feature
                        + code.map(value -> " (code " + value + ")").orElse("");
        return fileName + ", line " + place.getLineNr() + ", column " + place.getColumnNr() + named + ": " + what;
    }

    /** The token's text; a text is parsed only when it is asked for, so what is wrong inside it shows here. */
    private String rawText() throws IOException, InvalidBoundaryFileException {
        try {
            return parser.getText();
        } catch (JacksonException | CharConversionException e) {
            throw malformed(e);
        }
    }

    private InvalidBoundaryFileException malformed(IOException e) {
        JsonLocation place = parser.currentLocation();
        String what = e.getMessage();
        if (e instanceof JacksonException json) {
            what = json.getOriginalMessage();
            if (json.getLocation() != null) {
                place = json.getLocation();
            }
        }
        if (e instanceof JsonEOFException) {
            what = "the file ends in the middle of the JSON text, as if it had been cut off";
        } else if (e instanceof StreamConstraintsException) {
            what = "the JSON text goes beyond what is read here: " + what;
        } else {
            what = "the file is not well-formed JSON in UTF-8: " + what;
        }
        return new InvalidBoundaryFileException(message(place, what), e);
    }

    private String found() throws IOException, InvalidBoundaryFileException {
        return switch (token()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case END_ARRAY -> "missing";
            case VALUE_STRING -> "the text \"" + shortened(rawText()) + "\"";
            default -> rawText();
        };
    }

    private static String described(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case END_ARRAY -> "its end";
            case VALUE_STRING -> "a text in quotes";
            default -> token.asString();
        };
    }

    private static String shortened(String text) {
        int shown = 60;
        return text.length() <= shown ? text : text.substring(0, shown) + "...";
    }
}
