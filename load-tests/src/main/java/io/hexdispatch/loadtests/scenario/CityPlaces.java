package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.demo.DefaultCity;
import java.util.List;
import java.util.SplittableRandom;
import org.locationtech.jts.geom.Point;

/** Places in the default city, one inside each of its base grids. */
final class CityPlaces {
    /**
     * A place, in WGS 84 degrees.
     *
     * @param cell the code of the base grid that it lies in
     */
    record Place(String cell, double longitude, double latitude) {}

    private final List<Place> places;

    CityPlaces(List<Place> places) {
        this.places = List.copyOf(places);
    }

    /** Generates the city; takes some seconds. */
    static CityPlaces ofDefaultCity() {
        return new CityPlaces(DefaultCity.generate().grids().stream()
                .filter(grid -> grid.level() == GridLevel.CELL)
                .map(CityPlaces::inside)
                .toList());
    }

    private static Place inside(Grid grid) {
        Point point = grid.boundary().getInteriorPoint();
        return new Place(grid.code().value(), point.getX(), point.getY());
    }

    /** The places of the area of a unit: of a county, whose code begins those of its base grids, or else of the whole city. */
    CityPlaces in(String area) {
        List<Place> inside =
                places.stream().filter(place -> place.cell().startsWith(area)).toList();
        return inside.isEmpty() ? this : new CityPlaces(inside);
    }

    int size() {
        return places.size();
    }

    Place any(SplittableRandom random) {
        return places.get(random.nextInt(places.size()));
    }
}
