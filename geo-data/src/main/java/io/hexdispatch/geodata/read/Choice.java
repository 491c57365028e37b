package io.hexdispatch.geodata.read;

/**
 * Something that the reader had to choose.
 *
 * @param value what was chosen, such as {@code GBK}
 * @param reason why, for people
 */
public record Choice(String value, String reason) {}
