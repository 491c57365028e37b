package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.EventQuery.Area;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.Reviews.Item;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.review.ReviewList;
import io.hexdispatch.review.Sample;
import io.hexdispatch.review.SampleDraw;
import io.hexdispatch.review.Verdict;
import io.hexdispatch.review.Verdict.Finding;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Somebody looks at events once more: by lists of those that call for it, or by a random sample of all. */
public final class ReviewEvents {
    /** The largest sample; it is answered on one page. */
    public static final int SIZE_MAX = 500;
    /** The most events of which one is drawn: some weeks of a city in a storm. */
    static final int POPULATION_MAX = 500_000;

    private static final Duration SPAN_MAX = Duration.ofDays(366);
    private static final int PAGE = 5_000;

    private final Reviews reviews;
    private final ReadEvents readEvents;
    private final Workers workers;
    private final Audit audit;
    private final Clock clock;

    public ReviewEvents(Reviews reviews, ReadEvents readEvents, Workers workers, Audit audit, Clock clock) {
        this.reviews = reviews;
        this.readEvents = readEvents;
        this.workers = workers;
        this.audit = audit;
        this.clock = clock;
    }

    /** A page of a list; a centre sees its own area. */
    public Future<List<CaseFile>> list(
            Actor reader, ReviewList list, Optional<String> area, Optional<EventNumber> before, int limit) {
        try {
            return reviews.list(list, readEvents.areas(reader, area), before.map(EventNumber::id), limit);
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
    }

    /**
     * Draws a sample and keeps it. The same frame again gives the sample that was drawn.
     *
     * <p>Fails with {@link RefusedException} where the time is not over yet, so that the population could still grow.
     */
    public Future<Sample> draw(Actor actor, Sample.Frame wish) {
        return audit.noting(
                actor, "draw sample", wish.area().orElse("samples"), clock.instant(), drawPermitted(actor, wish));
    }

    private Future<Sample> drawPermitted(Actor actor, Sample.Frame wish) {
        Sample.Frame frame;
        List<Area> areas;
        try {
            frame = permitted(actor, wish);
            areas = readEvents.areas(actor, frame.area());
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
        SampleDraw draw = new SampleDraw(frame.seed());
        return read(draw, areas.stream().reduce((own, asked) -> asked), frame, 0)
                .compose(read -> workers.run(() -> draw.draw(frame.size())))
                .compose(drawn -> reviews.keep(frame, draw.population(), drawn, actor, clock.instant()));
    }

    private Sample.Frame permitted(Actor actor, Sample.Frame wish) {
        Instant now = clock.instant();
        if (!wish.from().isBefore(wish.to()) || wish.to().isAfter(wish.from().plus(SPAN_MAX))) {
            throw new RefusedException(
                    Kind.INVALID,
                    "/to: " + wish.to() + " is not right; a time after /from, " + wish.from() + ", by at most "
                            + SPAN_MAX.toDays() + " days is");
        }
        if (wish.to().isAfter(now)) {
            throw new RefusedException(
                    Kind.INVALID,
                    "/to: " + wish.to() + " is yet to come, so that more events may be filed; until now, " + now
                            + ", is right");
        }
        if (actor.role() == Role.CENTRE
                && wish.area().filter(area -> !area.equals(actor.id())).isPresent()) {
            throw new RefusedException(
                    Kind.FORBIDDEN,
                    "centre " + actor.id() + " draws of its own area alone, and not of "
                            + wish.area().get());
        }
        return actor.role() == Role.CENTRE
                ? new Sample.Frame(wish.seed(), Optional.of(actor.id()), wish.from(), wish.to(), wish.size())
                : wish;
    }

    private Future<Void> read(SampleDraw draw, Optional<Area> area, Sample.Frame frame, long after) {
        return reviews.population(area, frame.from(), frame.to(), after, PAGE).compose(page -> {
            page.forEach(event -> draw.add(event.event(), event.stratum()));
            if (draw.population() > POPULATION_MAX) {
                return Future.failedFuture(new RefusedException(
                        Kind.INVALID,
                        "/from: more than " + POPULATION_MAX
                                + " events were filed in that time; a shorter time or a smaller area is right"));
            }
            return page.size() < PAGE
                    ? Future.succeededFuture()
                    : read(draw, area, frame, page.get(PAGE - 1).event().id());
        });
    }

    /** A centre sees those of its own area. */
    public Future<List<Sample>> samples(Actor reader, Optional<Long> before, int limit) {
        return reviews.samples(
                reader.role() == Role.CENTRE ? Optional.of(reader.id()) : Optional.empty(), before, limit);
    }

    public Future<Sample> sample(Actor reader, long id) {
        return reviews.find(id)
                .map(found -> found.filter(sample -> isFor(reader, sample)).orElseThrow(() -> missing(id)));
    }

    public Future<List<Item>> items(long sample) {
        return reviews.items(sample);
    }

    /** Notes what somebody found of an event of a sample; earlier findings stay. */
    public Future<Item> find(Actor actor, long id, EventNumber event, Finding finding, Optional<String> note) {
        return sample(actor, id)
                .compose(sample -> reviews.find(id, event, new Verdict(finding, note, actor, clock.instant())))
                .map(found -> found.orElseThrow(
                        () -> new RefusedException(Kind.NOT_FOUND, "event " + event + " is not in sample " + id)));
    }

    private static boolean isFor(Actor reader, Sample sample) {
        return reader.role() != Role.CENTRE || sample.frame().area().equals(Optional.of(reader.id()));
    }

    private static RefusedException missing(long id) {
        return new RefusedException(Kind.NOT_FOUND, "there is no sample " + id + " that you may see");
    }
}
