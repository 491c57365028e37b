package io.hexdispatch.grid;

import java.util.regex.Pattern;

/**
 * The code of a grid, such as {@code 410184104} for a township; unique within a {@link BoundarySet}.
 *
 * @param value 1 to 32 ASCII letters, digits, hyphens or underscores
 */
public record GridCode(String value) implements Comparable<GridCode> {
    private static final Pattern ALLOWED = Pattern.compile("[0-9A-Za-z_-]{1,32}");

    /** @throws IllegalArgumentException if {@code value} is not 1 to 32 letters, digits, hyphens or underscores */
    public GridCode {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "grid code \"" + value + "\" is not 1 to 32 ASCII letters, digits, hyphens or underscores");
        }
    }

    /** Whether a grid could have this code. */
    public static boolean isValid(String value) {
        return ALLOWED.matcher(value).matches();
    }

    @Override
    public int compareTo(GridCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
