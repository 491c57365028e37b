package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Assignment;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.assignment.Unit;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.event.Report;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridChain;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.NearGrid;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.jointhandling.Areas;
import io.hexdispatch.jointhandling.Detection;
import io.hexdispatch.jointhandling.Detection.Competent;
import io.hexdispatch.jointhandling.Detection.NearCounty;
import io.hexdispatch.jointhandling.JointTerms;
import io.hexdispatch.jointhandling.Policy;
import io.hexdispatch.jointhandling.Proposal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sees from the place and the competence whether an event concerns several. Part of every filing, so a matter of microseconds. */
public final class DetectJointHandling {
    private final LiveRules rules;

    public DetectJointHandling(LiveRules rules) {
        this.rules = rules;
    }

    Optional<Proposal> detect(
            CityMap map, GridChain chain, Report report, Jurisdiction jurisdiction, Assignment assignment) {
        JointTerms terms = rules.current().jointHandling();
        LonLat place = report.place().wgs84();
        List<NearGrid> near = map.countyBordersWithin(place.longitude(), place.latitude(), terms.borderMetres());
        Optional<GridCode> dedicated = chain.at(GridLevel.DEDICATED).map(Grid::code);
        List<Grid> across = dedicated.map(map::countiesAcross).orElse(List.of());
        boolean isForOne = assignment.orders().size() < 2;
        if (near.isEmpty() && across.isEmpty() && isForOne) {
            return Optional.empty();
        }
        Optional<Policy> ofRule = rules.jointHandling(report.category(), jurisdiction, report.receivedAt());
        return Detection.of(
                        new Detection.Seen(
                                chain.at(GridLevel.COUNTY)
                                        .map(county -> county.code().value()),
                                near.stream()
                                        .map(county -> county(county.grid(), county.metres()))
                                        .toList(),
                                dedicated.map(GridCode::value).filter(code -> !across.isEmpty()),
                                across.stream().map(county -> county(county, 0)).toList(),
                                isForOne ? List.of() : competent(map, assignment)),
                        terms,
                        ofRule)
                .map(detection -> proposal(map, jurisdiction, assignment, detection, terms));
    }

    private static NearCounty county(Grid grid, double metres) {
        return new NearCounty(grid.code().value(), grid.name(), metres);
    }

    private List<Unit> units(Assignment assignment) {
        return assignment.orders().stream()
                .flatMap(order -> rules.current().unit(order.unit()).stream())
                .toList();
    }

    private List<Competent> competent(CityMap map, Assignment assignment) {
        return units(assignment).stream()
                .map(unit -> new Competent(
                        unit.code(),
                        unit.department().code(),
                        GridCode.isValid(unit.area())
                                ? map.grid(new GridCode(unit.area()))
                                        .map(grid -> grid.level().name())
                                        .orElse("elsewhere")
                                : "elsewhere"))
                .toList();
    }

    private Proposal proposal(
            CityMap map, Jurisdiction jurisdiction, Assignment assignment, Detection detection, JointTerms terms) {
        Set<Actor> parties = new LinkedHashSet<>();
        parties.add(new Actor(Role.CENTRE, home(jurisdiction)));
        detection.counties().forEach(county -> parties.add(new Actor(Role.CENTRE, county)));
        assignment.orders().forEach(order -> parties.add(new Actor(Role.UNIT, order.unit())));
        List<String> areas = new ArrayList<>(List.of(home(jurisdiction)));
        areas.addAll(detection.counties());
        units(assignment).forEach(unit -> areas.add(unit.area()));
        Areas mapAreas = new MapAreas(map);
        return new Proposal(
                detection, List.copyOf(parties), mapAreas.containing(areas).orElseGet(() -> city(jurisdiction)), terms);
    }

    /** The narrowest grid of an event whose centre can open and decide: its county, or the city where it lies in none. */
    static String home(Jurisdiction jurisdiction) {
        GridCode county = jurisdiction.grids().get(GridLevel.COUNTY);
        return county == null ? city(jurisdiction) : county.value();
    }

    static String city(Jurisdiction jurisdiction) {
        return jurisdiction.grids().get(GridLevel.CITY).value();
    }
}
