package io.hexdispatch.device;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated values after RFC 4180 as they come, part by part: fields in quotes may hold commas, doubled quotes and line ends.
 * Lines end with LF, CR LF or CR; empty ones are skipped. For one thread.
 */
public final class CsvText {
    private static final int ROW_LENGTH_MAX = 10_000;
    private static final int FIELDS_MAX = 100;

    /** Takes a row. @param number 1 for the first, as a spreadsheet counts; empty rows count */
    @FunctionalInterface
    public interface Rows {
        void row(int number, List<String> fields);
    }

    /** Text that cannot be read on. */
    public static final class BrokenTextException extends Exception {
        private static final long serialVersionUID = 1;
        private final int row;

        public BrokenTextException(int row, String message) {
            super(message, null, false, false);
            this.row = row;
        }

        public int row() {
            return row;
        }
    }

    private enum Where {
        FIELD_START,
        PLAIN,
        QUOTED,
        /** Behind a quote that ends the field, or is the first of two. */
        QUOTE_SEEN
    }

    private final Rows rows;
    private final StringBuilder field = new StringBuilder();
    private List<String> fields = new ArrayList<>();
    private Where where = Where.FIELD_START;
    private boolean lastWasReturn;
    private int number = 1;
    private int length;

    public CsvText(Rows rows) {
        this.rows = rows;
    }

    /** The row that is being read. */
    public int rowNumber() {
        return number;
    }

    public void read(CharSequence part) throws BrokenTextException {
        for (int i = 0; i < part.length(); i++) {
            read(part.charAt(i));
        }
    }

    /** The text is at its end; the last row need not have a line end. */
    public void end() throws BrokenTextException {
        if (where == Where.QUOTED) {
            throw new BrokenTextException(number, "a quote is opened and never closed");
        }
        if (where != Where.FIELD_START || !fields.isEmpty()) {
            endRow();
        }
    }

    private void read(char c) throws BrokenTextException {
        if (++length > ROW_LENGTH_MAX) {
            throw new BrokenTextException(
                    number,
                    "is longer than " + ROW_LENGTH_MAX + " characters"
                            + (where == Where.QUOTED
                                    ? "; a quote that is opened and not closed is the usual cause"
                                    : ""));
        }
        boolean afterReturn = lastWasReturn;
        lastWasReturn = false;
        if (where == Where.QUOTED) {
            if (c == '"') {
                where = Where.QUOTE_SEEN;
            } else {
                field.append(c);
            }
        } else if (c == '"' && where == Where.QUOTE_SEEN) {
            field.append('"');
            where = Where.QUOTED;
        } else if (c == '"' && where == Where.FIELD_START) {
            where = Where.QUOTED;
        } else if (c == ',') {
            endField();
        } else if (c == '\n' && afterReturn) {
            length = 0;
        } else if (c == '\n' || c == '\r') {
            lastWasReturn = c == '\r';
            endRow();
        } else if (where == Where.QUOTE_SEEN) {
            throw new BrokenTextException(
                    number,
                    "field " + (fields.size() + 1) + " goes on behind its closing quote; a quote inside is doubled");
        } else {
            field.append(c);
            where = Where.PLAIN;
        }
    }

    private void endField() throws BrokenTextException {
        if (fields.size() == FIELDS_MAX) {
            throw new BrokenTextException(number, "has more than " + FIELDS_MAX + " fields");
        }
        fields.add(field.toString());
        field.setLength(0);
        where = Where.FIELD_START;
    }

    private void endRow() throws BrokenTextException {
        if (where != Where.FIELD_START || !fields.isEmpty()) {
            endField();
            List<String> row = fields;
            fields = new ArrayList<>(row.size());
            rows.row(number, row);
        }
        number++;
        length = 0;
    }
}
