package io.hexdispatch.device;

import io.hexdispatch.device.CsvText.BrokenTextException;
import io.hexdispatch.event.Place;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads devices from a table in comma-separated values as its bytes come, and notes everything that is wrong by row and field. The first
 * row names the columns. For one thread.
 */
public final class DeviceTable {
    /** About three times the city's sensors and cameras. */
    public static final int ROWS_MAX = 500_000;

    private static final int FAULTS_KEPT_MAX = 1_000;
    private static final int CHARS_AT_ONCE = 8_192;
    private static final int VALUE_LENGTH_TOLD_MAX = 40;
    private static final Pattern DEGREES = Pattern.compile("-?[0-9]{1,3}(\\.[0-9]{1,20})?");

    /** What is wrong. @param row 1 for the row of the columns' names, as a spreadsheet counts. @param field empty for the whole row */
    public record Fault(int row, String field, String detail) {}

    private final CharsetDecoder decoder;
    private final Charset charset;
    private final CoordinateSystem crs;
    private final CsvText csv = new CsvText(this::row);
    private final CharBuffer chars = CharBuffer.allocate(CHARS_AT_ONCE);
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private boolean isBegun;

    private Map<DeviceColumn, Integer> columns = Map.of();
    private int columnCount;
    private final List<Device> devices = new ArrayList<>();
    private final Map<String, Integer> rowOfId = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private int faultCount;
    private boolean isBroken;

    /** @param crs the coordinate system where the table has no column of its own for it */
    public DeviceTable(Charset charset, CoordinateSystem crs) {
        this.charset = charset;
        this.crs = crs;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Whether it is of no use to read on: what is wrong is among the faults. */
    public boolean isBroken() {
        return isBroken;
    }

    /** The first of what is wrong; {@link #faultCount} says how many there are. */
    public List<Fault> faults() {
        return faults;
    }

    public int faultCount() {
        return faultCount;
    }

    /** In the order of the rows; to be used only where there is no fault. */
    public List<Device> devices() {
        return devices;
    }

    public void read(byte[] part) {
        if (isBroken) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(rest.remaining() + part.length)
                .put(rest)
                .put(part)
                .flip();
        decode(bytes, false);
        rest = bytes;
    }

    public void end() {
        decode(rest, true);
        if (isBroken) {
            return;
        }
        try {
            csv.end();
        } catch (BrokenTextException e) {
            broken(e.row(), e.getMessage());
        }
        if (!isBroken && devices.isEmpty() && faultCount == 0) {
            broken(1, "there is no device; the first row names the columns, which are " + DeviceColumn.texts());
        }
    }

    private void decode(ByteBuffer bytes, boolean isLast) {
        while (!isBroken) {
            CoderResult result = decoder.decode(bytes, chars, isLast);
            chars.flip();
            try {
                csv.read(withoutByteOrderMark());
            } catch (BrokenTextException e) {
                broken(e.row(), e.getMessage());
            }
            chars.clear();
            if (result.isError()) {
                broken(
                        csv.rowNumber(),
                        "is not " + charset.name()
                                + " text; the parameter encoding says what the file is in: utf-8, gbk or gb18030");
            } else if (result.isUnderflow()) {
                return;
            }
        }
    }

    private CharSequence withoutByteOrderMark() {
        if (!isBegun && chars.hasRemaining()) {
            isBegun = true;
            if (chars.get(chars.position()) == '\uFEFF') {
                chars.get();
            }
        }
        return chars;
    }

    private void row(int number, List<String> fields) {
        if (isBroken) {
            return;
        }
        if (columns.isEmpty()) {
            columns(number, fields);
        } else if (devices.size() + faultCount >= ROWS_MAX) {
            broken(number, "more than " + ROWS_MAX + " devices are not taken at once");
        } else if (fields.size() != columnCount) {
            fault(number, "", "has " + fields.size() + " fields, and the first row has " + columnCount);
        } else {
            device(number, fields).ifPresent(devices::add);
        }
    }

    private void columns(int number, List<String> names) {
        Map<DeviceColumn, Integer> found = new EnumMap<>(DeviceColumn.class);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).strip();
            Optional<DeviceColumn> column = DeviceColumn.ofText(name);
            if (column.isEmpty()) {
                fault(
                        number,
                        told(name),
                        "is no column here; the columns are " + DeviceColumn.texts() + ", with commas between");
            } else if (found.put(column.get(), i) != null) {
                fault(number, column.get().text(), "stands twice");
            }
        }
        for (DeviceColumn column : DeviceColumn.values()) {
            if (column.isNeeded() && !found.containsKey(column)) {
                fault(number, column.text(), "is missing among the columns; needed are id, kind, name, lon, lat");
            }
        }
        columns = found;
        columnCount = names.size();
        isBroken = faultCount > 0;
    }

    private Optional<Device> device(int row, List<String> fields) {
        int before = faultCount;
        String id = text(row, fields, DeviceColumn.ID, Device.ID_LENGTH_MAX);
        String name = text(row, fields, DeviceColumn.NAME, Device.NAME_LENGTH_MAX);
        String kindText = fields.get(columns.get(DeviceColumn.KIND)).strip();
        Optional<DeviceKind> kind = DeviceKind.ofText(kindText);
        if (kind.isEmpty()) {
            fault(row, "kind", told(kindText) + " is neither sensor (传感器) nor camera (摄像头)");
        }
        CoordinateSystem system = crs(row, fields);
        double lon = degrees(row, fields, DeviceColumn.LON, 180);
        double lat = degrees(row, fields, DeviceColumn.LAT, 90);
        Integer other = rowOfId.putIfAbsent(id, row);
        if (other != null && !id.isEmpty()) {
            fault(row, "id", told(id) + " stands in row " + other + " too");
        }
        return faultCount > before
                ? Optional.empty()
                : Optional.of(new Device(id, kind.orElseThrow(), name, Place.of(system, new LonLat(lon, lat))));
    }

    private String text(int row, List<String> fields, DeviceColumn column, int lengthMax) {
        String text = fields.get(columns.get(column)).strip();
        if (text.isEmpty()) {
            fault(row, column.text(), "is empty");
        } else if (text.length() > lengthMax) {
            fault(row, column.text(), "is " + text.length() + " characters long; at most " + lengthMax + " are taken");
        } else if (text.chars().anyMatch(Character::isISOControl)) {
            fault(row, column.text(), "holds a control character");
        }
        return text;
    }

    private CoordinateSystem crs(int row, List<String> fields) {
        String text = columns.containsKey(DeviceColumn.CRS)
                ? fields.get(columns.get(DeviceColumn.CRS)).strip()
                : "";
        if (text.isEmpty()) {
            return crs;
        }
        for (CoordinateSystem known : CoordinateSystem.values()) {
            if (known.name().equals(text.toUpperCase(Locale.ROOT).replace("-", ""))) {
                return known;
            }
        }
        fault(row, "crs", told(text) + " is not known; right is one of wgs84, cgcs2000, gcj02, bd09");
        return crs;
    }

    private double degrees(int row, List<String> fields, DeviceColumn column, int max) {
        String text = fields.get(columns.get(column)).strip();
        if (!DEGREES.matcher(text).matches()) {
            fault(row, column.text(), told(text) + " is not a number of degrees, such as 113.02");
            return 0;
        }
        double degrees = Double.parseDouble(text);
        if (Math.abs(degrees) > max) {
            fault(
                    row,
                    column.text(),
                    text + " is not from -" + max + " to " + max + " degrees"
                            + (column == DeviceColumn.LAT && Math.abs(degrees) <= 180
                                    ? "; are lon and lat swapped? lon is about 113 here"
                                    : ""));
        }
        return degrees;
    }

    private void broken(int row, String detail) {
        fault(row, "", detail);
        isBroken = true;
    }

    private void fault(int row, String field, String detail) {
        faultCount++;
        if (faults.size() < FAULTS_KEPT_MAX) {
            faults.add(new Fault(row, field, detail));
        }
    }

    private static String told(String value) {
        return "\""
                + (value.length() > VALUE_LENGTH_TOLD_MAX ? value.substring(0, VALUE_LENGTH_TOLD_MAX) + "..." : value)
                + "\"";
    }
}
