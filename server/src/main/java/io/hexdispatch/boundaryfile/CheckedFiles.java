package io.hexdispatch.boundaryfile;

import io.hexdispatch.boundary.Report;
import io.hexdispatch.flow.BoundaryFiles;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.Workers;
import io.hexdispatch.geodata.check.CheckOptions;
import io.hexdispatch.geodata.check.CheckedBoundaries;
import io.hexdispatch.geodata.check.FindingsGeoJson;
import io.hexdispatch.geodata.check.ReportJson;
import io.hexdispatch.geodata.check.ReportPage;
import io.hexdispatch.geodata.check.TopologyReport;
import io.hexdispatch.geodata.inspection.BoundaryInspection;
import io.hexdispatch.geodata.read.BoundaryReader;
import io.hexdispatch.geodata.read.InvalidBoundaryFileException;
import io.hexdispatch.geodata.read.ReadLimits;
import io.hexdispatch.geodata.write.GeoJsonWriter;
import io.hexdispatch.geodata.write.GeoPackageWriter;
import io.hexdispatch.geodata.write.ShapefileWriter;
import io.hexdispatch.geodata.write.WritableGrids;
import io.hexdispatch.grid.BoundarySet;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Boundary files as {@code geo-data} reads and checks them. */
public final class CheckedFiles implements BoundaryFiles {
    private final Context loop;
    private final Workers workers;
    private final Path temporaryFolders;

    /** @param temporaryFolders where zips are unpacked */
    public CheckedFiles(Context loop, Workers workers, Path temporaryFolders) {
        this.loop = loop;
        this.workers = workers;
        this.temporaryFolders = temporaryFolders;
    }

    @Override
    public void refuseWhatCannotBe(Map<String, String> wishes) {
        new FileWishes(wishes);
    }

    @Override
    public Future<Inspected> inspect(Upload upload, String version, BoundarySet live, Progress progress) {
        FileWishes wishes = new FileWishes(upload.wishes());
        return workers.run(() -> {
            BoundaryInspection inspection = wishes.inspecting(new BoundaryInspection(
                    new BoundaryReader(ReadLimits.DEFAULTS, temporaryFolders),
                    (step, done, total) -> loop.runOnContext(turn -> progress.step(step, done, total))));
            CheckOptions checking = wishes.checking(version, upload.name()).withLive(live);
            try {
                return inspected(
                        wishes.repair()
                                ? inspection
                                        .repair(upload.path(), wishes.reading(), checking)
                                        .checked()
                                : inspection.inspect(upload.path(), wishes.reading(), checking));
            } catch (InvalidBoundaryFileException e) {
                throw new RefusedException(RefusedException.Kind.INVALID, e.getMessage());
            }
        });
    }

    private static Inspected inspected(CheckedBoundaries checked) throws IOException {
        TopologyReport report = checked.report();
        return new Inspected(
                new Report(
                        text(out -> new ReportJson().write(report, out)),
                        text(out -> new ReportPage().write(report, out)),
                        text(out -> new FindingsGeoJson().write(report, out))),
                Math.toIntExact(report.grids()),
                report.errors(),
                report.warnings(),
                report.repairedGrids(),
                checked.boundaries());
    }

    private interface WrittenForm {
        void write(OutputStream out) throws IOException;
    }

    private static String text(WrittenForm form) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        form.write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public Future<Void> delete(Upload upload) {
        return workers.run(() -> {
            Files.deleteIfExists(upload.path());
            Files.deleteIfExists(upload.path().getParent());
            return null;
        });
    }

    @Override
    public Future<Path> write(BoundarySet boundaries, Form form) {
        return workers.run(() -> {
            Path file = Files.createTempFile(temporaryFolders, "export", "." + form.ending());
            try {
                write(boundaries, form, file);
                return file;
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        });
    }

    /** Writes boundaries to a file, in place of one that is there. */
    public static void write(BoundarySet boundaries, Form form, Path file) throws IOException {
        switch (form) {
            case GEOPACKAGE -> new GeoPackageWriter().write(boundaries, file);
            case GEOJSON -> stream(file, out -> new GeoJsonWriter().write(boundaries, out));
            case SHAPEFILE -> stream(file, out -> new ShapefileWriter().write(boundaries, out));
        }
    }

    /** The same for grids in which something may be missing. */
    public static void write(WritableGrids grids, Form form, Path file) throws IOException {
        switch (form) {
            case GEOPACKAGE -> new GeoPackageWriter().write(grids, file);
            case GEOJSON -> stream(file, out -> new GeoJsonWriter().write(grids, out));
            case SHAPEFILE -> stream(file, out -> new ShapefileWriter().write(grids, out));
        }
    }

    private static void stream(Path file, WrittenForm form) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            form.write(out);
        }
    }
}
