package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.CityDay;
import io.hexdispatch.simulation.day.DuplicateReports;
import io.hexdispatch.simulation.day.PlannedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which event goes which way: by the day's seed and the event alone, never by what comes first. */
public final class Casting {
    private final Ending ending = new Ending();
    private final Scene ordinary = new OrdinaryScene(ending);
    private final CityDay day;
    private final List<Scene> scenes;
    private final List<Scene> shared;
    private final Map<Integer, Scene> byEvent = new HashMap<>();

    /** @param offers whether the server offers a path */
    public Casting(CityDay day, Predicate<String> offers) {
        this.day = day;
        this.scenes = Stream.of(
                        new NeglectScene(ending),
                        new OutsideScene(ending),
                        new AlarmScene(ending),
                        new LostReceiptScene(ending),
                        new RepeatedReportScene(ending),
                        new DeclineScene(ending),
                        new ReturnScene(ending),
                        new HandOnScene(ending),
                        new ThriceHandedOnScene(ending),
                        new CancelScene(ending),
                        new ExtendScene(ending),
                        new SuspendScene(ending),
                        new LongSuspensionScene(ending),
                        new SuspensionEndsScene(ending),
                        new ExpediteScene(ending),
                        new RemindScene(ending),
                        new VoidScene(),
                        new LateVoidScene(),
                        new RefusedVoidScene(ending),
                        new ReworkScene(ending),
                        new ReopenScene(ending),
                        new UnverifiedScene(),
                        new StrangerScene(ending),
                        new TooSoonScene(ending),
                        new JointHandlingScene(ending),
                        new LateDecisionScene(ending),
                        new OpenScene())
                .filter(scene -> isOffered(scene, offers))
                .toList();
        Reunion none = new Reunion(0);
        this.shared = Stream.of(new FirstReportScene(ending, none), new DuplicateScene(ending, none, 0))
                .filter(scene -> isOffered(scene, offers))
                .toList();
        if (!shared.isEmpty()) {
            castDuplicates();
        }
    }

    private static boolean isOffered(Scene scene, Predicate<String> offers) {
        return scene.needs().filter(path -> !offers.test(path)).isEmpty();
    }

    private void castDuplicates() {
        DuplicateReports reports = new DuplicateReports(day);
        for (PlannedEvent event : day.events()) {
            List<Integer> followers = reports.followers(event);
            if (!followers.isEmpty()) {
                Reunion reunion = new Reunion(followers.size());
                byEvent.put(event.index(), new FirstReportScene(ending, reunion));
                for (int i = 0; i < followers.size(); i++) {
                    byEvent.put(followers.get(i), new DuplicateScene(ending, reunion, i));
                }
            }
        }
    }

    public Scene of(PlannedEvent event) {
        Scene alone = byEvent.get(event.index());
        if (alone != null) {
            return alone;
        }
        double left = day.dice(event).split().nextDouble();
        for (Scene scene : scenes) {
            left -= scene.chance(event);
            if (left < 0) {
                return scene;
            }
        }
        return ordinary;
    }

    /** All that events can show. */
    public List<Thing> things() {
        List<Thing> things = new ArrayList<>(ordinary.shows());
        scenes.forEach(scene -> things.addAll(scene.shows()));
        shared.forEach(scene -> things.addAll(scene.shows()));
        things.addAll(ending.shows());
        return things;
    }
}
