package io.hexdispatch.geodata.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds small shapefiles byte by byte, good ones and, by changing their bytes, bad ones. */
final class TestShapefile {
    static final String WGS_84 = "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,"
            + "298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";
    static final int POLYGON = 5;
    static final int POLYGON_Z = 15;
    static final int POLYGON_M = 25;
    private static final int FIELD_BYTES = 20;

    private final List<String> fields;
    private final Charset charset;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<byte[]> contents = new ArrayList<>();
    private int type = POLYGON;
    private int languageByte;
    private String prj = WGS_84;
    private String cpg;

    TestShapefile(Charset charset, String... fields) {
        this.charset = charset;
        this.fields = List.of(fields);
    }

    /** Two squares of a degree's hundredth, with codes and Chinese names. */
    static TestShapefile twoSquares(Charset charset) {
        return new TestShapefile(charset, "code", "name")
                .row(List.of("c-1", "新郑市观音寺镇"), clockwiseSquare(113.60, 34.70, 0.01))
                .row(List.of("c-2", "龙湖镇"), clockwiseSquare(113.61, 34.70, 0.01));
    }

    static double[] clockwiseSquare(double x, double y, double side) {
        return new double[] {x, y, x, y + side, x + side, y + side, x + side, y, x, y};
    }

    static double[] reversed(double... ring) {
        double[] reversed = new double[ring.length];
        for (int i = 0; i < ring.length; i += 2) {
            reversed[i] = ring[ring.length - 2 - i];
            reversed[i + 1] = ring[ring.length - 1 - i];
        }
        return reversed;
    }

    TestShapefile ofType(int value) {
        type = value;
        return this;
    }

    TestShapefile withPrj(String value) {
        prj = value;
        return this;
    }

    TestShapefile withCpg(String value) {
        cpg = value;
        return this;
    }

    TestShapefile withLanguageByte(int value) {
        languageByte = value;
        return this;
    }

    TestShapefile row(List<String> values, double[]... rings) {
        rows.add(values);
        contents.add(rings.length == 0 ? content(0).array() : polygon(rings));
        return this;
    }

    private static ByteBuffer content(int bytesBehindType) {
        return ByteBuffer.allocate(4 + bytesBehindType).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] polygon(double[]... rings) {
        int positions = Arrays.stream(rings).mapToInt(ring -> ring.length / 2).sum();
        int extras = type == POLYGON ? 0 : (16 + 8 * positions) * (type == POLYGON_Z ? 2 : 1);
        ByteBuffer out = content(40 + 4 * rings.length + 16 * positions + extras);
        out.putInt(type);
        double[] all = Arrays.stream(rings).flatMapToDouble(Arrays::stream).toArray();
        for (int corner = 0; corner < 4; corner++) {
            double value = all[corner % 2];
            for (int i = corner % 2; i < all.length; i += 2) {
                value = corner < 2 ? Math.min(value, all[i]) : Math.max(value, all[i]);
            }
            out.putDouble(value);
        }
        out.putInt(rings.length).putInt(positions);
        int start = 0;
        for (double[] ring : rings) {
            out.putInt(start);
            start += ring.length / 2;
        }
        for (double[] ring : rings) {
            for (double number : ring) {
                out.putDouble(number);
            }
        }
        // Ranges and values of heights and measures stay 0.
        return out.array();
    }

    byte[] shp() {
        int bytes =
                100 + contents.stream().mapToInt(content -> 8 + content.length).sum();
        ByteBuffer out = header(bytes);
        int number = 1;
        for (byte[] content : contents) {
            out.order(ByteOrder.BIG_ENDIAN)
                    .putInt(number++)
                    .putInt(content.length / 2)
                    .put(content);
        }
        return out.array();
    }

    byte[] shx() {
        ByteBuffer out = header(100 + 8 * contents.size()).order(ByteOrder.BIG_ENDIAN);
        int offset = 100;
        for (byte[] content : contents) {
            out.putInt(offset / 2).putInt(content.length / 2);
            offset += 8 + content.length;
        }
        return out.array();
    }

    private ByteBuffer header(int bytes) {
        ByteBuffer out = ByteBuffer.allocate(bytes);
        out.putInt(9994).position(24);
        out.putInt(bytes / 2).order(ByteOrder.LITTLE_ENDIAN).putInt(1000).putInt(type);
        return out.position(100);
    }

    byte[] dbf() {
        int rowBytes = 1 + FIELD_BYTES * fields.size();
        int headerBytes = 33 + 32 * fields.size();
        ByteBuffer out =
                ByteBuffer.allocate(headerBytes + rowBytes * rows.size() + 1).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 3).put(new byte[] {126, 1, 1}).putInt(rows.size());
        out.putShort((short) headerBytes).putShort((short) rowBytes);
        out.put(29, (byte) languageByte).position(32);
        for (String field : fields) {
            out.put(Arrays.copyOf(Arrays.copyOf(field.getBytes(charset), 10), 11))
                    .put((byte) 'C');
            out.putInt(0).put((byte) FIELD_BYTES).put(new byte[15]);
        }
        out.put((byte) 13);
        for (List<String> row : rows) {
            out.put((byte) ' ');
            for (String value : row) {
                byte[] text = value.getBytes(charset);
                byte[] cell = new byte[FIELD_BYTES];
                Arrays.fill(cell, (byte) ' ');
                System.arraycopy(text, 0, cell, 0, Math.min(text.length, FIELD_BYTES));
                out.put(cell);
            }
        }
        return out.put((byte) 26).array();
    }

    /** The files by their endings. */
    Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("shp", shp());
        files.put("shx", shx());
        files.put("dbf", dbf());
        if (prj != null) {
            files.put("prj", prj.getBytes(StandardCharsets.UTF_8));
        }
        if (cpg != null) {
            files.put("cpg", cpg.getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    /** Writes the files into a folder, and returns the one to read. */
    Path write(Path folder, String name) throws IOException {
        return write(folder, name, files());
    }

    static Path write(Path folder, String name, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(name + "." + file.getKey()), file.getValue());
        }
        return folder.resolve(name + ".shp");
    }

    /** Puts files into a zip by their names. */
    static Path zip(Path zip, Charset names, Map<String, byte[]> files) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip), names)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return zip;
    }

    /** The files under a name, for a zip; {@code name} may have folders. */
    Map<String, byte[]> named(String name) {
        Map<String, byte[]> named = new LinkedHashMap<>();
        files().forEach((ending, bytes) -> named.put(name + "." + ending, bytes));
        return named;
    }
}
