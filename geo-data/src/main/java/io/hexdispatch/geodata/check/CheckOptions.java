package io.hexdispatch.geodata.check;

import io.hexdispatch.grid.BoundarySet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Envelope;

/**
 * What a check is told beside the grids. Start from {@link #of} and change what differs.
 *
 * @param version the version of the boundary set that comes out
 * @param title its title, and the report's
 * @param codePattern what every code of the file has to match as a whole, beside the rules of
 *     {@link io.hexdispatch.grid.GridCode}; empty where those are enough
 * @param toleranceMetres gaps and overlaps that are on average no wider than this count as slivers, and a child may leave its
 *     parent by as much; 0 or more
 * @param country where coordinates have to lie, in degrees
 * @param live the boundaries that are live. Levels that the file does not bring are taken from there, so that a file can
 *     replace the townships alone; and the file is compared with it for a shift as that of GCJ-02
 * @param severities kinds of findings that are to be more or less severe than usual; those that break the map stay errors
 * @param findingsPerKindMax how many findings of a kind are kept, the largest; the others are counted
 */
public record CheckOptions(
        String version,
        String title,
        Optional<Pattern> codePattern,
        double toleranceMetres,
        Envelope country,
        Optional<BoundarySet> live,
        Map<FindingKind, Severity> severities,
        int findingsPerKindMax) {
    /** As wide as a line that a hand draws on a screen at 1:2,000. */
    public static final double TOLERANCE_METRES = 1;

    public static final int FINDINGS_PER_KIND_MAX = 1_000;

    /** The box round the territory of China, the islands of the south included. */
    public static Envelope china() {
        return new Envelope(73.4, 135.1, 3.4, 53.6);
    }

    public CheckOptions {
        if (!(toleranceMetres >= 0)) {
            throw new IllegalArgumentException("the tolerance is " + toleranceMetres + " m; 0 or more is wanted");
        }
        if (findingsPerKindMax < 1) {
            throw new IllegalArgumentException(
                    "the findings kept of a kind are " + findingsPerKindMax + "; at least 1 is wanted");
        }
        severities = Map.copyOf(severities);
    }

    /** China, one metre, no live map, any code that a grid may have. */
    public static CheckOptions of(String version, String title) {
        return new CheckOptions(
                version,
                title,
                Optional.empty(),
                TOLERANCE_METRES,
                china(),
                Optional.empty(),
                Map.of(),
                FINDINGS_PER_KIND_MAX);
    }

    public CheckOptions withCodePattern(Pattern pattern) {
        return new CheckOptions(
                version, title, Optional.of(pattern), toleranceMetres, country, live, severities, findingsPerKindMax);
    }

    public CheckOptions withTolerance(double metres) {
        return new CheckOptions(version, title, codePattern, metres, country, live, severities, findingsPerKindMax);
    }

    public CheckOptions withCountry(Envelope box) {
        return new CheckOptions(
                version, title, codePattern, toleranceMetres, box, live, severities, findingsPerKindMax);
    }

    public CheckOptions withLive(BoundarySet boundaries) {
        return new CheckOptions(
                version,
                title,
                codePattern,
                toleranceMetres,
                country,
                Optional.of(boundaries),
                severities,
                findingsPerKindMax);
    }

    public CheckOptions withSeverity(FindingKind kind, Severity severity) {
        Map<FindingKind, Severity> changed = new EnumMap<>(FindingKind.class);
        changed.putAll(severities);
        changed.put(kind, severity);
        return new CheckOptions(
                version, title, codePattern, toleranceMetres, country, live, changed, findingsPerKindMax);
    }

    public CheckOptions withFindingsPerKindMax(int max) {
        return new CheckOptions(version, title, codePattern, toleranceMetres, country, live, severities, max);
    }

    Severity severity(FindingKind kind) {
        return kind.breaksTheMap() ? Severity.ERROR : severities.getOrDefault(kind, kind.severity());
    }
}
