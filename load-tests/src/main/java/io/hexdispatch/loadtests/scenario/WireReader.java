package io.hexdispatch.loadtests.scenario;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hexdispatch.loadtests.scenario.Ledger.Answer;
import io.hexdispatch.loadtests.scenario.Ledger.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what the books need from answers and messages, token by token: the generator shares the processor with the server it
 * measures, and must not spend it on what it does not look at.
 */
final class WireReader {
    private static final String TYPE_PREFIX = "io.hexdispatch.";
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * A message of the server.
     *
     * @param type without the prefix that all types have
     * @param subject the order or event that it concerns; empty where none is named
     * @param sourceEventId of the event that it tells of; empty where it tells of none
     */
    record Message(String type, String subject, String sourceEventId) {
        boolean isOrder() {
            return type.equals("order.dispatched");
        }
    }

    /**
     * Where an answer says that a place lies, and by which map.
     *
     * @param cell the code of the base grid; empty where the answer names none
     */
    record Located(String mapVersion, String cell) {}

    /** What to do with one field of an object, with the parser at its value; it leaves the parser at the value's end. */
    private interface FieldReader {
        void read(String name) throws IOException;
    }

    private final JsonParser parser;
    private final List<Order> orders = new ArrayList<>(1);
    private int ordersWithoutResponder;
    private String cell = "";
    private String mapVersion = "";
    private String type = "";
    private String subject = "";
    private String sourceEventId = "";

    private WireReader(JsonParser parser) {
        this.parser = parser;
    }

    /** @throws IOException if it is not the JSON of a filed event */
    static Answer answer(byte[] body) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            WireReader reader = new WireReader(parser);
            parser.nextToken();
            reader.object(name -> {
                switch (name) {
                    case "grids" -> reader.array(reader::grid);
                    case "orders" -> reader.array(reader::order);
                    default -> parser.skipChildren();
                }
            });
            return new Answer(reader.cell, List.copyOf(reader.orders), reader.ordersWithoutResponder);
        }
    }

    /** @throws IOException if it is neither the JSON of a place looked up nor that of a filed event */
    static Located located(byte[] body) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            WireReader reader = new WireReader(parser);
            parser.nextToken();
            reader.object(name -> {
                switch (name) {
                    case "mapVersion" -> reader.mapVersion = parser.getText();
                    case "grids" -> reader.array(reader::grid);
                    default -> parser.skipChildren();
                }
            });
            return new Located(reader.mapVersion, reader.cell);
        }
    }

    /** @throws IOException if it is not a CloudEvent in its JSON form */
    static Message message(String text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            WireReader reader = new WireReader(parser);
            parser.nextToken();
            reader.object(name -> {
                switch (name) {
                    case "type" -> reader.type = parser.getText();
                    case "subject" -> reader.subject = parser.getText();
                    case "data" -> reader.object(reader::data);
                    default -> parser.skipChildren();
                }
            });
            String shortType =
                    reader.type.startsWith(TYPE_PREFIX) ? reader.type.substring(TYPE_PREFIX.length()) : reader.type;
            return new Message(shortType, reader.subject, reader.sourceEventId);
        }
    }

    private void data(String name) throws IOException {
        if (name.equals("event")) {
            object(field -> {
                if (field.equals("sourceEventId")) {
                    sourceEventId = parser.getText();
                } else {
                    parser.skipChildren();
                }
            });
        } else {
            parser.skipChildren();
        }
    }

    private void grid() throws IOException {
        String[] levelAndCode = {"", ""};
        object(name -> {
            switch (name) {
                case "level" -> levelAndCode[0] = parser.getText();
                case "code" -> levelAndCode[1] = parser.getText();
                default -> parser.skipChildren();
            }
        });
        if (levelAndCode[0].equals("CELL")) {
            cell = levelAndCode[1];
        }
    }

    private void order() throws IOException {
        String[] idAndUnit = {"", ""};
        boolean[] hasResponder = {false};
        object(name -> {
            switch (name) {
                case "id" -> idAndUnit[0] = parser.getText();
                case "unit" -> idAndUnit[1] = parser.getText();
                case "responder" -> hasResponder[0] = true;
                default -> parser.skipChildren();
            }
        });
        orders.add(new Order(idAndUnit[0], idAndUnit[1]));
        if (!hasResponder[0]) {
            ordersWithoutResponder++;
        }
    }

    private void object(FieldReader fields) throws IOException {
        expect(JsonToken.START_OBJECT);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            fields.read(name);
        }
        expect(JsonToken.END_OBJECT);
    }

    private interface ElementReader {
        void read() throws IOException;
    }

    private void array(ElementReader elements) throws IOException {
        expect(JsonToken.START_ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.read();
        }
    }

    private void expect(JsonToken token) throws IOException {
        if (parser.currentToken() != token) {
            throw new IOException(
                    token + " was expected at " + parser.currentLocation() + ", not " + parser.currentToken());
        }
    }
}
