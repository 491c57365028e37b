package io.hexdispatch.geodata.read;

import java.util.Optional;
import org.locationtech.jts.geom.Envelope;

/** The coordinate system of a layer, and why it was taken. */
record CoordinateChoice(ToWgs84 toWgs84, Choice choice) {
    /**
     * What a layer says of its system.
     *
     * @param where such as {@code "the .prj"}
     * @param system a name or a WKT text
     */
    record Stated(String where, String system) {}

    /**
     * Takes the system that the caller names, else the one that the layer states.
     *
     * @param file what to name in an error
     * @param missing what to say where the layer states none
     * @param box of the coordinates, for a guess
     * @throws InvalidBoundaryFileException if neither names one, or one that is not known
     */
    static CoordinateChoice of(ReadOptions options, String file, Optional<Stated> stated, String missing, Envelope box)
            throws InvalidBoundaryFileException {
        try {
            if (options.coordinateSystem().isPresent()) {
                ToWgs84 toWgs84 =
                        CoordinateSystems.named(options.coordinateSystem().get());
                return new CoordinateChoice(toWgs84, new Choice(toWgs84.name(), "named by whoever brought the file"));
            }
        } catch (UnknownCoordinateSystemException e) {
            throw new InvalidBoundaryFileException(file + ": " + e.getMessage(), e);
        }
        if (stated.isEmpty()) {
            throw new InvalidBoundaryFileException(file + ": its coordinate system is not known, because " + missing
                    + ". " + CoordinateGuess.of(box) + ". Name the system that it is in");
        }
        try {
            ToWgs84 toWgs84 = CoordinateSystems.named(stated.get().system());
            return new CoordinateChoice(
                    toWgs84, new Choice(toWgs84.name(), stated.get().where() + " says so"));
        } catch (UnknownCoordinateSystemException e) {
            throw new InvalidBoundaryFileException(
                    file + ": the coordinate system in " + stated.get().where() + " cannot be used: " + e.getMessage()
                            + ". Name the system that it is in",
                    e);
        }
    }
}
