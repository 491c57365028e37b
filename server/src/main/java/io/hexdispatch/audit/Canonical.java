package io.hexdispatch.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One way to write a thing down as bytes: each value as its length in UTF-8, a colon, its bytes and a comma, and what is not there
 * as a hyphen and a comma. So no two things are written alike, however they are cut into values.
 */
final class Canonical {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    Canonical bytes(Sha256 hash) {
        bytes.writeBytes(hash.bytes());
        return this;
    }

    Canonical number(long number) {
        return text(Long.toString(number));
    }

    /** In microseconds since 1970. */
    Canonical time(Instant time) {
        return number(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }

    /** @param text may be null */
    Canonical text(String text) {
        if (text == null) {
            bytes.write('-');
        } else {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(Integer.toString(encoded.length).getBytes(StandardCharsets.US_ASCII));
            bytes.write(':');
            bytes.writeBytes(encoded);
        }
        bytes.write(',');
        return this;
    }

    Sha256 hash() {
        return Sha256.of(bytes.toByteArray());
    }
}
