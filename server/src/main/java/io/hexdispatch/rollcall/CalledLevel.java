package io.hexdispatch.rollcall;

import io.hexdispatch.grid.GridLevel;
import java.util.Locale;

/** What somebody who is called is: the centre of a county, of a township, of a dedicated grid, or a responder. */
public enum CalledLevel {
    COUNTY,
    TOWNSHIP,
    DEDICATED,
    RESPONDER;

    /** Of the centre of a grid. @throws IllegalArgumentException for a level whose centres are not called together */
    public static CalledLevel ofCentre(GridLevel level) {
        return switch (level) {
            case COUNTY -> COUNTY;
            case TOWNSHIP -> TOWNSHIP;
            case DEDICATED -> DEDICATED;
            default -> throw new IllegalArgumentException("centres of level " + level + " are not called together");
        };
    }

    /** The name on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
