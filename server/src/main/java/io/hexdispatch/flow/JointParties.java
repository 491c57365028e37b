package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Assigner;
import io.hexdispatch.assignment.Unit;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.jointhandling.Areas;
import io.hexdispatch.jointhandling.JointHandling;
import io.hexdispatch.order.CaseFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who can take part in a joint handling, and who directs it, by the live map and rules. */
public final class JointParties {
    private static final Set<GridLevel> WITH_CENTRE =
            EnumSet.of(GridLevel.CITY, GridLevel.COUNTY, GridLevel.TOWNSHIP, GridLevel.DEDICATED);
    private static final List<GridLevel> DIRECTING = List.of(GridLevel.COUNTY, GridLevel.CITY);

    private final LiveMap map;
    private final Assigner assigner;

    public JointParties(LiveMap map, Assigner assigner) {
        this.map = map;
        this.assigner = assigner;
    }

    private Areas areas() {
        return new MapAreas(map.current());
    }

    String home(CaseFile caseFile) {
        return DetectJointHandling.home(caseFile.event().jurisdiction());
    }

    /** Whether he directs the event from a county's or the city's centre. */
    boolean direct(CaseFile caseFile, Actor actor) {
        Jurisdiction jurisdiction = caseFile.event().jurisdiction();
        return actor.role() == Role.ADMIN
                || actor.role() == Role.CENTRE
                        && DIRECTING.stream()
                                .map(jurisdiction.grids()::get)
                                .anyMatch(code -> code != null && code.value().equals(actor.id()));
    }

    /** Whether his centre holds all parties. */
    boolean decide(JointHandling handling, Actor actor) {
        return actor.role() == Role.ADMIN
                || actor.role() == Role.CENTRE
                        && (handling.decider().equals(actor.id())
                                || areas().upwards(handling.decider()).contains(actor.id()));
    }

    /** The narrowest grid, a county at least, that holds the event and all of these. */
    String decider(CaseFile caseFile, Collection<Actor> parties) {
        List<String> codes = new ArrayList<>(List.of(home(caseFile)));
        for (Actor party : parties) {
            if (party.role() == Role.UNIT) {
                // A unit that is in the rules no more lies nowhere, and so asks for nobody above the others.
                assigner.unit(party.id()).map(Unit::area).ifPresent(codes::add);
            } else {
                codes.add(party.id());
            }
        }
        return areas().containing(codes)
                .orElseGet(() -> DetectJointHandling.city(caseFile.event().jurisdiction()));
    }

    /** @throws RefusedException if one of them is no unit of the rules, or no grid of the map that has a centre */
    void check(List<Actor> parties) {
        for (Actor party : parties) {
            if (party.role() == Role.UNIT && assigner.unit(party.id()).isEmpty()) {
                throw new RefusedException(Kind.INVALID, "/units: there is no unit \"" + party.id() + "\"");
            }
            if (party.role() == Role.CENTRE
                    && Optional.of(party.id())
                            .filter(GridCode::isValid)
                            .flatMap(code -> map.current().grid(new GridCode(code)))
                            .filter(grid -> WITH_CENTRE.contains(grid.level()))
                            .isEmpty()) {
                throw new RefusedException(
                        Kind.INVALID, "/centres: \"" + party.id() + "\" is no grid of the live map that has a centre");
            }
        }
    }

    /** Whether he may see it: the centres of the event, the parties, who decides, and who sees everything. */
    boolean see(JointHandling handling, CaseFile caseFile, Actor reader) {
        return switch (reader.role()) {
            case SUPERVISOR, ADMIN -> true;
            case CENTRE ->
                caseFile.event().jurisdiction().isWithin(reader.id())
                        || handling.isParty(reader)
                        || handling.decider().equals(reader.id());
            case UNIT -> handling.isParty(reader);
            case SOURCE, RESPONDER, GIS -> false;
        };
    }
}
