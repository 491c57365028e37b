package io.hexdispatch.simulation.day;

import io.hexdispatch.source.SourceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many events come from which source, by shares that are our own estimate: the city publishes none. */
enum SourceMix {
    ORDINARY(Map.ofEntries(
            Map.entry(SourceKind.HOTLINE_12345, 390),
            Map.entry(SourceKind.URBAN_MANAGEMENT, 220),
            Map.entry(SourceKind.GRID_MEMBER, 140),
            Map.entry(SourceKind.CITIZEN, 100),
            Map.entry(SourceKind.VIDEO, 50),
            Map.entry(SourceKind.IOT, 40),
            Map.entry(SourceKind.HEATING, 15),
            Map.entry(SourceKind.POLICE_110, 15),
            Map.entry(SourceKind.CIVILISATION, 12),
            Map.entry(SourceKind.WOMENS_FEDERATION, 7),
            Map.entry(SourceKind.TRADE_UNION, 6),
            Map.entry(SourceKind.RELIGION, 5))),
    HEATING_FAILURE(Map.of(SourceKind.HOTLINE_12345, 450, SourceKind.HEATING, 350, SourceKind.IOT, 200)),
    STORM(Map.of(
            SourceKind.HOTLINE_12345, 350,
            SourceKind.GRID_MEMBER, 200,
            SourceKind.CITIZEN, 150,
            SourceKind.URBAN_MANAGEMENT, 100,
            SourceKind.VIDEO, 100,
            SourceKind.IOT, 100));

    private static final int WHOLE = 1_000;

    private final Map<SourceKind, Integer> shares;

    SourceMix(Map<SourceKind, Integer> shares) {
        this.shares = new EnumMap<>(shares);
    }

    /** The sources of so many events, by the largest remainders, in the order of the sources. */
    List<SourceKind> sources(int count) {
        Map<SourceKind, Integer> counts = new EnumMap<>(SourceKind.class);
        int given = 0;
        for (Map.Entry<SourceKind, Integer> share : shares.entrySet()) {
            int whole = count * share.getValue() / WHOLE;
            counts.put(share.getKey(), whole);
            given += whole;
        }
        List<SourceKind> byRemainder = shares.keySet().stream()
                .sorted(Comparator.comparing((SourceKind kind) -> -(count * shares.get(kind) % WHOLE)))
                .toList();
        for (int i = 0; given < count; i++, given++) {
            counts.merge(byRemainder.get(i), 1, Integer::sum);
        }
        List<SourceKind> sources = new ArrayList<>(count);
        counts.forEach((kind, number) -> {
            for (int i = 0; i < number; i++) {
                sources.add(kind);
            }
        });
        return sources;
    }
}
