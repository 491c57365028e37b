package io.hexdispatch.wire;

import io.hexdispatch.event.Place;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.grid.index.HexCells;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A place as callers give it: lon, lat and the coordinate system that they are in. */
public final class PlaceJson {
    private PlaceJson() {}

    /** Reads {@code lon}, {@code lat} and {@code crs}; empty where they are not right, with the faults noted. */
    public static Optional<Place> read(Fields fields) {
        Optional<Double> longitude = fields.number("lon", "the longitude in degrees, -180 to 180");
        Optional<Double> latitude = fields.number("lat", "the latitude in degrees, -90 to 90");
        Optional<CoordinateSystem> crs = fields.optionalText("crs", 20)
                .map(text -> crs(text, fields))
                .orElse(Optional.of(CoordinateSystem.WGS84));
        if (longitude.isEmpty() || latitude.isEmpty() || crs.isEmpty()) {
            return Optional.empty();
        }
        return fault(longitude.get(), latitude.get())
                .<Optional<Place>>map(fault -> {
                    fields.fault(fault.pointer(), fault.detail());
                    return Optional.empty();
                })
                .orElseGet(() -> Optional.of(Place.of(crs.get(), new LonLat(longitude.get(), latitude.get()))));
    }

    /** What is wrong with a position, under the name of the coordinate at fault. */
    public static Optional<Fields.Fault> fault(double longitude, double latitude) {
        if (Math.abs(latitude) > 90) {
            String hint = Math.abs(latitude) <= 180 && Math.abs(longitude) <= 90
                    ? "; lon " + longitude + " and lat " + latitude
                            + " look swapped: lon is the longitude, about 113 here"
                    : "";
            return Optional.of(
                    new Fields.Fault("lat", latitude + " is not a latitude, which is -90 to 90 degrees" + hint));
        }
        if (Math.abs(longitude) > 180) {
            return Optional.of(
                    new Fields.Fault("lon", longitude + " is not a longitude, which is -180 to 180 degrees"));
        }
        return Optional.empty();
    }

    /** The H3 cell of resolution 10 that a WGS 84 position lies in, for bins, neighbours and hot spots. */
    public static String h3(LonLat wgs84) {
        return HexCells.text(HexCells.cellAt(wgs84.longitude(), wgs84.latitude()));
    }

    private static Optional<CoordinateSystem> crs(String text, Fields fields) {
        Optional<CoordinateSystem> crs = crs(text);
        if (crs.isEmpty()) {
            fields.fault("crs", "\"" + text + "\" is not known; right is one of " + crsTexts());
        }
        return crs;
    }

    public static Optional<CoordinateSystem> crs(String text) {
        return Arrays.stream(CoordinateSystem.values())
                .filter(crs -> text(crs).equals(text))
                .findFirst();
    }

    public static String text(CoordinateSystem crs) {
        return crs.name().toLowerCase(Locale.ROOT);
    }

    /** All coordinate systems as callers write them. */
    public static String crsTexts() {
        return Arrays.stream(CoordinateSystem.values()).map(PlaceJson::text).collect(Collectors.joining(", "));
    }
}
