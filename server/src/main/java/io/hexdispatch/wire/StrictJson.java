package io.hexdispatch.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.jackson.JacksonCodec;
import java.io.IOException;

/** Reads JSON from strangers: a name that stands twice, NaN, deep nesting and what follows the value are refused. */
public final class StrictJson {
    private static final int DEPTH_MAX = 20;
    private static final int TEXT_LENGTH_MAX = 1_000_000;
    private static final int NUMBER_LENGTH_MAX = 50;
    private static final int MESSAGE_LENGTH_MAX = 300;

    /** Where the parser's messages name its own settings, which nobody outside can change. */
    private static final String PARSER_SETTINGS =
            "(: enable|, from) `[^`]*`( to allow)?| \\(not recognized as one [^)]*\\)";

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(TEXT_LENGTH_MAX)
                    .maxNumberLength(NUMBER_LENGTH_MAX)
                    .build())
            .build();

    private StrictJson() {}

    /** Text that is not JSON; the message says what is wrong and at which line and column. */
    public static final class NotJsonException extends Exception {
        private static final long serialVersionUID = 1L;

        private NotJsonException(String message) {
            super(message);
        }
    }

    /**
     * A JsonObject, a JsonArray, a String, a Number, a Boolean or null.
     *
     * @param body null where a request has none
     */
    public static Object read(Buffer body) throws NotJsonException {
        return read(body == null ? new byte[0] : body.getBytes());
    }

    public static Object read(byte[] bytes) throws NotJsonException {
        if (bytes.length == 0) {
            throw new NotJsonException("there is nothing where JSON should be");
        }
        try (var parser = FACTORY.createParser(bytes)) {
            return JacksonCodec.fromParser(parser, Object.class);
        } catch (DecodeException | IOException | IllegalArgumentException e) {
            throw new NotJsonException(message(e));
        }
    }

    /** The parser's own words without the class names and source references around them. */
    private static String message(Exception e) {
        String message = String.valueOf(e.getMessage())
                .replace("Failed to decode:", "")
                .replaceAll("at \\[Source: .*?; (line: [0-9]+(, column: [0-9]+)?)]", "at $1")
                .replaceAll(PARSER_SETTINGS, "")
                .strip();
        return "this is not JSON: "
                + (message.length() > MESSAGE_LENGTH_MAX ? message.substring(0, MESSAGE_LENGTH_MAX) + "..." : message);
    }
}
