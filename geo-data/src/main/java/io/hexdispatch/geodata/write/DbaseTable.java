package io.hexdispatch.geodata.write;

import io.hexdispatch.geodata.DrawnGrid;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The attributes of one layer as a dBASE III table (.dbf): text columns in UTF-8, each as wide as its widest value in bytes; what is
 * missing is blank.
 *
 * <p>A column takes at most 254 bytes; a longer text is cut there, in front of the character that does not fit as a whole.
 */
final class DbaseTable {
    private static final int VERSION_DBASE_III = 3;
    private static final int FILE_HEADER_BYTES = 32;
    private static final int COLUMN_HEADER_BYTES = 32;
    private static final int COLUMN_NAME_BYTES = 11;
    private static final int TEXT_BYTES_MAX = 254;
    private static final char HEADER_END = '\r';
    private static final char PRESENT = ' ';
    private static final int FILE_END = 0x1A;

    private record Column(String name, Function<DrawnGrid, Optional<String>> value, int widthBytes) {
        static Column of(String name, Function<DrawnGrid, Optional<String>> value, List<DrawnGrid> grids) {
            int widthBytes = 1;
            for (DrawnGrid grid : grids) {
                widthBytes = Math.max(widthBytes, fitted(value.apply(grid).orElse("")).length);
            }
            return new Column(name, value, widthBytes);
        }
    }

    private final List<DrawnGrid> grids;
    private final List<Column> columns;

    DbaseTable(List<DrawnGrid> grids) {
        this.grids = grids;
        columns = List.of(
                Column.of("CODE", DrawnGrid::code, grids),
                Column.of("NAME", DrawnGrid::name, grids),
                Column.of("LEVEL", DrawnGrid::level, grids),
                Column.of("PARENT", DrawnGrid::parent, grids));
    }

    void write(OutputStream stream) throws IOException {
        ByteOrderOutput out = new ByteOrderOutput(stream);
        writeHeader(out);
        for (DrawnGrid grid : grids) {
            out.oneByte(PRESENT);
            for (Column column : columns) {
                out.padded(fitted(column.value.apply(grid).orElse("")), column.widthBytes, ' ');
            }
        }
        out.oneByte(FILE_END);
        out.flush();
    }

    private void writeHeader(ByteOrderOutput out) throws IOException {
        int recordBytes = 1 + columns.stream().mapToInt(Column::widthBytes).sum();
        out.oneByte(VERSION_DBASE_III);
        // The day of the last change, years since 1900: fixed, so that the same set always gives the same bytes.
        out.oneByte(ShapefileWriter.FILE_TIME.getYear() - 1900);
        out.oneByte(ShapefileWriter.FILE_TIME.getMonthValue());
        out.oneByte(ShapefileWriter.FILE_TIME.getDayOfMonth());
        out.littleEndian(grids.size());
        out.littleEndian((short) (FILE_HEADER_BYTES + COLUMN_HEADER_BYTES * columns.size() + 1));
        out.littleEndian((short) recordBytes);
        // Reserved; the language byte among it stays 0, "not stated", because there is none for UTF-8: the .cpg says
        // it.
        out.zeros(20);
        for (Column column : columns) {
            out.padded(column.name.getBytes(StandardCharsets.US_ASCII), COLUMN_NAME_BYTES, '\0');
            out.oneByte('C');
            out.zeros(4);
            out.oneByte(column.widthBytes);
            out.zeros(15);
        }
        out.oneByte(HEADER_END);
    }

    private static byte[] fitted(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length <= TEXT_BYTES_MAX) {
            return utf8;
        }
        int end = TEXT_BYTES_MAX;
        // Bytes 10xxxxxx continue a character: step back to the first byte of the one that would be cut.
        while ((utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(utf8, end);
    }
}
