package io.hexdispatch.geodata.read;

/**
 * A field of a layer.
 *
 * @param cut whether the name may be the beginning of a longer one, because the format had no room for more
 */
record TableField(String name, boolean cut) {
    static TableField whole(String name) {
        return new TableField(name, false);
    }
}
