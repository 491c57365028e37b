package io.hexdispatch.grid.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;

/**
 * Gathers the base grids of one township into connected communities and villages. The communities lie around the seat, the
 * villages around them; how many base grids each of the two parts has is given.
 */
final class CommunityGrouping {
    private static final int ROUNDS = 3;

    private final Mesh mesh;
    private final int firstCell;
    private final int cellCount;

    /** The township has the cells {@code firstCell} to {@code firstCell + cellCount - 1} of the mesh. */
    CommunityGrouping(Mesh mesh, int firstCell, int cellCount) {
        this.mesh = mesh;
        this.firstCell = firstCell;
        this.cellCount = cellCount;
    }

    /** The cells that belong to communities; the others belong to villages. The smaller part is grown as one piece. */
    boolean[] communityPart(Coordinate seat, int communityCells) {
        boolean growCommunities = communityCells <= cellCount - communityCells;
        int[] byDistance = cellsByDistance(seat);
        int start = growCommunities ? byDistance[0] : byDistance[cellCount - 1];
        int grown = growCommunities ? communityCells : cellCount - communityCells;
        boolean[] everywhere = new boolean[cellCount];
        Arrays.fill(everywhere, true);
        double[] reach = new double[cellCount];
        spread(List.of(start), everywhere, reach, new int[cellCount]);
        boolean[] part = new boolean[cellCount];
        Arrays.fill(part, !growCommunities);
        IntStream.range(0, cellCount)
                .boxed()
                .sorted(Comparator.comparingDouble(cell -> reach[cell]))
                .limit(grown)
                .forEach(cell -> part[cell] = growCommunities);
        return part;
    }

    /**
     * Divides a part of the township into connected groups.
     *
     * @param part which cells to divide
     * @return the cells of each group, as numbers of the mesh, the group nearest to the seat first
     */
    List<int[]> groups(boolean[] part, int groupCount, Coordinate seat) {
        if (groupCount == 0) {
            return List.of();
        }
        List<Integer> centres = farApart(part, groupCount, seat);
        int[] owner = new int[cellCount];
        for (int round = 0; ; round++) {
            spread(centres, part, new double[cellCount], owner);
            if (round == ROUNDS) {
                break;
            }
            centres = middles(centres.size(), owner);
        }
        List<int[]> groups = new ArrayList<>();
        for (int group = 0; group < groupCount; group++) {
            int number = group;
            groups.add(IntStream.range(0, cellCount)
                    .filter(cell -> owner[cell] == number)
                    .map(cell -> cell + firstCell)
                    .toArray());
        }
        groups.sort(Comparator.comparingDouble(group -> Arrays.stream(group)
                .mapToDouble(cell -> mesh.site(cell).distance(seat))
                .average()
                .orElseThrow()));
        return groups;
    }

    private int[] cellsByDistance(Coordinate point) {
        return IntStream.range(0, cellCount)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        cell -> mesh.site(firstCell + cell).distance(point)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Each next centre is the cell farthest from all centres before; so every separate piece gets one. */
    private List<Integer> farApart(boolean[] part, int count, Coordinate seat) {
        List<Integer> centres = new ArrayList<>();
        centres.add(Arrays.stream(cellsByDistance(seat))
                .filter(cell -> part[cell])
                .findFirst()
                .orElseThrow());
        double[] reach = new double[cellCount];
        while (true) {
            spread(centres, part, reach, new int[cellCount]);
            if (centres.size() == count) {
                break;
            }
            int farthest = IntStream.range(0, cellCount)
                    .filter(cell -> part[cell])
                    .boxed()
                    .max(Comparator.comparingDouble(cell -> reach[cell]))
                    .orElseThrow();
            centres.add(farthest);
        }
        for (int cell = 0; cell < cellCount; cell++) {
            if (part[cell] && reach[cell] == Double.POSITIVE_INFINITY) {
                throw new IllegalStateException(
                        "the cells from " + firstCell + " lie in more than " + count + " separate pieces");
            }
        }
        return centres;
    }

    private List<Integer> middles(int groupCount, int[] owner) {
        double[] x = new double[groupCount];
        double[] y = new double[groupCount];
        int[] members = new int[groupCount];
        for (int cell = 0; cell < cellCount; cell++) {
            if (owner[cell] >= 0) {
                x[owner[cell]] += mesh.site(firstCell + cell).x;
                y[owner[cell]] += mesh.site(firstCell + cell).y;
                members[owner[cell]]++;
            }
        }
        Integer[] middles = new Integer[groupCount];
        double[] distances = new double[groupCount];
        for (int cell = 0; cell < cellCount; cell++) {
            int group = owner[cell];
            if (group >= 0) {
                Coordinate mean = new Coordinate(x[group] / members[group], y[group] / members[group]);
                double distance = mesh.site(firstCell + cell).distance(mean);
                if (middles[group] == null || distance < distances[group]) {
                    middles[group] = cell;
                    distances[group] = distance;
                }
            }
        }
        return Arrays.asList(middles);
    }

    /**
     * Dijkstra's algorithm from several centres at once, from seed to neighbouring seed within the part.
     *
     * @param reach set to the way to the nearest centre; infinite where there is none
     * @param owner set to the position of that centre in the list, or -1
     */
    private void spread(List<Integer> centres, boolean[] part, double[] reach, int[] owner) {
        record Step(int cell, double distance, int owner) {}
        Arrays.fill(reach, Double.POSITIVE_INFINITY);
        Arrays.fill(owner, -1);
        PriorityQueue<Step> queue = new PriorityQueue<>(Comparator.comparingDouble(Step::distance)
                .thenComparingInt(Step::owner)
                .thenComparingInt(Step::cell));
        for (int i = 0; i < centres.size(); i++) {
            queue.add(new Step(centres.get(i), 0, i));
        }
        while (!queue.isEmpty()) {
            Step step = queue.remove();
            if (owner[step.cell] >= 0) {
                continue;
            }
            owner[step.cell] = step.owner;
            reach[step.cell] = step.distance;
            for (int border : mesh.bordersOf(firstCell + step.cell)) {
                int next = mesh.neighbour(firstCell + step.cell, border) - firstCell;
                if (next >= 0 && next < cellCount && part[next] && owner[next] < 0) {
                    double way = mesh.site(firstCell + step.cell).distance(mesh.site(firstCell + next));
                    queue.add(new Step(next, step.distance + way, step.owner));
                }
            }
        }
    }
}
