package io.hexdispatch.open311;

import io.hexdispatch.assignment.Assigner;
import io.hexdispatch.assignment.Unit;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.ServiceRequests.ServiceRequest;
import io.hexdispatch.flow.ServiceRequests.Wish;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.order.Order;
import io.hexdispatch.order.OrderRole;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an app may ask a list of service requests for, and how each is written. */
final class RequestList {
    static final int MAX = 1_000;
    private static final Duration SPAN_MAX = Duration.ofDays(90);
    private static final String OPEN = "open";
    private static final String CLOSED = "closed";

    private final Services services;
    private final LiveMap map;
    private final Assigner assigner;

    RequestList(Services services, LiveMap map, Assigner assigner) {
        this.services = services;
        this.map = map;
        this.assigner = assigner;
    }

    Wish wish(Arguments arguments, Instant now) {
        Set<CategoryKey> categories = new HashSet<>();
        for (String code : arguments.list("service_code")) {
            categories.add(services.get(code).key());
        }
        Set<String> statuses = new HashSet<>(arguments.list("status"));
        for (String status : statuses) {
            if (!status.equals(OPEN) && !status.equals(CLOSED)) {
                throw new RefusedRequestException(400, "status \"" + status + "\" is neither open nor closed");
            }
        }
        Optional<Instant> start = time(arguments, "start_date");
        Optional<Instant> end = time(arguments, "end_date");
        Instant to = end.or(() -> start.map(from -> from.plus(SPAN_MAX))).orElse(now);
        Instant from = start.orElse(to.minus(SPAN_MAX));
        if (from.isAfter(to) || Duration.between(from, to).compareTo(SPAN_MAX) > 0) {
            throw new RefusedRequestException(
                    400, "end_date is not after start_date by at most " + SPAN_MAX.toDays() + " days");
        }
        return new Wish(
                categories, statuses.size() == 1 ? Optional.of(statuses.contains(CLOSED)) : Optional.empty(), from, to);
    }

    private static Optional<Instant> time(Arguments arguments, String name) {
        return arguments.text(name).map(text -> {
            try {
                // A + that stands in an address as it is means a space.
                OffsetDateTime time = OffsetDateTime.parse(text.replace(' ', '+'));
                if (time.getYear() >= 1970 && time.getYear() <= 9_000) {
                    return time.toInstant();
                }
            } catch (DateTimeException notATime) {
                // told below, like a year out of range
            }
            throw new RefusedRequestException(
                    400, name + " \"" + text + "\" is not a time such as 2026-03-01T08:00:00Z");
        });
    }

    Map<String, Object> write(ServiceRequest request) {
        Event event = request.caseFile().event();
        LonLat place = event.report().place().wgs84();
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("service_request_id", event.number().toString());
        boolean isClosed = event.status() == EventStatus.CLOSED || event.status() == EventStatus.VOIDED;
        written.put("status", isClosed ? CLOSED : OPEN);
        written.put("status_notes", event.status().name());
        written.put("service_name", event.report().category().name());
        written.put("service_code", Services.code(event.report().category()));
        written.put("description", event.report().text());
        written.put("agency_responsible", lead(request.caseFile().orders()));
        written.put("service_notice", null);
        written.put("requested_datetime", text(event.filedAt()));
        written.put("updated_datetime", text(request.updatedAt()));
        written.put("expected_datetime", null);
        written.put(
                "address",
                event.jurisdiction().narrowestFirst().stream()
                        .map(code -> map.current().grid(code).map(Grid::name).orElse(code.value()))
                        .collect(Collectors.joining(", ")));
        written.put("address_id", event.jurisdiction().narrowestFirst().get(0).value());
        written.put("zipcode", null);
        written.put("lat", place.latitude());
        written.put("long", place.longitude());
        written.put("media_url", null);
        return written;
    }

    /** The name of the unit that leads now. */
    private String lead(List<Order> orders) {
        return orders.stream()
                .filter(order -> order.role() == OrderRole.LEAD)
                .reduce((earlier, later) -> later)
                .map(order -> assigner.unit(order.unit()).map(Unit::name).orElse(order.unit()))
                .orElse(null);
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
