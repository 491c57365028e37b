package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.boundary.BoundaryVersion;
import io.hexdispatch.boundary.Job;
import io.hexdispatch.boundary.Loading;
import io.hexdispatch.flow.BoundaryFiles.Inspected;
import io.hexdispatch.flow.BoundaryFiles.Upload;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * GIS staff bring a boundary file: it is read, checked and kept as a version, as a job of its own, one after the other, because each
 * may need the memory of a whole city. For one event loop.
 */
public final class LoadBoundaries {
    private static final int WAITING_MAX = 10;
    /** Jobs that are over and can still be asked for. */
    private static final int OVER_MAX = 100;

    private static final Duration TELL_EVERY = Duration.ofMillis(250);

    private record Waiting(Upload upload, Actor by, String job) {}

    private final LiveMap live;
    private final BoundaryFiles files;
    private final BoundaryVersions versions;
    private final RecentMaps maps;
    private final Announcements announcements;
    private final Clock clock;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean isRunning;
    private Instant toldAt = Instant.EPOCH;
    private long started;

    public LoadBoundaries(
            LiveMap live,
            BoundaryFiles files,
            BoundaryVersions versions,
            RecentMaps maps,
            Announcements announcements,
            Clock clock) {
        this.live = live;
        this.files = files;
        this.versions = versions;
        this.maps = maps;
        this.announcements = announcements;
        this.clock = clock;
    }

    /**
     * To be asked before the file comes, so that it does not come for nothing.
     *
     * @param wishes as in {@link Upload}
     * @throws RefusedException if the wishes cannot be, or too many files wait
     */
    public void refuseWhatCannotBe(Map<String, String> wishes) {
        files.refuseWhatCannotBe(wishes);
        refuseWhenBusy();
    }

    private void refuseWhenBusy() {
        if (waiting.size() >= WAITING_MAX) {
            throw new RefusedException(
                    RefusedException.Kind.BUSY, WAITING_MAX + " boundary files wait already; send it later");
        }
    }

    /**
     * Takes a file on.
     *
     * @throws RefusedException if too many wait; the file stays the caller's then
     */
    public Job load(Actor by, Upload upload) {
        refuseWhenBusy();
        Job job = Job.waiting(
                "job-" + clock.instant().toEpochMilli() + "-" + ++started, by, upload.name(), clock.instant());
        jobs.put(job.id(), job);
        forgetOldest();
        waiting.add(new Waiting(upload, by, job.id()));
        runNext();
        return jobs.get(job.id());
    }

    /** A job that runs, or one of the last that are over. */
    public Optional<Job> job(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** The jobs, the latest first. */
    public List<Job> jobs() {
        List<Job> latestFirst = new ArrayList<>(jobs.values());
        Collections.reverse(latestFirst);
        return latestFirst;
    }

    private void runNext() {
        if (isRunning || waiting.isEmpty()) {
            return;
        }
        isRunning = true;
        Waiting next = waiting.poll();
        inspectAndKeep(next)
                .onSuccess(version -> tell(jobs.get(next.job()).done(version)))
                .onFailure(failure -> tell(jobs.get(next.job()).failed(failure.getMessage())))
                .transform(done -> files.delete(next.upload()))
                .onComplete(done -> {
                    isRunning = false;
                    runNext();
                });
    }

    private Future<String> inspectAndKeep(Waiting next) {
        Upload upload = next.upload();
        return versions.nextName(upload.sha256()).compose(version -> files.inspect(
                        upload,
                        version,
                        live.current().boundaries(),
                        (step, done, total) -> step(next.job(), step, done, total))
                .compose(inspected -> keep(next, version, inspected))
                .map(kept -> version));
    }

    private Future<?> keep(Waiting next, String version, Inspected inspected) {
        tell(jobs.get(next.job()).at("keeping", 0, inspected.grids()));
        return versions.keep(version(next, version, inspected), Optional.of(inspected.report()), inspected.boundaries())
                .compose(kept -> {
                    tell(jobs.get(next.job()).at("building the map", 0, inspected.grids()));
                    // It goes live next, most likely, and should not have to be read and built then.
                    return inspected.boundaries().map(maps::build).orElseGet(() -> Future.succeededFuture(null));
                });
    }

    private BoundaryVersion version(Waiting next, String version, Inspected inspected) {
        Upload upload = next.upload();
        return new BoundaryVersion(
                version,
                inspected.boundaries().map(boundaries -> boundaries.title()).orElse(upload.name()),
                new Loading(next.by(), clock.instant(), upload.name(), upload.sha256()),
                inspected
                        .boundaries()
                        .map(boundaries -> boundaries.grids().size())
                        .orElse(0),
                inspected.errors(),
                inspected.warnings(),
                inspected.repairedGrids(),
                Optional.empty(),
                false);
    }

    private void step(String id, String step, long done, long total) {
        Job job = jobs.get(id).at(step, done, total);
        if (clock.instant().isAfter(toldAt.plus(TELL_EVERY))) {
            tell(job);
        } else {
            jobs.put(id, job);
        }
    }

    private void tell(Job job) {
        jobs.put(job.id(), job);
        toldAt = clock.instant();
        announcements.job(job);
    }

    private void forgetOldest() {
        long over = jobs.values().stream().filter(Job::isOver).count();
        var oldest = jobs.values().iterator();
        while (over > OVER_MAX && oldest.hasNext()) {
            if (oldest.next().isOver()) {
                oldest.remove();
                over--;
            }
        }
    }
}
