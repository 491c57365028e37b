package io.hexdispatch.event;

import io.hexdispatch.category.Categories;
import io.hexdispatch.category.Category;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reports for tests: something in Zijing Road street, Gongyi. */
public final class TestReports {
    public static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    public static final String SOURCE = "hotline-12345";
    public static final LonLat PLACE = new LonLat(113.02, 34.75);

    /** The place's grids: Zhengzhou, Gongyi, Zijing Road street. */
    public static final Jurisdiction GONGYI = new Jurisdiction(
            "map-1",
            Map.of(
                    GridLevel.CITY, new GridCode("410100"),
                    GridLevel.COUNTY, new GridCode("410181"),
                    GridLevel.TOWNSHIP, new GridCode("410181001")));

    private static final Categories CATEGORIES = Categories.bundled();

    private TestReports() {}

    /** A report of a category of events, such as {@code 90003}, a gas pipe that leaks. */
    public static Report of(String category) {
        return of(CATEGORIES.find(CategoryKind.EVENT, category).orElseThrow(), PLACE);
    }

    public static Report of(Category category, LonLat place) {
        return new Report(
                SOURCE,
                "case-1",
                category,
                Place.of(CoordinateSystem.WGS84, place),
                "a smell of gas",
                Optional.empty(),
                NOW,
                NOW);
    }
}
