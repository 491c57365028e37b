package io.hexdispatch.server;

import io.hexdispatch.access.Role;
import io.hexdispatch.flow.StepTimes;
import io.hexdispatch.http.RequestNews;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The figures of the running server for Prometheus. What comes with every event is counted in histograms with fixed bounds; all else is
 * looked up when somebody asks. For one event loop.
 */
final class ServerMetrics implements StepTimes, RequestNews, AutoCloseable {
    private static final Duration[] BOUNDS = {
        Duration.ofNanos(10_000),
        Duration.ofNanos(100_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };
    private static final double[] GROUP_BOUNDS = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Step, Timer> steps = new EnumMap<>(Step.class);
    private final Map<String, Timer> requests = new HashMap<>();
    private final Map<String, Map<Integer, Counter>> answers = new HashMap<>();
    private final Timer loopDelay =
            timer("hexdispatch.event.loop.delay", "how late the event loop comes to what is due", Tags.empty());
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private MultiGauge map;
    private Supplier<String> mapVersion = () -> "";

    ServerMetrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        for (Step step : Step.values()) {
            steps.put(
                    step,
                    timer(
                            "hexdispatch.step",
                            "how long each step of an event's way takes",
                            Tags.of("step", step.name().toLowerCase(Locale.ROOT))));
        }
    }

    private Timer timer(String name, String description, Tags tags) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    @Override
    public void took(Step step, long nanos) {
        steps.get(step).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void answered(String method, String route, int status, long nanos) {
        Timer timer = requests.get(method);
        if (timer == null) {
            timer = timer(
                    "hexdispatch.http.request",
                    "how long requests take until they are answered",
                    Tags.of("method", method));
            requests.put(method, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
        String key = method + " " + route;
        answers.computeIfAbsent(key, first -> new HashMap<>())
                .computeIfAbsent(status, first -> Counter.builder("hexdispatch.http.answers")
                        .description("requests by how they were answered; status 0 for callers who went away before")
                        .tags("method", method, "route", route, "status", Integer.toString(status))
                        .register(registry))
                .increment();
    }

    /** How late a timer of the event loop fired. */
    void loopWasLate(long nanos) {
        loopDelay.record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /** Counts how many of something share each commit. */
    IntConsumer groupsOf(String what) {
        DistributionSummary sizes = DistributionSummary.builder("hexdispatch.commit.group.size")
                .description("how many share a commit")
                .tag("of", what)
                .serviceLevelObjectives(GROUP_BOUNDS)
                .register(registry);
        return sizes::record;
    }

    /** Shows a figure as it is when somebody asks. */
    void show(String name, String description, Supplier<Number> figure, String... tags) {
        Gauge.builder(name, figure).description(description).tags(tags).register(registry);
    }

    /** Shows a figure of each role. */
    void showByRole(String name, String description, ToDoubleFunction<Role> figure, List<Role> roles) {
        for (Role role : roles) {
            show(name, description, () -> figure.applyAsDouble(role), "role", role.text());
        }
    }

    /** Shows a count that only ever rises. */
    void showCount(String name, String description, Supplier<Number> count, String... tags) {
        FunctionCounter.builder(name, count, counted -> counted.get().doubleValue())
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /** Shows which map is live. */
    void showMap(Supplier<String> version) {
        mapVersion = version;
        map = MultiGauge.builder("hexdispatch.map.version")
                .description("the version of the map that is live")
                .register(registry);
    }

    /** All figures as Prometheus reads them. */
    String scrape() {
        if (map != null) {
            map.register(List.of(MultiGauge.Row.of(Tags.of("version", mapVersion.get()), 1)), true);
        }
        return registry.scrape();
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
