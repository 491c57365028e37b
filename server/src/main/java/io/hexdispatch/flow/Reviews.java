package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.review.ReviewList;
import io.hexdispatch.review.Sample;
import io.hexdispatch.review.SampleDraw.Drawn;
import io.hexdispatch.review.Verdict;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The durable memory of samples and what was found of them, and the lists of events to look at. Success means committed. */
public interface Reviews {
    /** @param drawn with what was found, the first finding first */
    record Item(Drawn drawn, List<Verdict> verdicts) {}

    /** @param area the code of a grid in which the events lie; empty for all. @param before only lower serial numbers */
    Future<List<CaseFile>> list(ReviewList list, List<EventQuery.Area> areas, Optional<Long> before, int limit);

    /** A page of the events of which a sample is drawn, in the order of their numbers. @param after serial number to begin behind */
    Future<List<Drawn>> population(Optional<EventQuery.Area> area, Instant from, Instant to, long after, int limit);

    /** Keeps a sample; one drawn of the same frame before is given as it stands. */
    Future<Sample> keep(Sample.Frame frame, int population, List<Drawn> drawn, Actor by, Instant now);

    Future<Optional<Sample>> find(long id);

    /** The latest first. @param area those of this area alone; empty for all */
    Future<List<Sample>> samples(Optional<String> area, Optional<Long> before, int limit);

    Future<List<Item>> items(long sample);

    /** Adds what was found of an event of a sample, unless it repeats the last finding; empty where it is none of the sample. */
    Future<Optional<Item>> find(long sample, EventNumber event, Verdict verdict);
}
