package io.hexdispatch.review;

/**
 * A part of all events of which a sample must have its share.
 *
 * @param county the code of the county; empty for events in none
 * @param majorClass the kind of the category and the two digits of its major class, such as {@code event 01}
 */
public record Stratum(String county, String majorClass) implements Comparable<Stratum> {
    @Override
    public int compareTo(Stratum other) {
        int byCounty = county.compareTo(other.county);
        return byCounty != 0 ? byCounty : majorClass.compareTo(other.majorClass);
    }

    @Override
    public String toString() {
        return (county.isEmpty() ? "no county" : county) + ", " + majorClass;
    }
}
