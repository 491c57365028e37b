package io.hexdispatch.source;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of the city's systems and practices a source is. */
public enum SourceKind {
    GRID_MEMBER("网格员上报"),
    CITIZEN("市民上报"),
    HOTLINE_12345("12345热线"),
    POLICE_110("110非警务"),
    URBAN_MANAGEMENT("数字城管"),
    HEATING("热力"),
    IOT("物联网"),
    VIDEO("视频"),
    CIVILISATION("文明创建"),
    RELIGION("宗教"),
    TRADE_UNION("工会"),
    WOMENS_FEDERATION("妇联");

    private final String chineseName;

    SourceKind(String chineseName) {
        this.chineseName = chineseName;
    }

    public String chineseName() {
        return chineseName;
    }

    /** As it stands on the wire: {@code grid-member}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<SourceKind> ofText(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    public static String texts() {
        return Arrays.stream(values()).map(SourceKind::text).collect(Collectors.joining(", "));
    }
}
