package io.hexdispatch.websocket;

import io.hexdispatch.access.Actor;
import io.hexdispatch.audit.AuditOutcome;
import io.hexdispatch.audit.AuditRecord;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.flow.ActOnEvent;
import io.hexdispatch.flow.Audit;
import io.hexdispatch.flow.Deliveries;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.WorkOrder;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.OrderAction;
import io.hexdispatch.order.OrderId;
import io.hexdispatch.wire.CloudEvent;
import io.hexdispatch.wire.EventWishJson;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.OrderWishJson;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients may ask for over a WebSocket, and who carries it out. */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final String ORDER = CloudEvent.TYPE_PREFIX + "order.";
    private static final String EVENT = CloudEvent.TYPE_PREFIX + "event.";
    private static final String ACKNOWLEDGE = ORDER + "acknowledge";

    private final Deliveries deliveries;
    private final WorkOrder workOrder;
    private final ActOnEvent actOnEvent;
    private final Audit audit;
    private final Clock clock;

    Commands(Deliveries deliveries, WorkOrder workOrder, ActOnEvent actOnEvent, Audit audit, Clock clock) {
        this.deliveries = deliveries;
        this.workOrder = workOrder;
        this.actOnEvent = actOnEvent;
        this.audit = audit;
        this.clock = clock;
    }

    /** A command with faulty data. */
    static final class FaultyCommandException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<Fields.Fault> faults;

        private FaultyCommandException(List<Fields.Fault> faults) {
            super("faulty command", null, false, false);
            this.faults = faults;
        }

        List<Fields.Fault> faults() {
            return faults;
        }
    }

    /** Carries a command out, and writes into the audit what was changed. */
    Future<Optional<CaseFile>> carryOut(Actor actor, CloudEvent command) {
        return change(actor, command)
                .onSuccess(changed -> changed.ifPresent(caseFile -> audit.note(AuditRecord.of(
                                clock.instant(),
                                actor,
                                command.type().substring(CloudEvent.TYPE_PREFIX.length()),
                                command.subject().orElse(""),
                                AuditOutcome.DONE,
                                "over the WebSocket"))
                        .onFailure(failure -> LOG.atWarn()
                                .addKeyValue("command", command.type())
                                .setCause(failure)
                                .log("a command is not in the audit; it is in the event's history"))));
    }

    /**
     * Carries a command out. The case file that it changed is to be answered with; receipts, which come often, are not answered
     * unless they are refused.
     */
    private Future<Optional<CaseFile>> change(Actor actor, CloudEvent command) {
        try {
            String type = command.type();
            if (type.equals(ACKNOWLEDGE)) {
                Fields fields = data(command);
                fields.rejectUnknown();
                refuseFaults(fields);
                return deliveries
                        .acknowledge(order(command), actor, clock.instant())
                        .map(done -> Optional.empty());
            }
            if (type.startsWith(ORDER)) {
                OrderAction action =
                        OrderAction.ofText(type.substring(ORDER.length())).orElseThrow(() -> unknown(type));
                Fields fields = data(command);
                WorkOrder.Wish wish = OrderWishJson.read(action, fields);
                refuseFaults(fields);
                return workOrder.work(actor, order(command), wish).map(change -> Optional.of(change.after()));
            }
            if (type.startsWith(EVENT)) {
                EventAction action =
                        EventAction.ofText(type.substring(EVENT.length())).orElseThrow(() -> unknown(type));
                Fields fields = data(command);
                Optional<EventWish> wish = EventWishJson.read(action, fields);
                refuseFaults(fields);
                EventNumber number = command.subject()
                        .flatMap(EventNumber::parse)
                        .orElseThrow(() -> new RefusedException(
                                Kind.INVALID, "/subject: the number of an event is needed, such as 20260301-0000042"));
                return actOnEvent.act(actor, number, wish.orElseThrow()).map(change -> Optional.of(change.after()));
            }
            throw unknown(type);
        } catch (RefusedException | FaultyCommandException refused) {
            return Future.failedFuture(refused);
        }
    }

    private static Fields data(CloudEvent command) {
        return Fields.of(command.data());
    }

    static void refuseFaults(Fields fields) {
        if (!fields.faults().isEmpty()) {
            throw new FaultyCommandException(fields.faults());
        }
    }

    private static OrderId order(CloudEvent command) {
        return command.subject()
                .flatMap(OrderId::parse)
                .orElseThrow(() -> new RefusedException(
                        Kind.INVALID, "/subject: the id of an order is needed, such as 20260301-0000042-1"));
    }

    private static RefusedException unknown(String type) {
        StringBuilder known = new StringBuilder(ACKNOWLEDGE);
        for (OrderAction action : OrderAction.values()) {
            known.append(", ").append(ORDER).append(action.text());
        }
        for (EventAction action : EventAction.values()) {
            if (action.isByName()) {
                known.append(", ").append(EVENT).append(action.text());
            }
        }
        return new RefusedException(
                Kind.INVALID,
                "/type: \"" + type + "\" is not known; the types are " + known + ", " + PositionCommands.POSITION + ", "
                        + PositionCommands.POSITIONS + ", " + AreaCommands.SUBSCRIBE + ", " + AreaCommands.UNSUBSCRIBE
                        + ", " + DispatchSocket.PING + ", " + RollCallCommands.ACKNOWLEDGE + ", "
                        + RollCallCommands.ANSWER);
    }
}
