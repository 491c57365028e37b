package io.hexdispatch.ogcapi;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.flow.EventQuery;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.ReadEvents;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.FeaturePage;
import io.hexdispatch.ogcapi.feature.FeatureQuery;
import io.hexdispatch.ogcapi.feature.Layer;
import io.hexdispatch.ogcapi.feature.LayerDescription;
import io.hexdispatch.ogcapi.feature.LayerDescription.GeometryKind;
import io.hexdispatch.ogcapi.feature.LayerSource;
import io.hexdispatch.ogcapi.feature.MapThreads;
import io.hexdispatch.ogcapi.feature.Property;
import io.hexdispatch.ogcapi.feature.PropertyType;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * The open events as points, newest first, each reader's own. Place and time are selected by the database; what a filter says
 * beyond that is tried here, on a bounded number of events for each page. Who reported an event is not among its properties: a map
 * needs no telephone numbers.
 */
public final class EventLayers implements LayerSource {
    static final String ID = "events";

    /** How many events are read from the database at once. */
    private static final int READ_AT_ONCE = 500;

    /** After how many events a page ends, whether it is full or not: the next one goes on from there. */
    private static final int READ_FOR_PAGE_MAX = 20_000;

    private static final Set<EventStatus> SHUT = EnumSet.of(EventStatus.CLOSED, EventStatus.VOIDED, EventStatus.MERGED);
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private static final List<Property> PROPERTIES = List.of(
            Property.of("number", "Number of the event", PropertyType.TEXT),
            new Property(
                    "status",
                    "Where it stands in its life",
                    PropertyType.TEXT,
                    Arrays.stream(EventStatus.values())
                            .filter(status -> !SHUT.contains(status))
                            .map(EventStatus::name)
                            .toList()),
            Property.of("category", "Code of the category", PropertyType.TEXT),
            Property.of("categoryName", "Name of the category", PropertyType.TEXT),
            Property.of("source", "System that reported it", PropertyType.TEXT),
            Property.of("text", "What was reported", PropertyType.TEXT),
            Property.of("occurredAt", "When it happened, by the source's clock", PropertyType.TIME),
            Property.of("filedAt", "When it got its number", PropertyType.TIME),
            Property.of("grid", "Code of the narrowest grid that it lies in", PropertyType.TEXT),
            Property.of("centre", "Code of the grid whose centre answers", PropertyType.TEXT),
            Property.of("openOrders", "How many orders are open", PropertyType.NUMBER),
            Property.of("queued", "Whether it waits for a person to dispatch it", PropertyType.BOOLEAN),
            Property.of("mapVersion", "Version of the map that located it", PropertyType.TEXT));

    private final ReadEvents readEvents;
    private final LiveMap map;
    private final MapThreads workers;

    /** @param map says how far the city reaches, so that a client knows where to look before it has read an event */
    public EventLayers(ReadEvents readEvents, LiveMap map, MapThreads workers) {
        this.readEvents = readEvents;
        this.map = map;
        this.workers = workers;
    }

    /** None for the staff who load boundaries: they may not see events. */
    @Override
    public Future<List<Layer>> layers(Actor reader) {
        return Future.succeededFuture(reader.role() == Role.GIS ? List.of() : List.of(new EventLayer(reader)));
    }

    private final class EventLayer implements Layer {
        private final Actor reader;

        EventLayer(Actor reader) {
            this.reader = reader;
        }

        @Override
        public LayerDescription description() {
            return new LayerDescription(
                    ID,
                    "Open events 未结事件",
                    "What was reported and is neither closed nor void, as far as the bearer of the token may see it",
                    GeometryKind.POINT,
                    Optional.of(map.city().boundary().getEnvelopeInternal()),
                    PROPERTIES,
                    Optional.of("occurredAt"),
                    Optional.empty());
        }

        @Override
        public Future<Optional<Feature>> feature(String id) {
            Optional<EventNumber> number = EventNumber.parse(id);
            if (number.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            return readEvents
                    .one(reader, number.get())
                    .map(dossier -> Optional.of(dossier.caseFile())
                            .filter(caseFile -> !SHUT.contains(caseFile.event().status()))
                            .map(EventLayers::feature))
                    .recover(failure -> failure instanceof RefusedException refused
                                    && refused.kind() == RefusedException.Kind.NOT_FOUND
                            ? Future.succeededFuture(Optional.empty())
                            : Future.failedFuture(failure));
        }

        @Override
        public Future<FeaturePage> page(FeatureQuery query) {
            Optional<EventNumber> after = query.after().map(text -> EventNumber.parse(text)
                    .orElseThrow(() -> QueryParameters.invalid(
                            "after", "\"" + text + "\" is not where a page begins; follow the link next")));
            return fill(query, wish(query), after, new ArrayList<>(), 0);
        }

        private Future<FeaturePage> fill(
                FeatureQuery query,
                EventQuery.Open wish,
                Optional<EventNumber> before,
                List<Feature> page,
                int readSoFar) {
            // One more than the page takes: without a filter that says whether another page follows.
            int atOnce =
                    query.filter().isPresent() ? READ_AT_ONCE : Math.min(READ_AT_ONCE, query.limit() - page.size() + 1);
            return readEvents
                    .open(reader, wish, before, atOnce)
                    .compose(read -> choose(read, query.filter()))
                    .compose(found -> {
                        for (Feature feature : found.features()) {
                            if (page.size() == query.limit()) {
                                return page(
                                        page,
                                        Optional.of(page.get(page.size() - 1).id()));
                            }
                            page.add(feature);
                        }
                        if (found.last().isEmpty() || found.read() < atOnce) {
                            return page(page, Optional.empty());
                        }
                        int readNow = readSoFar + found.read();
                        if (readNow >= READ_FOR_PAGE_MAX) {
                            return page(page, found.last().map(EventNumber::toString));
                        }
                        return fill(query, wish, found.last(), page, readNow);
                    });
        }

        private Future<FeaturePage> page(List<Feature> features, Optional<String> next) {
            return Future.succeededFuture(new FeaturePage(features, next, Optional.empty()));
        }
    }

    /** The events of one read that pass the filter, and how far the read came. */
    private record Chosen(List<Feature> features, Optional<EventNumber> last, int read) {}

    private Future<Chosen> choose(List<CaseFile> read, Optional<Predicate<Feature>> filter) {
        Optional<EventNumber> last = read.isEmpty()
                ? Optional.empty()
                : Optional.of(read.get(read.size() - 1).event().number());
        return workers.run(() -> new Chosen(
                read.stream()
                        .map(EventLayers::feature)
                        .filter(feature -> filter.isEmpty() || filter.get().test(feature))
                        .toList(),
                last,
                read.size()));
    }

    private static EventQuery.Open wish(FeatureQuery query) {
        return new EventQuery.Open(
                query.boxes().stream()
                        .map(box -> box.isNull()
                                // A box that nothing can lie in.
                                ? new EventQuery.Box(1, 1, -1, -1)
                                : new EventQuery.Box(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY()))
                        .toList(),
                query.time().map(time -> time.from()).filter(from -> !from.equals(Instant.MIN)),
                query.time().map(time -> time.to()).filter(to -> !to.equals(Instant.MAX)));
    }

    private static Feature feature(CaseFile caseFile) {
        Event event = caseFile.event();
        LonLat place = event.report().place().wgs84();
        Map<String, Object> properties = new HashMap<>();
        properties.put("number", event.number().toString());
        properties.put("status", event.status().name());
        properties.put("category", event.report().category().code());
        properties.put("categoryName", event.report().category().name());
        properties.put("source", event.report().source());
        properties.put("text", event.report().text());
        properties.put("occurredAt", event.report().occurredAt());
        properties.put("filedAt", event.filedAt());
        properties.put("grid", event.jurisdiction().narrowestFirst().get(0).value());
        properties.put("centre", event.jurisdiction().centre().value());
        properties.put(
                "openOrders",
                caseFile.orders().stream()
                        .filter(order -> order.status().isOpen())
                        .count());
        properties.put("queued", event.queueReason().isPresent());
        properties.put("mapVersion", event.jurisdiction().mapVersion());
        return new Feature(
                event.number().toString(),
                Optional.of(GEOMETRY.createPoint(new Coordinate(place.longitude(), place.latitude()))),
                properties);
    }
}
