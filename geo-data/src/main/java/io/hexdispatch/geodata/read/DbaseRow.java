package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalLong;

/** The row of an attribute table on which it stands, as texts. */
final class DbaseRow {
    private final DbaseTable table;
    private final long index;
    private final TextEncoding encoding;
    private final LayerFindings findings;

    /** @param index of the row that the table has entered, from 0 */
    DbaseRow(DbaseTable table, long index, TextEncoding encoding, LayerFindings findings) {
        this.table = table;
        this.index = index;
        this.encoding = encoding;
        this.findings = findings;
    }

    /** What stands in a field, without blanks around it; null if the field is of a type that has no text. */
    String text(int place) {
        DbaseTable.Field field = table.fields().get(place);
        int end = field.start() + field.width();
        switch (field.type()) {
            case 'N', 'F' -> {
                String number = encoding.decode(table.row(), field.start(), end);
                // A number that did not fit its field is shown as stars.
                return number.startsWith("*") ? null : NumberText.plain(number);
            }
            case 'I' -> {
                return field.width() != Integer.BYTES
                        ? null
                        : Integer.toString(ByteBuffer.wrap(table.row(), field.start(), Integer.BYTES)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getInt());
            }
            case 'C', 'D', 'L' -> {
                String text = encoding.decode(table.row(), field.start(), end);
                if (encoding.wasMalformed()) {
                    long offset = table.offset(index) + field.start();
                    findings.rowError(
                            Kind.ENCODING,
                            OptionalLong.of(offset),
                            "the text \"" + text + "\" at offset " + offset
                                    + " of the .dbf has bytes that are nothing in "
                                    + encoding.choice().value() + " ("
                                    + encoding.choice().reason()
                                    + "); another encoding can be named",
                            Optional.empty());
                }
                return text;
            }
            default -> {
                return null;
            }
        }
    }
}
