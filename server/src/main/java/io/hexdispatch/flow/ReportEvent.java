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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A source reports an event: locate, assign, commit, and only then tell. */
public final class ReportEvent {
    private static final int UNTOLD_MAX = 100_000;

    private record Key(String source, String sourceEventId) {
        static Key of(Report report) {
            return new Key(report.source(), report.sourceEventId());
        }
    }

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
    /** Whose outcome nobody knew: if they are committed nobody was told, and the source's second try is the occasion. */
    private final Set<Key> untold = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
            return size() > UNTOLD_MAX;
        }
    });

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
                    boolean isUntold = untold.remove(Key.of(report));
                    long committed = System.nanoTime();
                    if (filed.isNew() || isUntold) {
                        announcements.filed(filed.caseFile());
                    }
                    if (filed.isNew()) {
                        times.took(Step.COMMIT, committed - decided);
                        times.took(Step.DELIVER, System.nanoTime() - committed);
                        filing.joint()
                                .ifPresent(proposal -> announcements.jointHandling(
                                        proposal.of(filed.caseFile().event().number(), filing.filedAt()),
                                        filed.caseFile()));
                    } else {
                        release(filing);
                    }
                })
                .onFailure(failure -> {
                    release(filing);
                    if (failure instanceof OutcomeUnknownException) {
                        untold.add(Key.of(report));
                    }
                });
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
