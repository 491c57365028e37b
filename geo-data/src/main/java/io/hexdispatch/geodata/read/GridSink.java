package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.DrawnGrid;

/** Takes the grids of a boundary file one after the other, on the thread that reads. */
@FunctionalInterface
public interface GridSink {
    /**
     * Says that the grids of this layer follow.
     *
     * @param rows how many rows it states, for a progress bar; a damaged file may have fewer
     */
    default void enterLayer(String layer, long rows) {}

    void accept(DrawnGrid grid);
}
