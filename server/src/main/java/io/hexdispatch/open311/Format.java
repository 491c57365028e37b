package io.hexdispatch.open311;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * How an answer is written: XML, or its JSON by the Spark convention, which leaves the outermost name away. An answer is made of maps,
 * lists, texts, numbers, booleans and null.
 */
enum Format {
    XML("text/xml; charset=utf-8"),
    JSON("application/json; charset=utf-8");

    /** What the elements of a list are called. */
    private static final Map<String, String> ITEMS = Map.of(
            "services", "service",
            "service_requests", "request",
            "attributes", "attribute",
            "values", "value",
            "errors", "error",
            "endpoints", "endpoint",
            "formats", "format");

    private static final XMLOutputFactory XML_OUTPUT = XMLOutputFactory.newDefaultFactory();

    private final String contentType;

    Format(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** @param name of the outermost element */
    Buffer write(String name, Object value) {
        if (this == JSON) {
            return Json.encodeToBuffer(value);
        }
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            XMLStreamWriter xml = XML_OUTPUT.createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            element(xml, name, value);
            xml.writeEndDocument();
            xml.close();
            return Buffer.buffer(out.toByteArray());
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML written to memory", e);
        }
    }

    private static void element(XMLStreamWriter xml, String name, Object value) throws XMLStreamException {
        xml.writeStartElement(name);
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> member : map.entrySet()) {
                element(xml, member.getKey().toString(), member.getValue());
            }
        } else if (value instanceof List<?> list) {
            for (Object item : list) {
                element(xml, ITEMS.get(name), item);
            }
        } else if (value != null) {
            xml.writeCharacters(legal(value.toString()));
        }
        xml.writeEndElement();
    }

    /** XML 1.0 has no way to write some characters: the control characters, and halves of surrogate pairs. */
    private static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || (c >= 0x20 && c <= 0xD7FF)
                                || (c >= 0xE000 && c <= 0xFFFD)
                                || c >= 0x10000
                        ? c
                        : 0xFFFD)
                .forEach(legal::appendCodePoint);
        return legal.toString();
    }
}
