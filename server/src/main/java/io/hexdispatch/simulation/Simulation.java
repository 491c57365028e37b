package io.hexdispatch.simulation;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.simulation.books.Books;
import io.hexdispatch.simulation.books.Comparison;
import io.hexdispatch.simulation.day.CityDay;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Caller;
import io.hexdispatch.simulation.play.Crew;
import io.hexdispatch.simulation.play.Intake;
import io.hexdispatch.simulation.play.KnownCity;
import io.hexdispatch.simulation.play.Pace;
import io.hexdispatch.simulation.play.Refusals;
import io.hexdispatch.simulation.play.Sources;
import io.hexdispatch.simulation.play.Stage;
import io.hexdispatch.simulation.play.Story;
import io.hexdispatch.simulation.play.Terminals;
import io.hexdispatch.simulation.scene.AuditInterlude;
import io.hexdispatch.simulation.scene.Casting;
import io.hexdispatch.simulation.scene.DiversionInterlude;
import io.hexdispatch.simulation.scene.FiguresInterlude;
import io.hexdispatch.simulation.scene.FindingsInterlude;
import io.hexdispatch.simulation.scene.HotSpotInterlude;
import io.hexdispatch.simulation.scene.Interlude;
import io.hexdispatch.simulation.scene.RegistryInterlude;
import io.hexdispatch.simulation.scene.ReviewInterlude;
import io.hexdispatch.simulation.scene.RollCallInterlude;
import io.hexdispatch.simulation.scene.RulesInterlude;
import io.hexdispatch.simulation.scene.Scene;
import io.hexdispatch.simulation.scene.WebhookInterlude;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Plays a day: takes sources, devices and responders in, reports what is planned, works it, and compares the books with what the server
 * says. It uses the server's public interfaces alone. Everything but the plan happens on the event loop on which {@link #play} is called.
 */
public final class Simulation {
    private static final ZoneId ZHENGZHOU = ZoneId.of("Asia/Shanghai");
    private static final int NOON_SECOND = 12 * 3_600;

    /** The source of the events that {@code serve --demo} plays, one every few seconds. */
    private static final String DEMONSTRATION = "demo";

    private static final Duration DEMONSTRATION_PAUSE = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final SimulationWish wish;
    private final Progress progress;
    private final Caller caller;
    private final Terminals terminals;
    private final Pace pace;
    private final Actor admin;
    private final Books books = new Books();
    private List<Interlude> interludes = List.of();
    private Set<String> offered = Set.of();
    private Casting casting;
    private int done;
    private int lastSecond;

    /** Told how far it is. */
    @FunctionalInterface
    public interface Progress {
        void show(String step, long done, long total);
    }

    /** What came of it. @param wasStopped whether it was ended before the day was */
    public record Outcome(Books books, Comparison comparison, KnownCity city, int planned, boolean wasStopped) {}

    /** @param tokens makes a token for an actor */
    public Simulation(Vertx vertx, SimulationWish wish, Function<Actor, String> tokens, Progress progress) {
        this.vertx = vertx;
        this.wish = wish;
        this.progress = progress;
        this.caller = new Caller(vertx, wish.server(), tokens);
        this.terminals = new Terminals(vertx, caller);
        this.pace = new Pace(vertx, wish.speed(), wish.atOnceMax());
        this.admin = new Actor(Role.ADMIN, wish.run());
    }

    /** Ends it: nothing more is reported, what is under way is brought to its end, and the books so far are compared. */
    public void stop() {
        pace.stop();
    }

    /** Plays the day and takes back what it changed in the city, however it ends. */
    public Future<Outcome> play() {
        progress.show("looking at the city", 0, 0);
        return caller.read(admin, "/api/v1/openapi.json")
                .onSuccess(
                        description -> choose(description.getJsonObject("paths").fieldNames()))
                .compose(chosen -> KnownCity.read(vertx, caller, admin))
                .compose(city -> vertx.executeBlocking(() -> CityDay.plan(wish.seed(), wish.events(), city.townships()))
                        .compose(day -> play(city, day)));
    }

    /** What the server does not offer yet, by its own description, is not played. */
    private void choose(Set<String> paths) {
        offered = Set.copyOf(paths);
        interludes = Stream.of(
                        new RulesInterlude(),
                        new RegistryInterlude(),
                        new RollCallInterlude(),
                        new FiguresInterlude(),
                        new AuditInterlude(),
                        new DiversionInterlude(),
                        new FindingsInterlude(),
                        new WebhookInterlude(),
                        new HotSpotInterlude(),
                        new ReviewInterlude())
                .filter(interlude -> interlude
                        .needs()
                        .filter(path -> !offered.contains(path))
                        .isEmpty())
                .toList();
    }

    private Future<Outcome> play(KnownCity city, CityDay day) {
        casting = new Casting(day, offered::contains);
        casting.things().forEach(books::expect);
        interludes.forEach(interlude -> interlude.shows().forEach(books::expect));
        Sources sources = new Sources(caller, admin, wish.run());
        // The day that is over in Zhengzhou, so that nothing is reported from the future.
        Instant midnight =
                LocalDate.now(ZHENGZHOU).minusDays(1).atStartOfDay(ZHENGZHOU).toInstant();
        Stage stage = new Stage(
                vertx,
                caller,
                terminals,
                pace,
                books,
                city,
                sources,
                new Intake(vertx, caller, sources, midnight),
                new Crew(caller, admin, wish.run(), city),
                new Refusals(),
                day,
                admin,
                Instant.now(),
                wish.isWholeDay());
        return prepare(stage)
                .compose(ready -> playEvents(stage))
                .compose(played -> compare(stage))
                .eventually(() -> takeBack(stage));
    }

    private Future<Void> prepare(Stage stage) {
        List<Actor> actors = new ArrayList<>(stage.crew().actors());
        stage.city().counties().keySet().forEach(county -> actors.add(Stage.centre(county)));
        actors.add(stage.cityCentre());
        actors.add(stage.supervisor());
        return freshRun(stage)
                .compose(fresh -> noDemonstration())
                .compose(alone -> stage.sources().register())
                .compose(registered -> devices(stage))
                .compose(taken -> stage.crew().goOnDuty())
                .compose(onDuty -> {
                    progress.show("opening terminals", 0, actors.size());
                    return terminals.open(actors);
                })
                .compose(open -> inTurn(interludes, interlude -> interlude.before(stage)));
    }

    /** Two simulations under one name would spoil each other's books. */
    private Future<Void> freshRun(Stage stage) {
        return ServedFacts.read(caller, admin, stage.sources().keys())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture("the server has " + found.size() + " events of a simulation \""
                                + wish.run() + "\" already; choose another name with --run"));
    }

    /** Its terminals work every order, also those of a simulation. */
    private Future<Void> noDemonstration() {
        return caller.read(admin, "/api/v1/events?limit=1&source=" + DEMONSTRATION)
                .compose(page -> {
                    boolean isPlaying = page.getJsonArray("events").stream()
                            .map(JsonObject.class::cast)
                            .anyMatch(event -> Instant.parse(event.getString("filedAt"))
                                    .isAfter(Instant.now().minus(DEMONSTRATION_PAUSE)));
                    return isPlaying
                            ? Future.failedFuture(
                                    "a demonstration plays there (serve --demo), whose terminals would work the"
                                            + " simulation's orders; start the server without --demo")
                            : Future.succeededFuture();
                });
    }

    /** All devices that will raise an alarm. */
    private Future<Void> devices(Stage stage) {
        StringBuilder table = new StringBuilder("id,kind,name,lon,lat\n");
        int count = 0;
        for (PlannedEvent event : stage.day().events()) {
            String kind =
                    switch (event.source()) {
                        case IOT -> "sensor";
                        case VIDEO -> "camera";
                        default -> "";
                    };
            if (!kind.isEmpty()) {
                String id = stage.intake().device(event);
                table.append(id + "," + kind + "," + id + "," + event.place().longitude() + ","
                        + event.place().latitude() + "\n");
                count++;
            }
        }
        return count == 0
                ? Future.succeededFuture()
                : caller.send(HttpMethod.PUT, admin, "/api/v1/devices", "text/csv", Buffer.buffer(table.toString()))
                        .compose(answer -> answer.isRefusal()
                                ? Future.failedFuture("the devices were not taken: " + answer.detail())
                                : Future.succeededFuture());
    }

    private Future<Void> playEvents(Stage stage) {
        Promise<Void> all = Promise.promise();
        List<Future<Void>> underWay = new ArrayList<>();
        pace.begin();
        next(stage, 0, underWay, all);
        return all.future()
                .compose(arrived -> Future.join(underWay).otherwiseEmpty())
                .compose(over -> inTurn(interludes, interlude -> noting(interlude, interlude.after(stage))));
    }

    private void next(Stage stage, int index, List<Future<Void>> underWay, Promise<Void> all) {
        List<PlannedEvent> events = stage.day().events();
        if (index == events.size() || pace.isStopping()) {
            all.complete();
            return;
        }
        PlannedEvent event = events.get(index);
        pace.arrival(event.second()).onComplete(now -> {
            if (pace.isStopping()) {
                all.complete();
                return;
            }
            if (lastSecond < NOON_SECOND && event.second() >= NOON_SECOND) {
                interludes.forEach(interlude -> underWay.add(noting(interlude, interlude.atNoon(stage))));
            }
            lastSecond = event.second();
            underWay.add(play(stage, event));
            vertx.runOnContext(later -> next(stage, index + 1, underWay, all));
        });
    }

    private Future<Void> play(Stage stage, PlannedEvent event) {
        Scene scene = casting.of(event);
        scene.prepare(stage, event);
        Story story = new Story(stage, event);
        boolean[] left = {false};
        Runnable leave = () -> {
            if (!left[0]) {
                left[0] = true;
                pace.leave();
            }
        };
        return story.begin()
                .compose(filed -> {
                    if (scene.takesItsTime()) {
                        leave.run();
                    }
                    return scene.play(story);
                })
                .onFailure(failure -> books.fault(
                        scene.getClass().getSimpleName() + " of " + story.number() + ": " + failure.getMessage()))
                .onComplete(ended -> {
                    leave.run();
                    progress.show(
                            "playing " + clock(lastSecond),
                            ++done,
                            stage.day().events().size());
                });
    }

    private static String clock(int second) {
        return String.format("%02d:%02d", second / 3_600, second / 60 % 60);
    }

    private Future<Outcome> compare(Stage stage) {
        progress.show("comparing the books with the server", 0, 0);
        return ServedFacts.read(caller, admin, stage.sources().keys())
                .map(served -> new Comparison(books.facts(), served))
                .compose(comparison -> inTurn(interludes, interlude -> noting(interlude, interlude.takeBack(stage)))
                        .map(done -> new Outcome(
                                books,
                                comparison,
                                stage.city(),
                                stage.day().events().size(),
                                pace.isStopping())));
    }

    /** Leaves the city as it was, but for what was reported. */
    private Future<Void> takeBack(Stage stage) {
        return inTurn(interludes, interlude -> noting(interlude, interlude.takeBack(stage)))
                .compose(done -> stage.crew().goOffDuty().otherwiseEmpty())
                .compose(done -> stage.sources().remove().otherwiseEmpty())
                .onComplete(done -> terminals.close());
    }

    /** What goes wrong with one does not keep the others from happening. */
    private Future<Void> noting(Interlude interlude, Future<Void> happening) {
        return happening.otherwise(failure -> {
            books.fault(interlude.getClass().getSimpleName() + ": " + failure.getMessage());
            return null;
        });
    }

    private static Future<Void> inTurn(List<Interlude> interludes, Function<Interlude, Future<Void>> happening) {
        Future<Void> all = Future.succeededFuture();
        for (int i = 0; i < interludes.size(); i++) {
            int index = i;
            all = all.compose(done -> happening.apply(interludes.get(index)));
        }
        return all;
    }
}
