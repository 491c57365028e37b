package io.hexdispatch.grid.demo;

import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;

/** One township with its communities, villages and base grids, drawn, named and numbered. */
final class TownshipGrids {
    /** Codes of residents' communities run from 001, those of villages from 201, as in the statistical divisions. */
    private static final int VILLAGES_AFTER = 200;

    private final Township place;
    private final Mesh mesh;
    private final RoughBorders borders;
    private final GridCode code;
    private final List<Grid> communities = new ArrayList<>();
    private final List<BaseGrid> baseGrids = new ArrayList<>();
    private final Grid township;

    /** @param communityCells how many of the township's cells are community grids; the others are rural grids */
    TownshipGrids(Township place, CommunityGrouping grouping, int communityCells, Mesh mesh, RoughBorders borders) {
        this.place = place;
        this.mesh = mesh;
        this.borders = borders;
        code = new GridCode(place.code());
        boolean[] town = grouping.town(place.seat(), communityCells);
        boolean[] country = new boolean[town.length];
        for (int i = 0; i < town.length; i++) {
            country[i] = !town[i];
        }
        List<int[]> residents = grouping.groups(town, place.communities(), place.seat());
        for (int i = 0; i < residents.size(); i++) {
            String name = place.name() + "第" + padded(i + 1, 2) + "社区";
            add(code + padded(i + 1, 3), name, residents.get(i), true);
        }
        addVillages(new ArrayList<>(grouping.groups(country, place.villages(), place.seat())));
        township = new Grid(
                code,
                place.name(),
                GridLevel.TOWNSHIP,
                Optional.of(new GridCode(place.countyCode())),
                DefaultCity.union(communities));
    }

    Grid township() {
        return township;
    }

    List<Grid> communities() {
        return communities;
    }

    List<BaseGrid> baseGrids() {
        return baseGrids;
    }

    private void addVillages(List<int[]> villages) {
        List<String> codes = new ArrayList<>(IntStream.rangeClosed(1, villages.size())
                .mapToObj(number -> code + padded(VILLAGES_AFTER + number, 3))
                .toList());
        for (Township.NamedVillage named : place.namedVillages()) {
            if (!codes.remove(named.code())) {
                throw new IllegalStateException(place.name() + " has no village with the code " + named.code());
            }
            int[] cells = nearest(villages, named.centre());
            villages.remove(cells);
            add(named.code(), named.name(), cells, false);
        }
        for (int i = 0; i < codes.size(); i++) {
            int number = Integer.parseInt(codes.get(i).substring(code.value().length())) - VILLAGES_AFTER;
            add(codes.get(i), place.name() + "第" + padded(number, 2) + "村", villages.get(i), false);
        }
    }

    /** The group that holds the cell whose seed is nearest, which is the cell that holds the point. */
    private int[] nearest(List<int[]> groups, Coordinate point) {
        int[] nearest = groups.get(0);
        double distance = Double.POSITIVE_INFINITY;
        for (int[] group : groups) {
            for (int cell : group) {
                if (Plane.distance(mesh.site(cell), point) < distance) {
                    distance = Plane.distance(mesh.site(cell), point);
                    nearest = group;
                }
            }
        }
        return nearest;
    }

    private void add(String communityCode, String name, int[] cells, boolean ofCommunity) {
        GridCode community = new GridCode(communityCode);
        String kind = ofCommunity ? DefaultCity.COMMUNITY_GRID : DefaultCity.RURAL_GRID;
        List<Grid> members = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            Grid grid = new Grid(
                    new GridCode(communityCode + padded(i + 1, 3)),
                    name + "第" + padded(i + 1, 2) + kind,
                    GridLevel.CELL,
                    Optional.of(community),
                    DefaultCity.GEOMETRY.createPolygon(borders.ring(cells[i])));
            members.add(grid);
            baseGrids.add(new BaseGrid(grid, cells[i], ofCommunity));
        }
        communities.add(new Grid(community, name, GridLevel.COMMUNITY, Optional.of(code), DefaultCity.union(members)));
    }

    /** A number with leading zeros, in the same digits whatever the locale. */
    static String padded(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
