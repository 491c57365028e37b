package io.hexdispatch.geodata.check;

import io.hexdispatch.grid.GridLevel;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What planners' files call the levels, in English and Chinese. */
public final class LevelNames {
    private static final Map<String, GridLevel> BY_NAME = new HashMap<>();

    static {
        for (GridLevel level : GridLevel.values()) {
            BY_NAME.put(key(level.name()), level);
        }
        name(GridLevel.CITY, "municipality", "市", "地市", "地级市", "城市", "全市");
        name(GridLevel.COUNTY, "district", "区县", "县区", "区县(市)", "县(市、区)", "县", "区", "县级市");
        name(GridLevel.TOWNSHIP, "town", "street", "subdistrict", "乡镇", "街道", "乡镇(街道)", "街道(乡镇)", "乡镇街道", "镇街");
        name(GridLevel.TOWNSHIP, "街镇", "镇", "乡", "街道办", "街道办事处", "办事处");
        name(GridLevel.COMMUNITY, "village", "社区", "村", "社区(村)", "村(社区)", "社区/村", "村社", "村社区", "行政村", "村居");
        name(GridLevel.CELL, "grid", "basegrid", "网格", "基础网格", "一般网格", "单元网格");
        name(GridLevel.MICRO_CELL, "microgrid", "微网格");
        name(GridLevel.DEDICATED, "dedicatedgrid", "专属网格", "重点专属网格");
    }

    private LevelNames() {}

    public static Optional<GridLevel> level(String text) {
        return Optional.ofNullable(BY_NAME.get(key(text)));
    }

    /**
     * What the length of a national code tells: 4 digits, or 6 ending in 00, a city (GB/T 2260); 6 a county; 9 a township; 12 a
     * community or village (GB/T 10114 and the statistical codes).
     */
    static Optional<GridLevel> levelOfCode(String code) {
        if (code.isEmpty() || !code.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return Optional.empty();
        }
        return switch (code.length()) {
            case 4 -> Optional.of(GridLevel.CITY);
            case 6 -> Optional.of(code.endsWith("00") ? GridLevel.CITY : GridLevel.COUNTY);
            case 9 -> Optional.of(GridLevel.TOWNSHIP);
            case 12 -> Optional.of(GridLevel.COMMUNITY);
            default -> Optional.empty();
        };
    }

    /** The names that a message offers. */
    static String offered() {
        return "city 市, county 区县, township 乡镇(街道), community 社区(村), cell 基础网格, micro_cell 微网格 or dedicated 专属网格";
    }

    private static void name(GridLevel level, String... names) {
        for (String name : names) {
            BY_NAME.put(key(name), level);
        }
    }

    /** Without what people write differently: case, spaces, full-width brackets, and 级 at the end, as in 市级. */
    private static String key(String name) {
        String key = name.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_-]", "")
                .replace('（', '(')
                .replace('）', ')')
                .replace('／', '/');
        return key.length() > 1 && key.endsWith("级") ? key.substring(0, key.length() - 1) : key;
    }
}
