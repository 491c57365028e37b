package io.hexdispatch.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How serious a reminder is (督办): each says more than the one before. */
public enum Card {
    /** 普通督办. */
    ORDINARY,
    /** 黄牌督办. */
    YELLOW,
    /** 红牌督办. */
    RED;

    /** The card's name on the wire, in lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Card> ofText(String text) {
        return Arrays.stream(values()).filter(card -> card.text().equals(text)).findFirst();
    }
}
