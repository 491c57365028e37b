package io.hexdispatch.device;

import io.hexdispatch.event.Place;

/** A sensor or camera (物联 / 视频设备), and where it stands. */
public record Device(String id, DeviceKind kind, String name, Place place) {
    public static final int ID_LENGTH_MAX = 100;
    public static final int NAME_LENGTH_MAX = 200;
}
