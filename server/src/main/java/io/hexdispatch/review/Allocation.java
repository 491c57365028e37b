package io.hexdispatch.review;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many of each stratum a sample has: as many in proportion as the stratum has of the population, after W. G. Cochran, Sampling
 * Techniques, 3rd edition, 1977, section 5.5 (proportional allocation). Whole numbers come of it by the largest remainder
 * (Hamilton's method). So that no part goes unseen each stratum has one at least, where the sample is large enough for that.
 */
public final class Allocation {
    private Allocation() {}

    /**
     * @param sizes how many each stratum has, 1 or more
     * @param size how many are to be drawn, 1 or more
     * @return how many of each stratum; together {@code size}, or all where there are fewer
     */
    public static Map<Stratum, Integer> of(Map<Stratum, Integer> sizes, int size) {
        Map<Stratum, Integer> drawn = new TreeMap<>();
        Map<Stratum, Integer> rest = new TreeMap<>(sizes);
        long population = sum(rest);
        if (size >= population) {
            return rest;
        }
        int left = size;
        if (size >= sizes.size()) {
            Optional<Stratum> small = withLessThanOne(rest, left, population);
            while (small.isPresent()) {
                drawn.put(small.get(), 1);
                population -= rest.remove(small.get());
                left--;
                small = withLessThanOne(rest, left, population);
            }
        }
        drawn.putAll(byLargestRemainder(rest, left, population));
        return drawn;
    }

    private static long sum(Map<Stratum, Integer> sizes) {
        return sizes.values().stream().mapToLong(Integer::longValue).sum();
    }

    private static Optional<Stratum> withLessThanOne(Map<Stratum, Integer> sizes, int size, long population) {
        return sizes.entrySet().stream()
                .filter(stratum -> (long) size * stratum.getValue() < population)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Map<Stratum, Integer> byLargestRemainder(Map<Stratum, Integer> sizes, int size, long population) {
        Map<Stratum, Integer> drawn = new TreeMap<>();
        Map<Stratum, Long> remainders = new TreeMap<>();
        sizes.forEach((stratum, number) -> {
            long share = (long) size * number;
            drawn.put(stratum, (int) (share / population));
            remainders.put(stratum, share % population);
        });
        remainders.entrySet().stream()
                .sorted(Map.Entry.<Stratum, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(size - sum(drawn))
                .forEach(stratum -> drawn.merge(stratum.getKey(), 1, Integer::sum));
        return drawn;
    }
}
