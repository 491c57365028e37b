package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.CityDay;
import io.hexdispatch.simulation.day.PlannedEvent;
import java.util.ArrayList;
import java.util.List;

/** Which event goes which way: by the day's seed and the event alone, never by what comes first. */
public final class Casting {
    private final Ending ending = new Ending();
    private final Scene ordinary = new OrdinaryScene(ending);
    private final List<Scene> scenes = List.of(
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
            new OpenScene());

    public Scene of(CityDay day, PlannedEvent event) {
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
        things.addAll(ending.shows());
        return things;
    }
}
