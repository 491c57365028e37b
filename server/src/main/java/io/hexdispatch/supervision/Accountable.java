package io.hexdispatch.supervision;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.Order;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who must answer for what happened to an event: units and centres, never a person alone. */
final class Accountable {
    private Accountable() {}

    /** The centre that answers for the event. */
    static Actor centre(CaseFile caseFile) {
        return new Actor(Role.CENTRE, caseFile.event().jurisdiction().centre().value());
    }

    /** Those who stand for whoever did it: a responder's unit, and the event's centre for the administrator and for a source. */
    static List<Actor> forDeeds(CaseFile caseFile, Collection<Actor> doers) {
        return doers.stream().map(doer -> standsFor(caseFile, doer)).distinct().toList();
    }

    private static Actor standsFor(CaseFile caseFile, Actor doer) {
        return switch (doer.role()) {
            case UNIT, CENTRE -> doer;
            case RESPONDER ->
                caseFile.orders().stream()
                        .filter(order ->
                                order.responder().filter(doer.id()::equals).isPresent())
                        .map(Accountable::unit)
                        .findFirst()
                        .orElseGet(() -> centre(caseFile));
            default -> centre(caseFile);
        };
    }

    /** The unit whose work it was that is called done, or the centre where there is none. */
    static List<Actor> forWorkDone(CaseFile caseFile) {
        return List.of(caseFile.doneBy(Optional.empty()).map(Accountable::unit).orElseGet(() -> centre(caseFile)));
    }

    /** The units that have to work on it now; where nobody has to, whoever did, or the centre. */
    static List<Actor> forWork(CaseFile caseFile) {
        List<Actor> open = caseFile.orders().stream()
                .filter(order -> order.status().isOpen())
                .map(Accountable::unit)
                .distinct()
                .toList();
        return open.isEmpty() ? forWorkDone(caseFile) : open;
    }

    static List<Actor> units(Stream<Order> orders) {
        return orders.map(Accountable::unit).distinct().toList();
    }

    static Actor unit(Order order) {
        return new Actor(Role.UNIT, order.unit());
    }
}
