package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Assigner;
import io.hexdispatch.assignment.Assignment;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.event.Report;
import io.hexdispatch.flow.StepTimes.Step;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridChain;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.jointhandling.Proposal;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/** A source reports an event: locate, assign, commit, and only then tell. */
public final class ReportEvent {
    private final LiveSources sources;
    private final LiveMap map;
    private final Assigner assigner;
    private final Roster roster;
    private final Events events;
    private final ExamineFiled examineFiled;
    private final Announcements announcements;
    private final DetectJointHandling detection;
    private final StepTimes times;
    private final Clock clock;

    public ReportEvent(
            LiveSources sources,
            LiveMap map,
            Assigner assigner,
            Roster roster,
            Events events,
            ExamineFiled examineFiled,
            Announcements announcements,
            DetectJointHandling detection,
            StepTimes times,
            Clock clock) {
        this.sources = sources;
        this.map = map;
        this.assigner = assigner;
        this.roster = roster;
        this.events = events;
        this.examineFiled = examineFiled;
        this.announcements = announcements;
        this.detection = detection;
        this.times = times;
        this.clock = clock;
    }

    /**
     * Files a report. The answer comes after the commit; a report that was filed before gets its case file as it stands.
     *
     * <p>Fails with {@link RefusedException} where the reporter may not speak for the source, or the source is switched off or
     * sends more than it may.
     */
    public Future<Filed> report(Actor reporter, Report report) {
        if (reporter.role() == Role.SOURCE && !reporter.id().equals(report.source())) {
            return Future.failedFuture(new RefusedException(
                    RefusedException.Kind.FORBIDDEN,
                    "this token is for source \"" + reporter.id() + "\" and cannot report for \"" + report.source()
                            + "\""));
        }
        Optional<RefusedException> refused = sources.refuse(report.source());
        if (refused.isPresent()) {
            return Future.failedFuture(refused.get());
        }
        return file(report);
    }

    /** Files what others of the flow report, who have seen to it that it may be. */
    Future<Filed> file(Report report) {
        Filing filing = decide(report);
        long decided = System.nanoTime();
        return examineFiled
                .filing(events.file(filing))
                .onSuccess(filed -> {
                    if (filed.isNew()) {
                        long committed = System.nanoTime();
                        times.took(Step.COMMIT, committed - decided);
                        announcements.filed(filed.caseFile());
                        times.took(Step.DELIVER, System.nanoTime() - committed);
                        filing.joint()
                                .ifPresent(proposal -> announcements.jointHandling(
                                        proposal.of(filed.caseFile().event().number(), filing.filedAt()),
                                        filed.caseFile()));
                    } else {
                        release(filing);
                    }
                })
                .onFailure(failure -> release(filing));
    }

    private Filing decide(Report report) {
        CityMap live = map.current();
        LonLat place = report.place().wgs84();
        long start = System.nanoTime();
        Optional<GridChain> chain = live.locate(place.longitude(), place.latitude());
        long located = System.nanoTime();
        times.took(Step.LOCATE, located - start);
        Filing filing = decide(report, live, chain);
        times.took(Step.ASSIGN, System.nanoTime() - located);
        return filing;
    }

    private Filing decide(Report report, CityMap live, Optional<GridChain> chain) {
        LonLat place = report.place().wgs84();
        if (chain.isEmpty()) {
            String located = "no grid of map " + live.version() + " covers " + place.longitude() + ", "
                    + place.latitude() + " (WGS 84 longitude, latitude)";
            return new Filing(
                    report,
                    Jurisdiction.ofCity(live.version(), map.city().code()),
                    Assigner.queue(located, Optional.empty(), "the place lies in no grid of the city"),
                    clock.instant());
        }
        Jurisdiction jurisdiction = Jurisdiction.of(chain.get());
        Assignment assignment = assigner.assign(report, jurisdiction, describe(chain.get()));
        Optional<Proposal> joint = detection.detect(live, chain.get(), report, jurisdiction, assignment);
        return new Filing(
                report,
                jurisdiction,
                joint.map(proposal -> assignment.explainedBy(assignment
                                .explanation()
                                .withJointHandling(proposal.detection().explanation())))
                        .orElse(assignment),
                clock.instant(),
                joint);
    }

    private void release(Filing filing) {
        filing.assignment().orders().forEach(order -> order.responder().ifPresent(roster::release));
    }

    private static String describe(GridChain chain) {
        StringBuilder text = new StringBuilder("map ").append(chain.mapVersion());
        Optional<Grid> dedicated = chain.at(GridLevel.DEDICATED);
        dedicated.ifPresent(grid -> text.append(": dedicated grid ")
                .append(grid.code())
                .append(' ')
                .append(grid.name())
                .append(" takes precedence"));
        chain.at(GridLevel.CELL).ifPresent(grid -> text.append(dedicated.isPresent() ? " over" : ":")
                .append(" base grid ")
                .append(grid.code())
                .append(' ')
                .append(grid.name()));
        return text.toString();
    }
}
