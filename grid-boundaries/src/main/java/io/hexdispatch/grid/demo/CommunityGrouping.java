package io.hexdispatch.grid.demo;

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
    private static final int NOBODY = -1;

    private final Mesh mesh;
    private final int firstCell;
    private final int cellCount;

    /** The township has the cells {@code firstCell} to {@code firstCell + cellCount - 1} of the mesh. */
    CommunityGrouping(Mesh mesh, int firstCell, int cellCount) {
        this.mesh = mesh;
        this.firstCell = firstCell;
        this.cellCount = cellCount;
    }

    /**
     * Parts town from country.
     *
     * @param communityCells how many cells belong to communities; the smaller part is grown as one piece
     * @return for each cell of the township whether it belongs to a community, otherwise to a village
     */
    boolean[] town(Coordinate seat, int communityCells) {
        boolean growTown = communityCells <= cellCount - communityCells;
        boolean[] everywhere = new boolean[cellCount];
        Arrays.fill(everywhere, true);
        int[] byDistance = cellsByDistance(everywhere, seat);
        Reach reach = new Reach(everywhere);
        reach.extendFrom(growTown ? byDistance[0] : byDistance[cellCount - 1], 0);
        boolean[] town = new boolean[cellCount];
        Arrays.fill(town, !growTown);
        IntStream.range(0, cellCount)
                .boxed()
                .sorted(Comparator.comparingDouble(cell -> reach.distances[cell]))
                .limit(growTown ? communityCells : cellCount - communityCells)
                .forEach(cell -> town[cell] = growTown);
        return town;
    }

    /**
     * Divides a part of the township into connected groups.
     *
     * @param part which cells to divide
     * @return the cells of each group, as numbers of the mesh, the group nearest to the seat first
     * @throws IllegalStateException if the part lies in more separate pieces than there are to be groups
     */
    List<int[]> groups(boolean[] part, int groupCount, Coordinate seat) {
        if (groupCount == 0) {
            return List.of();
        }
        Reach reach = farApart(part, groupCount, seat);
        for (int round = 0; round < ROUNDS; round++) {
            int[] middles = middles(groupCount, reach.owners);
            reach = new Reach(part);
            for (int group = 0; group < groupCount; group++) {
                reach.extendFrom(middles[group], group);
            }
        }
        int[] owners = reach.owners;
        return IntStream.range(0, groupCount)
                .mapToObj(group -> IntStream.range(0, cellCount)
                        .filter(cell -> owners[cell] == group)
                        .map(cell -> firstCell + cell)
                        .toArray())
                .sorted(Comparator.comparingDouble(group -> meanDistance(group, seat)))
                .toList();
    }

    private double meanDistance(int[] cells, Coordinate point) {
        double sum = 0;
        for (int cell : cells) {
            sum += Plane.distance(mesh.site(cell), point);
        }
        return sum / cells.length;
    }

    private Coordinate seed(int cell) {
        return mesh.site(firstCell + cell);
    }

    private int[] cellsByDistance(boolean[] part, Coordinate point) {
        return IntStream.range(0, cellCount)
                .filter(cell -> part[cell])
                .boxed()
                .sorted(Comparator.comparingDouble(cell -> Plane.distance(seed(cell), point)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Each next centre is the cell farthest from all centres before; so every separate piece gets one. */
    private Reach farApart(boolean[] part, int count, Coordinate seat) {
        Reach reach = new Reach(part);
        int next = cellsByDistance(part, seat)[0];
        for (int group = 0; group < count; group++) {
            reach.extendFrom(next, group);
            next = reach.farthest();
        }
        if (reach.owners[next] == NOBODY) {
            throw new IllegalStateException(
                    "the cells from " + firstCell + " on lie in more than " + count + " separate pieces");
        }
        return reach;
    }

    /** The cell of each group that is nearest to the mean of the group's seeds. */
    private int[] middles(int groupCount, int[] owners) {
        double[] x = new double[groupCount];
        double[] y = new double[groupCount];
        int[] members = new int[groupCount];
        for (int cell = 0; cell < cellCount; cell++) {
            if (owners[cell] != NOBODY) {
                x[owners[cell]] += seed(cell).x;
                y[owners[cell]] += seed(cell).y;
                members[owners[cell]]++;
            }
        }
        int[] middles = new int[groupCount];
        double[] distances = new double[groupCount];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        for (int cell = 0; cell < cellCount; cell++) {
            int group = owners[cell];
            if (group != NOBODY) {
                Coordinate mean = new Coordinate(x[group] / members[group], y[group] / members[group]);
                double distance = Plane.distance(seed(cell), mean);
                if (distance < distances[group]) {
                    distances[group] = distance;
                    middles[group] = cell;
                }
            }
        }
        return middles;
    }

    /** How far each cell of a part is from the nearest centre, from seed to neighbouring seed within the part, and whose it is. */
    private final class Reach {
        private record Step(int cell, double distance) {}

        private final boolean[] part;
        private final double[] distances = new double[cellCount];
        private final int[] owners = new int[cellCount];

        Reach(boolean[] part) {
            this.part = part;
            Arrays.fill(distances, Double.POSITIVE_INFINITY);
            Arrays.fill(owners, NOBODY);
        }

        /** Dijkstra's algorithm from one more centre, as far as it is nearer than the centres before. */
        void extendFrom(int centre, int owner) {
            PriorityQueue<Step> queue = new PriorityQueue<>(
                    Comparator.comparingDouble(Step::distance).thenComparingInt(Step::cell));
            queue.add(new Step(centre, 0));
            while (!queue.isEmpty()) {
                Step step = queue.remove();
                if (step.distance >= distances[step.cell]) {
                    continue;
                }
                distances[step.cell] = step.distance;
                owners[step.cell] = owner;
                for (int border : mesh.bordersOf(firstCell + step.cell)) {
                    int next = mesh.neighbour(firstCell + step.cell, border) - firstCell;
                    if (next >= 0 && next < cellCount && part[next]) {
                        double way = step.distance + Plane.distance(seed(step.cell), seed(next));
                        if (way < distances[next]) {
                            queue.add(new Step(next, way));
                        }
                    }
                }
            }
        }

        int farthest() {
            int farthest = NOBODY;
            for (int cell = 0; cell < cellCount; cell++) {
                if (part[cell] && (farthest == NOBODY || distances[cell] > distances[farthest])) {
                    farthest = cell;
                }
            }
            return farthest;
        }
    }
}
