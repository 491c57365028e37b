package io.hexdispatch.device;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The columns of a table of devices, by their English or Chinese names. */
enum DeviceColumn {
    ID("id", "编号", true),
    KIND("kind", "类型", true),
    NAME("name", "名称", true),
    LON("lon", "经度", true),
    LAT("lat", "纬度", true),
    CRS("crs", "坐标系", false);

    private final String text;
    private final String chineseName;
    private final boolean isNeeded;

    DeviceColumn(String text, String chineseName, boolean isNeeded) {
        this.text = text;
        this.chineseName = chineseName;
        this.isNeeded = isNeeded;
    }

    String text() {
        return text;
    }

    boolean isNeeded() {
        return isNeeded;
    }

    static Optional<DeviceColumn> ofText(String text) {
        return Arrays.stream(values())
                .filter(column -> column.text.equalsIgnoreCase(text) || column.chineseName.equals(text))
                .findFirst();
    }

    static String texts() {
        return Arrays.stream(values())
                .map(column -> column.text + " (" + column.chineseName + ")")
                .collect(Collectors.joining(", "));
    }
}
