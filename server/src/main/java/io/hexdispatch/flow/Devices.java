package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.device.Alarm;
import io.hexdispatch.device.Device;
import io.hexdispatch.device.DeviceKind;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The durable registry of devices, and their alarms. A successful future means committed. */
public interface Devices {
    /** An alarm as a message left it, and its device. */
    record Raised(Device device, Alarm alarm) {}

    /** @param change the line in the history of its event; empty where nothing was to be cleared */
    record Cleared(Alarm alarm, Optional<CaseFile.Change> change) {}

    /** All of them or none; known ones are replaced. */
    Future<Void> put(List<Device> devices);

    Future<Optional<Device>> find(String id);

    /** In the order of their ids. @param after the id to begin behind; the empty text for the first page */
    Future<List<Device>> list(Optional<DeviceKind> kind, String after, int limit);

    /** The alarms of a device, the latest first. */
    Future<List<Alarm>> alarms(String device, int limit);

    /**
     * Opens an alarm, or raises the count of the one that is open; a message of the same time as the last is the last, sent again. An alarm
     * whose event is closed or void is open no more. Empty where there is no such device.
     */
    Future<Optional<Raised>> raise(String device, String kind, String source, Instant at);

    /** Notes that an alarm is over, unless it was raised again after {@code at}. Empty where none is open. */
    Future<Optional<Cleared>> clear(String device, String kind, Instant at, Actor by, Instant now);
}
