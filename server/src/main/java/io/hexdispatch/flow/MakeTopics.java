package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.category.Categories;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.hotspot.CellClusters;
import io.hexdispatch.hotspot.HotSpot;
import io.hexdispatch.hotspot.Topic;
import io.hexdispatch.hotspot.TopicArea;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Topics are proposed, by somebody or from the hot spots that the figures show. */
public final class MakeTopics {
    /** How long ago a topic may begin. */
    private static final Duration AGE_MAX = Duration.ofDays(2 * 366);

    private static final int PROPOSALS_MAX = 100;

    private final FindHotSpots findHotSpots;
    private final Topics topics;
    private final Categories categories;
    private final LiveMap map;
    private final ReaderAreas areas;
    private final Announcements announcements;
    private final Audit audit;
    private final Clock clock;

    public MakeTopics(
            FindHotSpots findHotSpots,
            Topics topics,
            Categories categories,
            LiveMap map,
            Announcements announcements,
            Audit audit,
            Clock clock) {
        this.findHotSpots = findHotSpots;
        this.topics = topics;
        this.categories = categories;
        this.map = map;
        this.areas = new ReaderAreas(map);
        this.announcements = announcements;
        this.audit = audit;
        this.clock = clock;
    }

    /** What somebody proposes. */
    public record Wish(
            String title,
            Topic.Origin origin,
            CategoryKey category,
            TopicArea area,
            Instant begins,
            Optional<String> grid) {}

    /** @param found the figures they come from; @param proposals one for each hot spot or group of them, also those that were there */
    public record Proposed(FindHotSpots.Found found, List<Topics.Kept> proposals) {}

    /** Proposes one topic; the same again is the one that there is. */
    public Future<Topics.Kept> make(Actor actor, Wish wish) {
        Instant now = clock.instant();
        Future<Topics.Kept> outcome;
        try {
            Grid grid = gridOf(actor, wish.grid());
            if (wish.begins().isAfter(now) || wish.begins().isBefore(now.minus(AGE_MAX))) {
                throw new RefusedException(
                        Kind.INVALID,
                        "from: " + wish.begins() + " is in the future or more than " + AGE_MAX.toDays()
                                + " days ago; it is " + now + " here");
            }
            outcome = topics.make(made(actor, now, grid, wish)).onSuccess(this::announce);
        } catch (RefusedException refused) {
            outcome = Future.failedFuture(refused);
        }
        return audit.noting(actor, "make topic", wish.grid().orElse("topics"), now, outcome);
    }

    /** Proposes a topic for each group of significant cells of one category that nobody has taken up or dismissed. */
    public Future<Proposed> propose(Actor actor, FindHotSpots.Wish wish) {
        Instant now = clock.instant();
        CategoryKey category =
                wish.category().orElseThrow(() -> new IllegalArgumentException("proposals are of one category"));
        Future<Proposed> outcome;
        try {
            Grid grid = gridOf(actor, wish.grid());
            outcome = findHotSpots.find(actor, wish).compose(found -> {
                List<Topic.Made> proposals = CellClusters.of(found.spots().cells().stream()
                                .filter(HotSpot::significant)
                                .map(HotSpot::cell)
                                .toList())
                        .stream()
                        .limit(PROPOSALS_MAX)
                        .map(cells -> made(
                                actor,
                                now,
                                grid,
                                new Wish(
                                        title(category, cells),
                                        Topic.Origin.HOT_SPOT,
                                        category,
                                        TopicArea.ofCells(cells.stream()
                                                .limit(TopicArea.CELLS_MAX)
                                                .toList()),
                                        wish.period().from(),
                                        wish.grid())))
                        .toList();
                return topics.propose(proposals).map(kept -> {
                    kept.forEach(this::announce);
                    return new Proposed(found, kept);
                });
            });
        } catch (RefusedException refused) {
            outcome = Future.failedFuture(refused);
        }
        return audit.noting(actor, "propose topics", wish.grid().orElse("topics"), now, outcome);
    }

    private void announce(Topics.Kept kept) {
        if (kept.isNew()) {
            announcements.topicProposed(kept.topic());
        }
    }

    private Topic.Made made(Actor actor, Instant now, Grid grid, Wish wish) {
        return new Topic.Made(
                wish.title(),
                wish.origin(),
                wish.category(),
                wish.area(),
                wish.begins(),
                grid.code(),
                grid.level(),
                areas.upwards(grid),
                actor,
                now);
    }

    /** A centre takes topics up in its own area, and in the grids below it. */
    private Grid gridOf(Actor actor, Optional<String> asked) {
        Grid grid = areas.narrowest(actor, asked);
        if (actor.role() == Role.CENTRE
                && areas.upwards(grid).stream().noneMatch(code -> code.value().equals(actor.id()))) {
            throw new RefusedException(
                    Kind.FORBIDDEN,
                    "grid " + grid.code() + " is not within " + actor.id() + ", for which this token is");
        }
        return grid;
    }

    private String title(CategoryKey category, List<Long> cells) {
        String name = categories.find(category).map(found -> found.name()).orElse(category.toString());
        var centre = HexCells.centre(cells.get(0));
        return name + " · "
                + map.current()
                        .locate(centre.longitude(), centre.latitude())
                        .map(chain -> chain.grids().get(0).name())
                        .orElse(HexCells.text(cells.get(0)));
    }
}
