package io.hexdispatch.duplicate;

import io.hexdispatch.event.EventNumber;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.order.CaseFile;
import java.time.Instant;

/**
 * Where and when a source says that something happened.
 *
 * @param place in WGS 84 degrees
 * @param occurredAt by the source's clock
 */
public record Reported(EventNumber event, String source, LonLat place, Instant occurredAt) {
    public static Reported of(CaseFile caseFile) {
        var report = caseFile.event().report();
        return new Reported(
                caseFile.event().number(), report.source(), report.place().wgs84(), report.occurredAt());
    }
}
