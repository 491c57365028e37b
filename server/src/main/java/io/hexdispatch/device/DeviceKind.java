package io.hexdispatch.device;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a device is. */
public enum DeviceKind {
    SENSOR("传感器"),
    CAMERA("摄像头");

    private final String chineseName;

    DeviceKind(String chineseName) {
        this.chineseName = chineseName;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its English or its Chinese name. */
    public static Optional<DeviceKind> ofText(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text().equalsIgnoreCase(text) || kind.chineseName.equals(text))
                .findFirst();
    }
}
