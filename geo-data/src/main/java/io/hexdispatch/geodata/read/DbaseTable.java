package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The attribute table of a shapefile (.dbf): where its fields and rows stand. Its texts are bytes here; {@link TextEncoding} makes
 * them readable.
 *
 * <p>Source: the dBASE III layout, with the variations that FoxPro and ArcGIS write.
 */
final class DbaseTable {
    private static final int FILE_HEADER_BYTES = 32;
    private static final int FIELD_HEADER_BYTES = 32;
    private static final int FIELD_NAME_BYTES = 11;
    /** The last byte of a name ends it, so this is what a longer name is cut to. */
    static final int FIELD_NAME_CHARACTERS = 10;

    private static final int FIELDS_MAX = 2_046;
    private static final int HEADER_END = 0x0D;
    private static final int DELETED = '*';
    private static final List<Integer> KNOWN_VERSIONS =
            List.of(0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8E, 0xCB, 0xF5);

    /**
     * @param type C for text, N and F for numbers written out, D for a date, L for a truth, I for a number in binary form
     * @param start where it begins in a row, behind the mark for deletion
     */
    record Field(byte[] name, char type, int start, int width) {}

    private final FileBytes bytes;
    private final List<Field> fields;
    private final int headerBytes;
    private final int rowBytes;
    private final long rows;
    private final byte[] row;

    private DbaseTable(FileBytes bytes, List<Field> fields, int headerBytes, int rowBytes, long rows) {
        this.bytes = bytes;
        this.fields = fields;
        this.headerBytes = headerBytes;
        this.rowBytes = rowBytes;
        this.rows = rows;
        row = new byte[rowBytes];
    }

    /** @throws InvalidBoundaryFileException if the header makes no sense, so that no row can be found */
    static DbaseTable open(String name, FileBytes bytes, LayerFindings findings)
            throws IOException, InvalidBoundaryFileException {
        if (bytes.size() < FILE_HEADER_BYTES + 1) {
            throw new InvalidBoundaryFileException(
                    name + ", offset " + bytes.size() + ": the file ends within the header of a dBASE table");
        }
        int version = bytes.unsignedByte(0);
        if (!KNOWN_VERSIONS.contains(version)) {
            findings.layerWarning(
                    Kind.TABLE,
                    0,
                    name + ": the version byte is 0x" + Integer.toHexString(version)
                            + ", which is unknown; it is read as dBASE III (0x3)");
        }
        long statedRows = Integer.toUnsignedLong(bytes.littleEndianInt(4));
        int statedHeaderBytes = bytes.littleEndianShort(8);
        int rowBytes = bytes.littleEndianShort(10);
        List<Field> fields = fields(name, bytes, statedHeaderBytes, rowBytes);
        int fieldBytes = 1 + fields.stream().mapToInt(Field::width).sum();
        if (rowBytes < fieldBytes) {
            throw new InvalidBoundaryFileException(name + ", offset 10: the header says that a row has " + rowBytes
                    + " bytes, but its fields need " + fieldBytes);
        }
        int headerBytes = headerBytes(name, bytes, fields, statedHeaderBytes, rowBytes, statedRows, findings);
        long rows = Math.min(statedRows, Math.max(0, (bytes.size() - headerBytes) / rowBytes));
        if (rows < statedRows) {
            findings.layerError(
                    Kind.TABLE,
                    headerBytes + rows * rowBytes,
                    name + ": the header says " + statedRows + " rows, but the file ends in row " + (rows + 1)
                            + ", at offset " + bytes.size());
        }
        return new DbaseTable(bytes, fields, headerBytes, rowBytes, rows);
    }

    private static List<Field> fields(String name, FileBytes bytes, int statedHeaderBytes, int rowBytes)
            throws IOException, InvalidBoundaryFileException {
        int count = 0;
        long offset = FILE_HEADER_BYTES;
        while (offset < bytes.size() && bytes.unsignedByte(offset) != HEADER_END) {
            // Some programs write no end mark: then the stated length of the header ends the list.
            boolean stated = statedHeaderBytes > FILE_HEADER_BYTES && offset >= statedHeaderBytes;
            if (stated && total(read(bytes, count, false)) + 1 == rowBytes) {
                break;
            }
            if (offset + FIELD_HEADER_BYTES > bytes.size() || ++count > FIELDS_MAX) {
                throw new InvalidBoundaryFileException(name + ", offset " + offset
                        + ": the list of fields does not end; the byte 0x0D is wanted behind the last one");
            }
            offset += FIELD_HEADER_BYTES;
        }
        if (offset >= bytes.size()) {
            throw new InvalidBoundaryFileException(
                    name + ", offset " + bytes.size() + ": the file ends within the list of fields");
        }
        List<Field> fields = read(bytes, count, false);
        // Clipper keeps the width of a text of more than 255 bytes in two bytes.
        return total(fields) + 1 != rowBytes && total(read(bytes, count, true)) + 1 == rowBytes
                ? read(bytes, count, true)
                : fields;
    }

    private static List<Field> read(FileBytes bytes, int count, boolean wideTexts) throws IOException {
        List<Field> fields = new ArrayList<>();
        int start = 1;
        for (int i = 0; i < count; i++) {
            long offset = FILE_HEADER_BYTES + (long) i * FIELD_HEADER_BYTES;
            byte[] name = new byte[FIELD_NAME_BYTES];
            bytes.bytes(offset, name);
            int length = 0;
            while (length < FIELD_NAME_BYTES && name[length] != 0) {
                length++;
            }
            char type = (char) bytes.unsignedByte(offset + FIELD_NAME_BYTES);
            int width = bytes.unsignedByte(offset + 16);
            if (wideTexts && type == 'C') {
                width += bytes.unsignedByte(offset + 17) << 8;
            }
            fields.add(new Field(Arrays.copyOf(name, length), type, start, width));
            start += width;
        }
        return fields;
    }

    private static int total(List<Field> fields) {
        return fields.stream().mapToInt(Field::width).sum();
    }

    /** The length of the header as it is stated, or as the list of fields has it where that alone fits the file. */
    private static int headerBytes(
            String name,
            FileBytes bytes,
            List<Field> fields,
            int stated,
            int rowBytes,
            long rows,
            LayerFindings findings) {
        int least = FILE_HEADER_BYTES + FIELD_HEADER_BYTES * fields.size();
        long rest = bytes.size() - rows * rowBytes;
        boolean statedFits = stated >= least && (rest == stated || rest == stated + 1);
        boolean leastFits = rest == least + 1 || rest == least + 2;
        if (stated >= least && stated <= bytes.size() && (statedFits || !leastFits)) {
            return stated;
        }
        findings.layerWarning(
                Kind.TABLE,
                8,
                name + ": the header says that it has " + stated + " bytes, but its fields end at " + (least + 1)
                        + "; the rows are read from there");
        return least + 1;
    }

    /** How many rows are there, deleted ones included. */
    long rows() {
        return rows;
    }

    List<Field> fields() {
        return fields;
    }

    /** The byte that says, in some programs' files, which encoding the texts are in. */
    int languageByte() throws IOException {
        return bytes.unsignedByte(29);
    }

    /** The offset of a row, counted from 0. */
    long offset(long index) {
        return headerBytes + index * rowBytes;
    }

    /** Goes to a row, counted from 0; false if it is marked as deleted. */
    boolean enter(long index) throws IOException {
        bytes.bytes(offset(index), row);
        return row[0] != DELETED;
    }

    /** The bytes of the row that was entered; the field says which of them are whose. */
    byte[] row() {
        return row;
    }
}
