package io.hexdispatch.boundary;

import io.hexdispatch.access.Actor;
import java.time.Instant;

/**
 * Who brought a boundary file, when, and which.
 *
 * @param fileName as it was called where it came from
 * @param sha256 of the file's bytes, in hexadecimal digits
 */
public record Loading(Actor by, Instant at, String fileName, String sha256) {}
