package io.hexdispatch.ogcapi.cql;

/** True, false, or unknown because a value is missing: as in SQL, what is unknown is not selected, and neither is its opposite. */
enum Truth {
    TRUE,
    FALSE,
    UNKNOWN;

    static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    Truth not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
