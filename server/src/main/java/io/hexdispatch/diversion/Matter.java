package io.hexdispatch.diversion;

import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.category.CategoryKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a diverted item is about, and the category that it gets where nobody names another. */
public enum Matter {
    DISPUTE("矛盾纠纷", "93001"),
    LABOUR("劳资纠纷", "93002"),
    NOISE("噪声扰民", "93003"),
    PROPERTY("物业纠纷", "93004"),
    OTHER("其他", "93005");

    private final String chineseName;
    private final String category;

    Matter(String chineseName, String category) {
        this.chineseName = chineseName;
        this.category = category;
    }

    public String chineseName() {
        return chineseName;
    }

    public CategoryKey category() {
        return new CategoryKey(CategoryKind.EVENT, category);
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Matter> ofText(String text) {
        return Arrays.stream(values())
                .filter(matter -> matter.text().equals(text))
                .findFirst();
    }

    public static String texts() {
        return Arrays.stream(values()).map(Matter::text).collect(Collectors.joining(", "));
    }
}
