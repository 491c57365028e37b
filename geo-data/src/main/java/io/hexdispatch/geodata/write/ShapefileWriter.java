package io.hexdispatch.geodata.write;

import io.hexdispatch.grid.BoundarySet;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a boundary set as ESRI shapefiles in one zip: for each level that has grids a layer of polygons named after it, such
 * as {@code county.shp} with {@code .shx}, {@code .dbf}, {@code .prj} and {@code .cpg}.
 *
 * <p>Coordinates are the set's own, x longitude and y latitude in degrees. The .prj calls them CGCS2000 (EPSG:4490), the system that
 * surveyors in China work in and that agrees with WGS 84 to within centimetres. Exterior rings run clockwise, holes
 * counterclockwise. The text fields CODE, NAME, LEVEL (the level's name in lower case) and PARENT (blank for a grid without
 * one) are in UTF-8; a name longer than the 254 bytes that a field can have is cut after the last whole character. The version and
 * title of the set have no place in the format. The same set always gives the same bytes.
 *
 * <p>Any number of threads may write at once, each to its own stream. Records are streamed; nothing is held in memory beyond
 * one ring.
 *
 * <p>Source: ESRI Shapefile Technical Description, an ESRI White Paper, July 1998; for the .dbf the dBASE III layout.
 */
public final class ShapefileWriter {
    /** The date of every file: the earliest that a zip can state. */
    static final LocalDateTime FILE_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final String CGCS2000_ESRI_WKT = "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\","
            + "DATUM[\"D_China_2000\",SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],"
            + "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

    private record Layer(String name, PolygonShapes shapes, DbaseTable table) {}

    /**
     * Writes the whole set, the grids of a layer in the order of the set, and leaves the stream open.
     *
     * @throws IllegalArgumentException if a boundary is empty or is neither a Polygon nor a MultiPolygon, or if a layer
     *     needs more than the 4 GB that the format can address; nothing is written then
     */
    public void write(BoundarySet boundaries, OutputStream out) throws IOException {
        write(WritableGrids.of(boundaries), out);
    }

    /** The same for grids in which something may be missing: texts are blank then, shapes null. */
    public void write(WritableGrids grids, OutputStream out) throws IOException {
        List<Layer> layers = layers(grids);
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (Layer layer : layers) {
            startFile(zip, layer.name + ".shp");
            layer.shapes.writeShapes(zip);
            startFile(zip, layer.name + ".shx");
            layer.shapes.writeIndex(zip);
            startFile(zip, layer.name + ".dbf");
            layer.table.write(zip);
            startFile(zip, layer.name + ".prj");
            zip.write(CGCS2000_ESRI_WKT.getBytes(StandardCharsets.US_ASCII));
            startFile(zip, layer.name + ".cpg");
            zip.write("UTF-8".getBytes(StandardCharsets.US_ASCII));
        }
        zip.finish();
        zip.flush();
    }

    private static List<Layer> layers(WritableGrids written) {
        List<Layer> layers = new ArrayList<>();
        written.layers()
                .forEach((name, grids) ->
                        layers.add(new Layer(name, new PolygonShapes(name, grids), new DbaseTable(grids))));
        return layers;
    }

    private static void startFile(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(FILE_TIME);
        zip.putNextEntry(entry);
    }
}
