package io.hexdispatch.postgres;

import io.hexdispatch.event.Course;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.figures.FigureQuery;
import io.hexdispatch.flow.Dossier;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.order.Order;
import io.hexdispatch.order.OrderRole;
import io.hexdispatch.order.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The figures of case files as a clerk would count them, from each file as a whole, by other ways than the figures themselves. */
final class CountedByHand {
    /** @param due of the deadline of disposal */
    record File(Dossier dossier, Optional<Instant> due, Optional<Instant> ended, Optional<Instant> stopped) {}

    private static final Duration CITY_IS_AHEAD = Duration.ofHours(8);

    private final FigureQuery query;
    private final Instant now;
    private final Map<String, Map<String, Double>> counts = new TreeMap<>();
    private final Map<String, List<Double>> times = new HashMap<>();

    private CountedByHand(FigureQuery query, Instant now) {
        this.query = query;
        this.now = now;
    }

    /** For each group, which has its period and value for its name, the figures by name; nothing for a count of 0. */
    static Map<String, Map<String, Double>> count(List<File> files, FigureQuery query, Instant now) {
        CountedByHand clerk = new CountedByHand(query, now);
        files.forEach(clerk::take);
        clerk.times.forEach((name, seconds) -> {
            seconds.sort(Comparator.naturalOrder());
            String[] parts = name.split("#");
            clerk.counts.get(parts[0]).put(parts[1] + "Median", seconds.get((seconds.size() + 1) / 2 - 1));
            clerk.counts.get(parts[0]).put(parts[1] + "P90", seconds.get((int) Math.ceil(seconds.size() * 0.9) - 1));
        });
        return clerk.counts;
    }

    private void take(File file) {
        Event event = file.dossier().caseFile().event();
        LocalDate day =
                event.filedAt().plus(CITY_IS_AHEAD).atOffset(ZoneOffset.UTC).toLocalDate();
        boolean isAskedFor = !day.isBefore(query.from())
                && !day.isAfter(query.to())
                && query.filters().stream().allMatch(filter -> filter.values()
                        .contains(value(filter.dimension().text(), file)));
        if (!isAskedFor) {
            return;
        }
        String period = query.period()
                .map(each -> switch (each) {
                    case DAY -> day.toString();
                    case MONTH -> day.toString().substring(0, 7);
                    default -> throw new IllegalArgumentException(each + " is not counted by hand");
                })
                .orElse("");
        String group =
                period + "/" + query.by().map(by -> value(by.text(), file)).orElse("");
        add(group, "reported", 1);
        if (event.status() == EventStatus.VOIDED) {
            add(group, "voided", 1);
            return;
        }
        add(group, "filed", 1);
        Course course = event.course();
        boolean isClosed = event.status() == EventStatus.CLOSED;
        boolean isResolved =
                isClosed || event.status() == EventStatus.RESOLVED || event.status() == EventStatus.VERIFIED;
        Instant until = file.ended().or(file::stopped).orElse(now);
        boolean isLate =
                file.due().isPresent() && seconds(until) > seconds(file.due().get());
        add(group, "resolved", isResolved ? 1 : 0);
        add(group, "closed", isClosed ? 1 : 0);
        add(group, "closedOnTime", isClosed && file.due().isPresent() && !isLate ? 1 : 0);
        add(group, "overdue", isLate ? 1 : 0);
        add(group, "overdueOpen", isLate && !isResolved ? 1 : 0);
        add(group, "suspended", event.status() == EventStatus.SUSPENDED ? 1 : 0);
        add(group, "extended", course.extensions() > 0 ? 1 : 0);
        add(group, "reworked", course.reworked() > 0 ? 1 : 0);
        add(group, "reopened", course.reopened() > 0 ? 1 : 0);
        add(group, "returned", course.returned() > 0 ? 1 : 0);
        add(group, "handedOn", course.handedOn() > 0 ? 1 : 0);
        course.rating().ifPresent(rating -> {
            add(group, "rated", 1);
            add(group, "satisfied", rating.stars() >= 3 ? 1 : 0);
        });
        List<HistoryEntry> history = file.dossier().history();
        history.stream()
                .filter(line -> line.action().equals("accept"))
                .findFirst()
                .ifPresent(line -> time(group, "acceptance", event, line));
        if (isResolved) {
            time(group, "resolution", event, last(history, "RESOLVED"));
        }
        if (isClosed) {
            time(group, "closing", event, last(history, "CLOSED"));
        }
    }

    private static long seconds(Instant moment) {
        return moment.getEpochSecond();
    }

    /** The line by which the event came into the state in which, or behind which, it is. */
    private static HistoryEntry last(List<HistoryEntry> history, String state) {
        return history.stream()
                .filter(line -> line.order().isEmpty()
                        && line.to().equals(state)
                        && !line.from().orElse("").equals(state))
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    private void time(String group, String name, Event event, HistoryEntry line) {
        times.computeIfAbsent(group + "#" + name, any -> new ArrayList<>())
                .add(Duration.between(event.filedAt(), line.at()).toMillis() / 1_000.0);
    }

    private void add(String group, String figure, int number) {
        Map<String, Double> figures = counts.computeIfAbsent(group, any -> new TreeMap<>());
        if (number > 0) {
            figures.merge(figure, (double) number, Double::sum);
        }
    }

    private static String value(String dimension, File file) {
        Event event = file.dossier().caseFile().event();
        Optional<Order> lead = leader(file.dossier().caseFile().orders());
        return switch (dimension) {
            case "county" -> grid(event, GridLevel.COUNTY);
            case "township" -> grid(event, GridLevel.TOWNSHIP);
            case "unit" -> lead.map(Order::unit).orElse("");
            case "post" -> lead.flatMap(Order::responder).orElse("");
            case "source" -> event.report().source();
            case "category" -> "event:" + event.report().category().code();
            case "class" -> "event:" + event.report().category().code().substring(0, 2);
            default -> throw new IllegalArgumentException(dimension + " is not counted by hand");
        };
    }

    private static String grid(Event event, GridLevel level) {
        return Optional.ofNullable(event.jurisdiction().grids().get(level))
                .map(GridCode::value)
                .orElse("");
    }

    private static Optional<Order> leader(List<Order> orders) {
        for (OrderRole role : OrderRole.values()) {
            List<Order> ofRole =
                    orders.stream().filter(order -> order.role() == role).toList();
            Optional<Order> standing = ofRole.stream()
                    .filter(order -> order.status().isOpen() || order.status() == OrderStatus.DONE)
                    .reduce((before, after) -> after);
            if (!ofRole.isEmpty()) {
                return standing.or(() -> ofRole.stream().reduce((before, after) -> after));
            }
        }
        return Optional.empty();
    }
}
