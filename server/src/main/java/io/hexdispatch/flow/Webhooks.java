package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.supervision.Webhook;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The durable registry of webhooks, and what became of what they were sent. No secret ever comes out here. */
public interface Webhooks {
    int WEBHOOKS_MAX = 32;

    /**
     * A webhook as it stands.
     *
     * @param goneSince since when nothing is sent, because its address said that nothing is there any more (410); empty while it does not
     * @param owed how many messages it is owed
     */
    record Standing(Webhook webhook, Instant changedAt, Actor changedBy, Optional<Instant> goneSince, long owed) {}

    /**
     * One try to deliver.
     *
     * @param status what was answered; empty where nothing was
     * @param error what went wrong; empty where nothing did
     */
    record Attempt(Instant at, long millis, Optional<Integer> status, Optional<String> error) {}

    /**
     * A message owed to a webhook, or one that it has.
     *
     * @param seq rises with every message
     * @param id the same at each attempt
     * @param tries how often it was tried
     * @param attempts the latest of these, the oldest first
     * @param nextAt when it is tried next; of one under way when it is if nobody hears of it
     */
    record Delivery(
            long seq,
            String id,
            long finding,
            String type,
            Instant createdAt,
            Optional<Instant> deliveredAt,
            int tries,
            List<Attempt> attempts,
            Instant nextAt) {}

    /**
     * Puts a webhook in the registry, or another definition in the place of the one there; whatever address was gone is tried again then.
     *
     * @param secret as its owner wrote it; empty to leave the one that is there
     * @return whether it is new; fails with {@link RefusedException} where there is no secret, or there are {@value #WEBHOOKS_MAX} already
     */
    Future<Boolean> put(Webhook webhook, Optional<String> secret, Actor by, Instant now);

    Future<List<Standing>> all();

    Future<Optional<Standing>> find(String name);

    /** Takes it out with all that it is owed. Gives whether it was there. */
    Future<Boolean> remove(String name);

    /**
     * The latest first.
     *
     * @param owed only those that are owed, or only those that were delivered; empty for both
     * @param before only those with a lower number: where the next page begins
     */
    Future<List<Delivery>> deliveries(String name, Optional<Boolean> owed, Optional<Long> before, int limit);
}
