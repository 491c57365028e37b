package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.hotspot.Effect;
import io.hexdispatch.hotspot.Topic;
import io.hexdispatch.hotspot.TopicAction;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Topics are looked at and led through their life. */
public final class WorkTopics {
    public static final int HISTORY_MAX = 500;

    private final Topics topics;
    private final Events events;
    private final Occurrences occurrences;
    private final Turns turns;
    private final Announcements announcements;
    private final Audit audit;
    private final Clock clock;

    public WorkTopics(
            Topics topics,
            Events events,
            Occurrences occurrences,
            Turns turns,
            Announcements announcements,
            Audit audit,
            Clock clock) {
        this.topics = topics;
        this.events = events;
        this.occurrences = occurrences;
        this.turns = turns;
        this.announcements = announcements;
        this.audit = audit;
        this.clock = clock;
    }

    /** A topic with all about it. @param history the last lines, at most {@link #HISTORY_MAX} */
    public record View(Topic topic, long size, Effect effect, List<Topic.Entry> history) {}

    public Future<List<Topic>> list(Topics.Query query) {
        return topics.list(query);
    }

    public Future<View> view(Actor reader, long id) {
        Instant now = clock.instant();
        return one(reader, id)
                .compose(topic -> turns.run(() -> occurrences
                        .firstFiled()
                        .compose(first -> topics.count(topic, Effect.spans(topic, first.orElse(now), now)))
                        .compose(spans -> topics.size(topic).compose(size -> topics.history(id, HISTORY_MAX)
                                .map(history -> new View(topic, size, Effect.of(spans), history))))));
    }

    public Future<List<CaseFile>> events(Actor reader, long id, Optional<EventNumber> before, int limit) {
        return one(reader, id).compose(topic -> topics.events(topic, before, limit));
    }

    /**
     * Does something with a topic; done before by the same actor, nothing changes.
     *
     * @param event of an action that is about one
     */
    public Future<Topic> act(
            Actor actor, long id, TopicAction action, Optional<EventNumber> event, Optional<String> note) {
        Instant now = clock.instant();
        Future<Topic> outcome = one(actor, id)
                .compose(topic -> event.map(number -> belongs(topic, number)).orElse(Future.succeededFuture()))
                .compose(fits -> topics.change(id, (topic, last) -> {
                    if (!isVisible(topic, actor)) {
                        throw notThere(id);
                    }
                    return topic.act(actor, now, last, action, event, note);
                }))
                .map(change -> {
                    change.entry().ifPresent(entry -> announcements.topicChanged(change.after(), entry));
                    return change.after();
                });
        return audit.noting(actor, action.text(), "topic " + id, now, outcome);
    }

    private Future<Void> belongs(Topic topic, EventNumber number) {
        return events.find(number)
                .compose(found -> found.filter(caseFile -> caseFile.event()
                                        .jurisdiction()
                                        .isWithin(topic.made().grid().value()))
                                .isPresent()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new RefusedException(
                                Kind.INVALID,
                                "event: there is no event " + number + " in grid "
                                        + topic.made().grid() + ", which is that of the topic")));
    }

    private Future<Topic> one(Actor reader, long id) {
        return topics.find(id)
                .map(found -> found.filter(topic -> isVisible(topic, reader)).orElseThrow(() -> notThere(id)));
    }

    private static boolean isVisible(Topic topic, Actor reader) {
        return reader.role() != Role.CENTRE
                || topic.made().grids().stream().anyMatch(code -> code.value().equals(reader.id()));
    }

    private static RefusedException notThere(long id) {
        return new RefusedException(Kind.NOT_FOUND, "there is no topic " + id + " that you may see");
    }
}
