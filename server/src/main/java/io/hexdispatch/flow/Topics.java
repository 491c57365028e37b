package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.hotspot.Effect;
import io.hexdispatch.hotspot.Topic;
import io.hexdispatch.hotspot.TopicStatus;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.IllegalTransitionException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The durable memory of topics. A successful future means committed. */
public interface Topics {
    /** Decides on a topic while nobody else can change it. */
    @FunctionalInterface
    interface Decision {
        /** @param last the last line of its history */
        Topic.Change on(Topic topic, Topic.Entry last) throws IllegalTransitionException;
    }

    /** @param isNew false for one that was there before */
    record Kept(Topic topic, boolean isNew) {}

    /** Which topics, the latest first. A centre sees those of its area. */
    record Query(Actor reader, Optional<TopicStatus> status, Optional<Long> before, int limit) {}

    /** Keeps a topic, unless there is an open one of the same category, grid and area: then that one is given. */
    Future<Kept> make(Topic.Made topic);

    /**
     * Keeps proposals in one transaction, but for those that somebody took up or dismissed: where there is a topic of the same category and
     * grid that shares a cell with it and is open, or was ended after the proposal begins, that one is given.
     *
     * @param topics all by cells
     */
    Future<List<Kept>> propose(List<Topic.Made> topics);

    Future<Optional<Topic>> find(long id);

    Future<List<Topic>> list(Query query);

    /** The lines of a topic, the first first. @param limit how many of the last ones at most */
    Future<List<Topic.Entry>> history(long id, int limit);

    /** Loads a topic, decides and commits; fails with {@link RefusedException} where nothing was changed for a reason. */
    Future<Topic.Change> change(long id, Decision decision);

    /** The events of a topic, the latest first. @param before only those with a lower serial number */
    Future<List<CaseFile>> events(Topic topic, Optional<EventNumber> before, int limit);

    /** How many events a topic has. */
    Future<Long> size(Topic topic);

    /** The same spans with how many events fit the rule of the topic, whoever put some in or took some out. */
    Future<List<Optional<Effect.Span>>> count(Topic topic, List<Optional<Effect.Span>> spans);
}
