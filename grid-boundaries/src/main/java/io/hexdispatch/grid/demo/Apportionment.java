package io.hexdispatch.grid.demo;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Shares out a whole number in proportion to weights by the method of largest remainders, so that the total is exact. */
final class Apportionment {
    private Apportionment() {}

    static int[] share(int total, int[] weights) {
        long sum = Arrays.stream(weights).asLongStream().sum();
        int[] shares = new int[weights.length];
        for (int i = 0; i < weights.length; i++) {
            shares[i] = (int) ((long) total * weights[i] / sum);
        }
        int left = total - Arrays.stream(shares).sum();
        IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> -((long) total * weights[i] % sum)))
                .limit(left)
                .forEach(i -> shares[i]++);
        return shares;
    }
}
