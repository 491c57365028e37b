package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.delivery.Receipt;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.Deliveries.Undelivered;
import io.hexdispatch.flow.Deliveries.UndeliveredQuery;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.order.OrderId;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Somebody looks up whether orders reached those they are for. */
public final class ReadReceipts {
    private final ReadEvents readEvents;
    private final Deliveries deliveries;
    private final Clock clock;

    public ReadReceipts(ReadEvents readEvents, Deliveries deliveries, Clock clock) {
        this.readEvents = readEvents;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** An event with the receipts of all its orders. */
    public record Tracked(Dossier dossier, List<Receipt> receipts) {}

    /** Fails with {@link RefusedException} where there is no such event that he may see. */
    public Future<Tracked> ofEvent(Actor reader, EventNumber number) {
        return readEvents
                .one(reader, number)
                .compose(dossier -> deliveries.receipts(number).map(receipts -> new Tracked(dossier, receipts)));
    }

    /** The same, where the event has that order. */
    public Future<Tracked> ofOrder(Actor reader, OrderId id) {
        return ofEvent(reader, id.event())
                .map(tracked -> tracked.dossier().caseFile().order(id.ordinal()).isPresent() ? tracked : null)
                .recover(failure ->
                        failure instanceof RefusedException ? Future.succeededFuture() : Future.failedFuture(failure))
                .map(tracked -> Optional.ofNullable(tracked)
                        .orElseThrow(() ->
                                new RefusedException(Kind.NOT_FOUND, "there is no order " + id + " that you may see")));
    }

    /**
     * What is undelivered in his area, and in the one that he asks for, oldest first.
     *
     * @param since only what is owed for as long as this
     * @param after only orders after this one
     */
    public Future<List<Undelivered>> undelivered(
            Actor reader, Optional<String> area, Duration since, Optional<OrderId> after, int limit) {
        try {
            return deliveries.undelivered(new UndeliveredQuery(
                    readEvents.areas(reader, area), clock.instant().minus(since), after, limit));
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
    }
}
