package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.duplicate.Duplicate;
import io.hexdispatch.duplicate.DuplicateTerms;
import io.hexdispatch.duplicate.Proposal;
import io.hexdispatch.duplicate.Reported;
import io.hexdispatch.event.Jurisdiction;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The durable memory of duplicates that were found. A successful future means committed. */
public interface Duplicates {
    /** An event whose like is looked for. */
    record Wanted(Reported event, CategoryKey category, DuplicateTerms terms) {}

    /** An event of the same category near one that was looked for. @param wanted where in the list that one stood, from 0 */
    record Near(int wanted, Reported other, Jurisdiction jurisdiction) {}

    /** @param isNew whether it was not there before */
    record Kept(Proposal proposal, boolean isNew) {}

    /** @param outrun what was not kept, because the principal was done with before; the event itself is still open */
    record Keeping(List<Kept> kept, List<Duplicate> outrun) {}

    /**
     * Which proposals, the latest first.
     *
     * @param area only those of which one event lies in the grid with this code
     * @param state of those PROPOSED only the ones that can still be merged
     * @param before only those with a lower id
     */
    record Query(Optional<String> area, Proposal.State state, Optional<Long> before, int limit) {}

    /** Open events of other sources nearby, as far as the terms of each reach and perhaps a little farther. */
    Future<List<Near>> near(List<Wanted> wanted);

    /** Keeps each that is not kept yet and of which both events are open, and gives all of them as they stand. */
    Future<Keeping> keep(List<Duplicate> found, Instant now);

    Future<Optional<Proposal>> find(long id);

    Future<List<Proposal>> list(Query query);

    /** Dismisses it, where nobody decided yet; empty where somebody did. */
    Future<Optional<Proposal>> dismiss(long id, Actor by, String reason, Instant now);
}
