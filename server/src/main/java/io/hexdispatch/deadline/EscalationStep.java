package io.hexdispatch.deadline;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.Optional;

/**
 * Who is told of a missed deadline, as a rule says it: before it is known where the event lies.
 *
 * @param target a centre or a unit
 * @param patience how long after that the next step is taken; empty for the last
 */
public record EscalationStep(Target target, Optional<Limit> patience) {
    /** Whom a step tells. */
    public sealed interface Target {}

    /** The centre that answers for the place: the dedicated grid's or the township's. */
    public record OwnCentre() implements Target {}

    /** The centre of the place's county or of the city; where the place lies in no county, the city's. */
    public record CentreOf(GridLevel level) implements Target {}

    /** @param code of a unit of the rules */
    public record UnitOf(String code) implements Target {}

    Actor toldIn(Jurisdiction jurisdiction) {
        if (target instanceof UnitOf unit) {
            return new Actor(Role.UNIT, unit.code());
        }
        GridCode centre = target instanceof CentreOf of && jurisdiction.grids().containsKey(of.level())
                ? jurisdiction.grids().get(of.level())
                : target instanceof CentreOf && jurisdiction.grids().containsKey(GridLevel.CITY)
                        ? jurisdiction.grids().get(GridLevel.CITY)
                        : jurisdiction.centre();
        return new Actor(Role.CENTRE, centre.value());
    }
}
