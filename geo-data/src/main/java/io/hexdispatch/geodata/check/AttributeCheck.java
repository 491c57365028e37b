package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Codes, levels, names and parents: what the file says, what follows from it, and what contradicts itself.
 *
 * <p>What is taken from the codes because the file does not say it is reported once for each layer and level, not row by row.
 */
final class AttributeCheck {
    private final FindingLog log;
    private final Map<String, Candidate> byCode = new HashMap<>();
    private final Map<String, Inference> inferences = new LinkedHashMap<>();

    /** How many grids of one layer and level had something inferred, and the first of them. */
    private static final class Inference {
        private final FindingKind kind;
        private final Candidate first;
        private final String example;
        private long count;

        Inference(FindingKind kind, Candidate first, String example) {
            this.kind = kind;
            this.first = first;
            this.example = example;
        }
    }

    AttributeCheck(FindingLog log) {
        this.log = log;
    }

    /** The grids of the file with their levels and parents, and those of the live map whose levels the file does not bring. */
    List<Candidate> check(List<DrawnGrid> drawn) {
        List<Candidate> grids = new ArrayList<>(drawn.size());
        for (DrawnGrid grid : drawn) {
            grids.add(withLevel(Candidate.drawn(grid), grid.level()));
        }
        addLive(grids);
        for (Candidate grid : grids) {
            checkCode(grid);
            if (grid.name().isEmpty()) {
                log.add(FindingDraft.of(FindingKind.NAME_MISSING, grid)
                        .says("The grid has no name; it will be called by its code."));
            }
        }
        checkCity(grids);
        grids.replaceAll(this::withParent);
        for (Inference inference : inferences.values()) {
            log.add(FindingDraft.of(inference.kind, inference.first)
                    .says(inference.count + (inference.count == 1 ? " grid of layer " : " grids of layer ")
                            + inference.first.layer() + ": " + inference.example));
        }
        return grids;
    }

    private void addLive(List<Candidate> grids) {
        Set<GridLevel> brought = EnumSet.noneOf(GridLevel.class);
        grids.forEach(grid -> grid.level().ifPresent(brought::add));
        log.options().live().ifPresent(live -> {
            long kept = 0;
            for (Grid grid : live.grids()) {
                if (!brought.contains(grid.level())) {
                    grids.add(Candidate.live(grid));
                    kept++;
                }
            }
            if (kept > 0) {
                log.note("The file brings the levels "
                        + String.join(
                                ", ", brought.stream().map(AttributeCheck::name).toList())
                        + "; the other " + kept + " grids are those of the live map, version " + live.version() + ".");
            }
        });
    }

    private Candidate withLevel(Candidate grid, Optional<String> stated) {
        if (grid.level().isPresent()) {
            return grid;
        }
        if (stated.isPresent()) {
            log.add(FindingDraft.of(FindingKind.LEVEL_UNKNOWN, grid)
                    .says("The level is \"" + stated.get() + "\"; one of " + LevelNames.offered() + " is wanted."));
            return grid;
        }
        Optional<GridLevel> inferred = grid.code().flatMap(LevelNames::levelOfCode);
        if (inferred.isEmpty()) {
            log.add(FindingDraft.of(FindingKind.LEVEL_MISSING, grid)
                    .says("The file does not say the level, and the code, which is not a national one of 4, 6, 9 or 12"
                            + " digits, does not tell; one of " + LevelNames.offered() + " is wanted."));
            return grid;
        }
        Candidate known = grid.withLevel(inferred);
        infer(
                FindingKind.LEVEL_INFERRED,
                known,
                "the file does not say the level; taken as " + name(inferred.get()) + ", because a code such as "
                        + grid.code().get() + " has " + grid.code().get().length() + " digits.");
        return known;
    }

    private void checkCode(Candidate grid) {
        if (grid.code().isEmpty()) {
            log.add(FindingDraft.of(FindingKind.CODE_MISSING, grid)
                    .says("The grid" + grid.name().map(name -> " " + name).orElse("")
                            + " has no code. Every grid needs one that no other grid has."));
            return;
        }
        String code = grid.code().get();
        if (!GridCode.isValid(code)) {
            log.add(
                    FindingDraft.of(FindingKind.CODE_NOT_IN_PATTERN, grid)
                            .says(
                                    "The code \"" + code
                                            + "\" is not 1 to 32 letters A to Z, digits, hyphens or underscores, none of them full-width."));
        } else if (grid.fromFile()) {
            log.options()
                    .codePattern()
                    .filter(pattern -> !pattern.matcher(code).matches())
                    .ifPresent(pattern -> log.add(FindingDraft.of(FindingKind.CODE_NOT_IN_PATTERN, grid)
                            .says("The code \"" + code + "\" does not match the pattern " + pattern + ".")));
        }
        Candidate twin = byCode.putIfAbsent(code, grid);
        if (twin != null) {
            log.add(FindingDraft.of(FindingKind.CODE_REPEATED, grid.fromFile() ? grid : twin)
                    .with(grid.fromFile() ? twin : grid)
                    .says("The code " + code + " stands at " + where(twin) + " and again at " + where(grid)
                            + ". Every grid needs a code of its own."));
        }
    }

    private void checkCity(List<Candidate> grids) {
        List<Candidate> cities =
                grids.stream().filter(grid -> grid.isOf(GridLevel.CITY)).toList();
        if (cities.isEmpty()) {
            log.add(FindingDraft.ofAll(
                            FindingKind.NOT_ONE_CITY,
                            grids.isEmpty() ? "" : grids.get(0).layer())
                    .says("No grid is of level city 市"
                            + (log.options().live().isPresent() ? ", in the file or in the live map" : "")
                            + ". Exactly one is wanted, above all others."));
        }
        for (Candidate city : cities.subList(Math.min(1, cities.size()), cities.size())) {
            log.add(FindingDraft.of(FindingKind.NOT_ONE_CITY, city)
                    .with(cities.get(0))
                    .says(where(cities.get(0)) + " is of level city 市 too. Exactly one is wanted."));
        }
    }

    private Candidate withParent(Candidate grid) {
        if (grid.level().isEmpty()) {
            return grid.withParent(Optional.empty());
        }
        if (grid.isOf(GridLevel.CITY)) {
            // What a file names there is the province, which is no grid of the city.
            return grid.withParent(Optional.empty());
        }
        if (grid.parent().isPresent()) {
            return withStatedParent(grid, grid.parent().get());
        }
        Optional<String> inferred =
                grid.code().flatMap(code -> parentOfCode(code, grid.level().get()));
        if (inferred.isPresent()) {
            infer(
                    FindingKind.PARENT_INFERRED,
                    grid,
                    "the file does not say the parents of level "
                            + name(grid.level().get())
                            + "; taken from the beginnings of the codes, as " + inferred.get() + " for "
                            + grid.code().get() + ".");
            return grid.withParent(inferred);
        }
        log.add(FindingDraft.of(FindingKind.PARENT_MISSING, grid)
                .says(
                        "The file does not say which grid this one belongs to, and no grid of a level above has a code that"
                                + " this one begins with."));
        return grid;
    }

    private Candidate withStatedParent(Candidate grid, String code) {
        Candidate parent = byCode.get(code);
        if (parent == null) {
            log.add(FindingDraft.of(FindingKind.PARENT_MISSING, grid)
                    .says("The parent " + code + " is not in the file"
                            + (log.options().live().isPresent() ? " and is not kept from the live map." : ".")));
            return grid.withParent(Optional.empty());
        }
        if (parent.level().isPresent()
                && parent.level().get().compareTo(grid.level().get()) >= 0) {
            log.add(FindingDraft.of(FindingKind.PARENT_OF_WRONG_LEVEL, grid)
                    .with(parent)
                    .says("The grid is of level " + name(grid.level().get()) + ", and its parent " + parent.label()
                            + " of level " + name(parent.level().get()) + ", which is not above it."));
            return grid.withParent(Optional.empty());
        }
        return grid;
    }

    /** The grid of a level above whose code is the longest beginning of this one; of a city, 410100 stands for 4101. */
    private Optional<String> parentOfCode(String code, GridLevel level) {
        for (int length = code.length() - 1; length >= 2; length--) {
            String beginning = code.substring(0, length);
            if (isAbove(beginning, level)) {
                return Optional.of(beginning);
            }
            if (length == 4 && isAbove(beginning + "00", level)) {
                return Optional.of(beginning + "00");
            }
        }
        return Optional.empty();
    }

    private boolean isAbove(String code, GridLevel level) {
        Candidate grid = byCode.get(code);
        return grid != null
                && grid.level().filter(other -> other.compareTo(level) < 0).isPresent();
    }

    private void infer(FindingKind kind, Candidate grid, String example) {
        inferences.computeIfAbsent(
                        kind + "/" + grid.level().orElseThrow() + "/" + grid.layer(),
                        key -> new Inference(kind, grid, example))
                .count++;
    }

    private static String where(Candidate grid) {
        return grid.fromFile()
                ? "row " + grid.row() + " of layer " + grid.layer()
                : "grid " + grid.label() + " of the live map";
    }

    private static String name(GridLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
