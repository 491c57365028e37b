package io.hexdispatch.ogcapi.cql;

import io.hexdispatch.ogcapi.feature.Feature;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;

/** Something that is true of a feature or not. */
interface Condition {
    Truth of(Feature feature);

    /** A box that every feature meets for which this is true, WGS 84 degrees; empty where it could lie anywhere. */
    default Optional<Envelope> bounds() {
        return Optional.empty();
    }

    /** All of them. */
    record And(List<Condition> parts) implements Condition {
        @Override
        public Truth of(Feature feature) {
            Truth all = Truth.TRUE;
            for (Condition part : parts) {
                Truth truth = part.of(feature);
                if (truth == Truth.FALSE) {
                    return Truth.FALSE;
                }
                if (truth == Truth.UNKNOWN) {
                    all = Truth.UNKNOWN;
                }
            }
            return all;
        }

        @Override
        public Optional<Envelope> bounds() {
            return parts.stream().flatMap(part -> part.bounds().stream()).reduce(Envelope::intersection);
        }
    }

    /** At least one of them. */
    record Or(List<Condition> parts) implements Condition {
        @Override
        public Truth of(Feature feature) {
            Truth any = Truth.FALSE;
            for (Condition part : parts) {
                Truth truth = part.of(feature);
                if (truth == Truth.TRUE) {
                    return Truth.TRUE;
                }
                if (truth == Truth.UNKNOWN) {
                    any = Truth.UNKNOWN;
                }
            }
            return any;
        }

        @Override
        public Optional<Envelope> bounds() {
            Envelope union = new Envelope();
            for (Condition part : parts) {
                Optional<Envelope> bounds = part.bounds();
                if (bounds.isEmpty()) {
                    return Optional.empty();
                }
                union.expandToInclude(bounds.get());
            }
            return Optional.of(union);
        }
    }

    /** The opposite. */
    record Not(Condition part) implements Condition {
        @Override
        public Truth of(Feature feature) {
            return part.of(feature).not();
        }
    }
}
