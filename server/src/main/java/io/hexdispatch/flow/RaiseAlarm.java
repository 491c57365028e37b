package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.category.Category;
import io.hexdispatch.device.Alarm;
import io.hexdispatch.device.Device;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.Report;
import io.hexdispatch.flow.RefusedException.Kind;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** A device raises an alarm, again and again, and says that it is over. One open event for each device and kind. */
public final class RaiseAlarm {
    private final LiveSources sources;
    private final Devices devices;
    private final Events events;
    private final ReportEvent reportEvent;
    private final Announcements announcements;

    public RaiseAlarm(
            LiveSources sources, Devices devices, Events events, ReportEvent reportEvent, Announcements announcements) {
        this.sources = sources;
        this.devices = devices;
        this.events = events;
        this.reportEvent = reportEvent;
        this.announcements = announcements;
    }

    /**
     * What a device says.
     *
     * @param source who passes it on
     * @param text empty for words of ours
     */
    public record Message(
            String device,
            String kind,
            String source,
            Category category,
            Optional<String> text,
            Instant occurredAt,
            Instant receivedAt) {}

    /** @param isNew whether an event was filed for it */
    public record Outcome(Alarm alarm, EventNumber event, boolean isNew) {}

    public Future<Outcome> raise(Message message) {
        Optional<RefusedException> refused = sources.refuse(message.source());
        if (refused.isPresent()) {
            return Future.failedFuture(refused.get());
        }
        return devices.raise(message.device(), message.kind(), message.source(), message.occurredAt())
                .compose(found -> {
                    Devices.Raised raised = found.orElseThrow(() -> unknown(message.device()));
                    Optional<EventNumber> event = raised.alarm().event();
                    return event.isPresent()
                            ? repeated(raised.alarm(), event.get())
                            : file(message, raised.device(), raised.alarm());
                });
    }

    private Future<Outcome> repeated(Alarm alarm, EventNumber event) {
        if (alarm.isWorthTelling()) {
            events.find(event)
                    .onSuccess(found -> found.ifPresent(caseFile ->
                            announcements.alarm(alarm, caseFile.event().jurisdiction())));
        }
        return Future.succeededFuture(new Outcome(alarm, event, false));
    }

    /** Messages that come at once get here together: they have one id with one source, and so are one event. */
    private Future<Outcome> file(Message message, Device device, Alarm alarm) {
        return reportEvent
                .file(new Report(
                        alarm.source(),
                        alarm.sourceEventId(),
                        message.category(),
                        device.place(),
                        message.text().orElse("设备告警 " + message.kind() + "：" + device.name() + "（" + device.id() + "）"),
                        Optional.empty(),
                        message.occurredAt(),
                        message.receivedAt()))
                .map(filed -> {
                    EventNumber number = filed.caseFile().event().number();
                    return new Outcome(withEvent(alarm, number), number, filed.isNew());
                });
    }

    /** The alarm as it stands. What is cleared already, or was raised again later, is left as it is. */
    public Future<Alarm> clear(Actor by, String source, String device, String kind, Instant at, Instant now) {
        Optional<RefusedException> refused = sources.refuse(source);
        if (refused.isPresent()) {
            return Future.failedFuture(refused.get());
        }
        return devices.clear(device, kind, at, by, now).map(found -> {
            Devices.Cleared cleared = found.orElseThrow(() -> new RefusedException(
                    Kind.NOT_FOUND, "device \"" + device + "\" has no open alarm of the kind \"" + kind + "\""));
            cleared.change()
                    .ifPresent(change -> announcements.alarm(
                            cleared.alarm(), change.after().event().jurisdiction()));
            return cleared.alarm();
        });
    }

    private static RefusedException unknown(String device) {
        return new RefusedException(
                Kind.NOT_FOUND, "there is no device \"" + device + "\"; PUT /api/v1/devices takes devices in");
    }

    private static Alarm withEvent(Alarm alarm, EventNumber event) {
        return new Alarm(
                alarm.id(),
                alarm.device(),
                alarm.kind(),
                alarm.source(),
                alarm.count(),
                alarm.firstAt(),
                alarm.lastAt(),
                alarm.clearedAt(),
                Optional.of(event),
                alarm.isOpen());
    }
}
