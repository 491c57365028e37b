package io.hexdispatch.geodata.read;

import java.util.List;
import java.util.Locale;

/**
 * What a field of a boundary file can hold for a grid, with the names by which it is recognised, best first. Upper and lower
 * case, underscores, hyphens and blanks make no difference.
 */
public enum GridField {
    CODE(
            "code",
            "gridcode",
            "gridid",
            "gbcode",
            "网格编码",
            "网格编号",
            "网格代码",
            "wgbm",
            "wgdm",
            "xzqdm",
            "xzqhdm",
            "行政区代码",
            "行政区划代码",
            "区划代码",
            "adcode",
            "编码",
            "代码",
            "编号"),
    NAME("name", "gridname", "网格名称", "wgmc", "xzqmc", "xzqhmc", "行政区名称", "行政区划名称", "区划名称", "名称", "mc", "ename"),
    LEVEL("level", "gridlevel", "层级", "网格层级", "网格级别", "级别", "等级", "wgcj", "wgjb"),
    PARENT(
            "parent",
            "parentcode",
            "parentid",
            "上级编码",
            "上级网格编码",
            "上级网格",
            "上级代码",
            "父级编码",
            "所属网格编码",
            "sjbm",
            "sjwgbm",
            "pcode",
            "pid"),
    CENTRE("centre", "center", "centrename", "centername", "运行中心", "指挥中心", "中心名称", "yxzx");

    private final List<String> commonNames;

    GridField(String... commonNames) {
        this.commonNames = List.of(commonNames);
    }

    /** The names by which a field is recognised, in the form of {@link #plain}. */
    List<String> commonNames() {
        return commonNames;
    }

    /** A field's name without what makes no difference. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[_\\-\\s]", "");
    }
}
