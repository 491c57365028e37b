package io.hexdispatch.ogcapi.feature;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agrona.collections.IntArrayList;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.hprtree.HPRtree;
import org.locationtech.jts.operation.predicate.RectangleIntersects;

/**
 * A layer whose features are all in memory: the grids of a map, the findings of a report. Immutable, with a spatial index of its
 * own. Features stand in the order of their ids, and a page begins after the last id of the page before, so that paging neither
 * skips nor repeats a feature when others come or go between two pages.
 */
public final class MemoryLayer implements Layer {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private final LayerDescription description;
    private final List<Feature> features;
    private final Map<String, Feature> byId = new HashMap<>();
    private final HPRtree byEnvelope = new HPRtree();
    private final MapThreads workers;

    /**
     * Takes some milliseconds for 20,000 features: call it on a worker.
     *
     * @throws IllegalArgumentException if two features have one id
     */
    public MemoryLayer(LayerDescription description, List<Feature> features, MapThreads workers) {
        this.description = description;
        this.features =
                features.stream().sorted(Comparator.comparing(Feature::id)).toList();
        this.workers = workers;
        for (int position = 0; position < this.features.size(); position++) {
            Feature feature = this.features.get(position);
            if (byId.put(feature.id(), feature) != null) {
                throw new IllegalArgumentException(
                        "layer " + description.id() + " has two features with the id " + feature.id());
            }
            if (feature.geometry().isPresent()) {
                byEnvelope.insert(feature.geometry().get().getEnvelopeInternal(), position);
            }
        }
        byEnvelope.build();
    }

    @Override
    public LayerDescription description() {
        return description;
    }

    @Override
    public Future<Optional<Feature>> feature(String id) {
        return Future.succeededFuture(Optional.ofNullable(byId.get(id)));
    }

    @Override
    public Future<FeaturePage> page(FeatureQuery query) {
        return workers.run(() -> select(query));
    }

    /** As {@link #page}, on the caller's thread. */
    public FeaturePage select(FeatureQuery query) {
        int[] candidates = candidates(query.boxes());
        List<Feature> page = new ArrayList<>();
        long matched = 0;
        boolean more = false;
        for (int position : candidates) {
            Feature feature = features.get(position);
            if (!matches(feature, query)) {
                continue;
            }
            matched++;
            if (query.after().isPresent()
                    && feature.id().compareTo(query.after().get()) <= 0) {
                continue;
            }
            if (page.size() < query.limit()) {
                page.add(feature);
            } else {
                more = true;
            }
        }
        Optional<String> next = more ? Optional.of(page.get(page.size() - 1).id()) : Optional.empty();
        return new FeaturePage(page, next, Optional.of(matched));
    }

    /** The positions of the features whose envelopes meet a box, ascending, each once. */
    private int[] candidates(List<Envelope> boxes) {
        if (boxes.isEmpty()) {
            int[] all = new int[features.size()];
            Arrays.setAll(all, position -> position);
            return all;
        }
        IntArrayList found = new IntArrayList();
        for (Envelope box : boxes) {
            if (!box.isNull()) {
                byEnvelope.query(box, item -> found.addInt((Integer) item));
            }
        }
        return Arrays.stream(found.toIntArray()).sorted().distinct().toArray();
    }

    private boolean matches(Feature feature, FeatureQuery query) {
        if (!query.boxes().isEmpty()
                && query.boxes().stream()
                        .noneMatch(box -> meets(feature.geometry().orElseThrow(), box))) {
            return false;
        }
        if (query.time().isPresent() && description.timeProperty().isPresent()) {
            Optional<Object> time = feature.property(description.timeProperty().get());
            if (time.isPresent() && !query.time().get().intersects(TimeSpan.at((java.time.Instant) time.get()))) {
                return false;
            }
        }
        return query.filter().isEmpty() || query.filter().get().test(feature);
    }

    private static boolean meets(Geometry geometry, Envelope box) {
        Envelope own = geometry.getEnvelopeInternal();
        if (box.contains(own)) {
            return true;
        }
        if (!box.intersects(own)) {
            return false;
        }
        // A box without width or height is no polygon, and JTS makes the point or line of it that it is.
        return GEOMETRY.toGeometry(box) instanceof Polygon rectangle
                ? RectangleIntersects.intersects(rectangle, geometry)
                : GEOMETRY.toGeometry(box).intersects(geometry);
    }
}
