package io.hexdispatch.assignment;

/**
 * A branch of the city's administration or supply (部门), such as water supply; it acts through its {@link Unit}s.
 *
 * @param code unique within a rules file
 * @param name as its people call it
 */
public record Department(String code, String name) {}
