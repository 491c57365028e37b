package io.hexdispatch.geodata.check;

/**
 * What can be wrong with drawn grids, in the order in which it is best mended: attributes first, then single shapes, then how
 * the shapes lie to each other.
 *
 * <p>An error here is what a city map cannot be built from, or what leaves two grids responsible for one place. What leaves a
 * place without a grid is a warning, because it may be meant so (a lake, a township that is not divided), and an event there
 * goes to people who decide.
 */
public enum FindingKind {
    FILE_DAMAGED("Damaged in the file", "文件损坏", Severity.ERROR, true),
    FILE_DOUBTFUL("Doubtful in the file", "文件存疑", Severity.WARNING, false),
    NO_GRIDS("No grids at all", "没有任何网格", Severity.ERROR, true),
    LEVEL_MISSING("Level missing", "缺少层级", Severity.ERROR, true),
    LEVEL_UNKNOWN("Level not known", "层级无法识别", Severity.ERROR, true),
    LEVEL_INFERRED("Level taken from the length of the code", "层级按编码长度推断", Severity.WARNING, false),
    CODE_MISSING("Code missing", "缺少网格编码", Severity.ERROR, true),
    CODE_NOT_IN_PATTERN("Code not in the pattern", "网格编码不符合规则", Severity.ERROR, true),
    CODE_REPEATED("Code repeated", "网格编码重复", Severity.ERROR, true),
    NAME_MISSING("Name missing", "缺少网格名称", Severity.WARNING, false),
    PARENT_MISSING("Parent missing", "缺少上级网格", Severity.ERROR, true),
    PARENT_INFERRED("Parent taken from the code", "上级网格按编码推断", Severity.WARNING, false),
    PARENT_OF_WRONG_LEVEL("Parent is not of a level above", "上级网格的层级不高于本网格", Severity.ERROR, true),
    NOT_ONE_CITY("Not exactly one city", "市级网格不是恰好一个", Severity.ERROR, false),
    SHAPE_EMPTY("Shape empty or missing", "图形为空", Severity.ERROR, true),
    SHAPE_NOT_AN_AREA("Shape is not a polygon", "图形不是面", Severity.ERROR, true),
    SHAPE_INVALID("Shape invalid", "图形无效", Severity.ERROR, true),
    OUTSIDE_THE_COUNTRY("Coordinates outside the country", "坐标超出国界范围", Severity.ERROR, false),
    LIES_LIKE_GCJ02("Lies off the live map like GCJ-02", "与现行地图的偏移符合 GCJ-02（火星坐标）", Severity.WARNING, false),
    LIES_LIKE_BD09("Lies off the live map like BD-09", "与现行地图的偏移符合 BD-09（百度坐标）", Severity.WARNING, false),
    LIES_OFF_THE_LIVE_MAP("Lies off the live map as a whole", "整体偏离现行地图", Severity.WARNING, false),
    DOUBLE("The same shape twice", "图形重复", Severity.ERROR, false),
    OVERLAP("Overlap between grids of one level", "同级网格重叠", Severity.ERROR, false),
    SLIVER_OVERLAP("Sliver where neighbours overlap", "相邻网格间的狭长重叠", Severity.WARNING, false),
    DEDICATED_OVERLAP("Dedicated grids overlap", "专属网格重叠", Severity.WARNING, false),
    GAP("Gap between grids of one level", "同级网格间有空隙", Severity.WARNING, false),
    SLIVER_GAP("Sliver between neighbours", "相邻网格间的狭长空隙", Severity.WARNING, false),
    LEAVES_PARENT("Grid leaves its parent", "超出上级网格边界", Severity.ERROR, false),
    PARENT_NOT_COVERED("Parent not covered by its grids", "上级网格未被下级网格完全覆盖", Severity.WARNING, false),
    PARENT_NOT_DIVIDED("Parent not divided, others of its level are", "本网格未划分下级网格", Severity.WARNING, false);

    private final String title;
    private final String chineseTitle;
    private final Severity severity;
    private final boolean breaksTheMap;

    FindingKind(String title, String chineseTitle, Severity severity, boolean breaksTheMap) {
        this.title = title;
        this.chineseTitle = chineseTitle;
        this.severity = severity;
        this.breaksTheMap = breaksTheMap;
    }

    public String title() {
        return title;
    }

    public String chineseTitle() {
        return chineseTitle;
    }

    /** How bad it is unless the options say otherwise. */
    public Severity severity() {
        return severity;
    }

    /** Whether no city map can be built where this is found, so that it stays an error whatever the options say. */
    public boolean breaksTheMap() {
        return breaksTheMap;
    }
}
