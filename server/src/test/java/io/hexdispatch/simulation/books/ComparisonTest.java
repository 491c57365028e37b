package io.hexdispatch.simulation.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Facts CLOSED =
            facts("1", "hotline", "410105", Map.of("filed", 1, "closed", 1, "orders done", 2));
    private static final Facts OPEN = facts("2", "iot", "410105", Map.of("filed", 1, "dispatched", 1));

    private static Facts facts(String number, String source, String county, Map<String, Integer> counts) {
        return new Facts(number, source, "90002", county, new TreeMap<>(counts));
    }

    @Test
    void equalBooksHaveNoDifference() {
        Comparison comparison = new Comparison(List.of(CLOSED, OPEN), List.of(OPEN, CLOSED));

        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.bySource()).hasSize(2).allMatch(Comparison.Sums::isEqual);
        assertThat(comparison.all().served()).containsEntry("filed", 2).containsEntry("orders done", 2);
    }

    @Test
    void aCountOfZeroIsNoCount() {
        Facts zero = facts("2", "iot", "410105", Map.of("filed", 1, "dispatched", 1, "reopened", 0));

        assertThat(new Comparison(List.of(zero), List.of(OPEN)).differences()).isEmpty();
    }

    @Test
    void whatOneSideLacksIsNamed() {
        assertThat(new Comparison(List.of(CLOSED), List.of(CLOSED, OPEN)).differences())
                .containsExactly("2: the server has it, under source iot, and the books do not");
        assertThat(new Comparison(List.of(CLOSED, OPEN), List.of(CLOSED)).differences())
                .containsExactly("2: the books have it, and the server does not");
    }

    @Test
    void whatBecameOtherwiseIsNamedByTheEventAndStandsInTheSumsOfItsGroupsAlone() {
        Facts other = facts("1", "hotline", "410102", Map.of("filed", 1, "closed", 1, "orders done", 1, "reopened", 1));
        Comparison comparison = new Comparison(List.of(CLOSED, OPEN), List.of(other, OPEN));

        assertThat(comparison.differences())
                .containsExactly(
                        "1: orders done 2 in the books, 1 on the server; reopened 0 in the books, 1 on the server;"
                                + " county 410105 in the books, 410102 on the server");
        assertThat(comparison.bySource())
                .filteredOn(sums -> !sums.isEqual())
                .singleElement()
                .satisfies(sums -> assertThat(sums.group()).isEqualTo("hotline"));
        assertThat(comparison.byCounty()).hasSize(2).noneMatch(Comparison.Sums::isEqual);
    }

    @Test
    void theSumsOfSourcesAndOfCountiesAreTheSumOfAll() {
        Comparison comparison = new Comparison(List.of(CLOSED, OPEN), List.of());

        for (List<Comparison.Sums> groups :
                List.of(comparison.bySource(), comparison.byCounty(), comparison.byCategory())) {
            assertThat(groups.stream()
                            .mapToInt(sums -> sums.booked().get("filed"))
                            .sum())
                    .isEqualTo(comparison.all().booked().get("filed"));
        }
    }
}
