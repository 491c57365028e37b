package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.diversion.Diversion;
import io.hexdispatch.diversion.Matter;
import io.hexdispatch.event.Report;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.source.SourceKind;
import io.vertx.core.Future;
import java.time.Clock;

/** The police line hands over an item that is no matter for the police. It keeps its number, so that handed over twice it is one event. */
public final class DivertPoliceItem {
    private final LiveSources sources;
    private final ReportEvent reportEvent;
    private final Diversions diversions;
    private final Clock clock;

    public DivertPoliceItem(LiveSources sources, ReportEvent reportEvent, Diversions diversions, Clock clock) {
        this.sources = sources;
        this.reportEvent = reportEvent;
        this.diversions = diversions;
        this.clock = clock;
    }

    /** The diversion as it is kept, and its event. */
    public record Outcome(Diversion diversion, Filed filed) {}

    /**
     * Files the item and keeps what it is about; the answer comes after both. Where the server dies in between, the item sent again is the
     * same event, and is kept then.
     *
     * @param report its source is one that the registry has as the police line, its id there the number of the item
     */
    public Future<Outcome> divert(Actor by, Matter matter, Report report) {
        if (sources.find(report.source())
                .filter(source -> source.kind() == SourceKind.POLICE_110)
                .isEmpty()) {
            return Future.failedFuture(new RefusedException(
                    Kind.FORBIDDEN,
                    "source \"" + report.source()
                            + "\" is not in the registry of sources as a police line, which is kind "
                            + SourceKind.POLICE_110.text()));
        }
        return reportEvent.report(by, report).compose(filed -> diversions
                .keep(new Diversion(
                        report.source(),
                        report.sourceEventId(),
                        matter,
                        filed.caseFile().event().number(),
                        by,
                        clock.instant()))
                .map(kept -> new Outcome(kept, filed)));
    }
}
