package io.hexdispatch.wire;

import static io.hexdispatch.event.TestReports.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.Card;
import io.hexdispatch.event.Course;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.event.Particulars.Asked;
import io.hexdispatch.event.Particulars.Into;
import io.hexdispatch.event.Particulars.Method;
import io.hexdispatch.event.Particulars.Rating;
import io.hexdispatch.event.Particulars.Reminder;
import io.hexdispatch.event.Particulars.Taken;
import io.hexdispatch.event.Particulars.Until;
import io.hexdispatch.event.Particulars.Verification;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CourseJsonTest {
    private static final Actor CENTRE = new Actor(Role.CENTRE, "410181");

    /** Everything that can be said of an event, one after the other, whether it could happen so or not. */
    private static List<HistoryEntry> everything() {
        Verification failed = new Verification(Method.PHOTO, Optional.of("photos/7"), false);
        Verification passed = new Verification(Method.VISIT, Optional.empty(), true);
        Asked suspension = new Asked(EventAction.SUSPEND, Optional.of(NOW.plusSeconds(60)));
        List<HistoryEntry> lines = new ArrayList<>();
        lines.add(order("decline", "RETURNED"));
        lines.add(order("hand-on", "HANDED_ON"));
        lines.add(line("extend", new Until(NOW.plusSeconds(30))));
        lines.add(line("expedite", Particulars.NOTHING));
        lines.add(line("remind", new Reminder(Card.ORDINARY, Optional.empty())));
        lines.add(line("remind", new Reminder(Card.RED, Optional.of("gas"))));
        lines.add(line("verify", failed));
        lines.add(line("rework", Particulars.NOTHING));
        lines.add(line("reopen", Particulars.NOTHING));
        lines.add(line("verify", passed));
        lines.add(line("call-back", new Rating(4)));
        lines.add(line("extend", new Until(NOW.plusSeconds(90))));
        lines.add(line(Course.ASK, suspension));
        lines.add(line("approve", suspension));
        lines.add(line(Course.ASK, new Asked(EventAction.VOID, Optional.empty())));
        return lines;
    }

    @Test
    void readsWhatItWroteAtEachStepOfALife() {
        List<HistoryEntry> lines = new ArrayList<>(everything());
        EventNumber one = EventNumber.of(NOW, 7);
        EventNumber other = EventNumber.of(NOW, 9);
        lines.add(line(Course.TAKE_IN, new Taken(other)));
        lines.add(line(Course.TAKE_IN, new Taken(one)));
        lines.add(line(Course.LET_GO, new Taken(other)));
        lines.add(line("merge", new Into(one)));
        lines.add(line(Course.FOLLOW, new Into(other)));
        lines.add(line("separate", Particulars.NOTHING));
        for (int i = 0; i <= lines.size(); i++) {
            Course course = Course.of(lines.subList(0, i));
            assertThat(CourseJson.read(new JsonObject(CourseJson.of(course).encode())))
                    .isEqualTo(course);
        }
    }

    @Test
    void tellsOnlyWhatThereIs() {
        assertThat(CourseJson.of(Course.NONE)).isEqualTo(new JsonObject());
        JsonObject all = CourseJson.of(Course.of(everything()));
        assertThat(all.fieldNames())
                .containsExactly(
                        "returned",
                        "handedOn",
                        "extensions",
                        "extendedUntil",
                        "suspensions",
                        "suspendedSince",
                        "suspendedUntil",
                        "urgent",
                        "cards",
                        "verification",
                        "verifiedAt",
                        "failedVerifications",
                        "rating",
                        "ratedAt",
                        "reworked",
                        "reopened",
                        "request",
                        "last");
        assertThat(all.getJsonObject("cards"))
                .isEqualTo(new JsonObject().put("ordinary", 1).put("red", 1));
    }

    @Test
    void readsTheParticularsOfEachLine() {
        for (HistoryEntry line : everything()) {
            assertThat(ParticularsJson.read(ParticularsJson.of(line.particulars())))
                    .isEqualTo(line.particulars());
        }
    }

    private static HistoryEntry line(String action, Particulars particulars) {
        return new HistoryEntry(
                NOW,
                CENTRE,
                Optional.empty(),
                action,
                Optional.of("IN_PROGRESS"),
                "IN_PROGRESS",
                Optional.of("because"),
                particulars);
    }

    private static HistoryEntry order(String action, String to) {
        return new HistoryEntry(
                NOW, CENTRE, Optional.of(1), action, Optional.of("DISPATCHED"), to, Optional.of("because"));
    }
}
