package io.hexdispatch.simulation.day;

import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.source.SourceKind;
import java.util.Optional;

/**
 * An event before the day is put in order.
 *
 * @param sharedMatter which matter it is, where several report the same
 */
record Draft(
        int second,
        SourceKind source,
        Matter matter,
        LonLat place,
        Optional<Township> township,
        Part part,
        int sharedMatter) {
    static final int SHARED_WITH_NOBODY = -1;

    static Draft of(int second, SourceKind source, Matter matter, LonLat place, Township township, Part part) {
        return new Draft(second, source, matter, place, Optional.of(township), part, SHARED_WITH_NOBODY);
    }
}
