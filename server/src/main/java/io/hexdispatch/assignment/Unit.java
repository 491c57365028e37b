package io.hexdispatch.assignment;

/**
 * A department or company that handles events in an area (处置单位).
 *
 * @param code unique within a rules file
 * @param name as its people call it
 * @param department the department that it acts for; a department has at most one unit in an area
 * @param area the code of the grid inside which it is competent
 */
public record Unit(String code, String name, Department department, String area) {}
