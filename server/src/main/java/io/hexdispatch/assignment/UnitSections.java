package io.hexdispatch.assignment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** The sections {@code departments}, {@code areas} and {@code units} of a rules file. */
final class UnitSections {
    private static final int UNITS_MAX = 100_000;
    private static final String AREA_PLACEHOLDER = "{area}";
    private static final String AREA_NAME_PLACEHOLDER = "{areaName}";
    private static final List<String> CODE_AND_NAME = List.of("code", "name");
    private static final List<String> UNIT_KEYS = List.of("code", "name", "department", "area", "forEachOf");

    private final Problems problems;
    private final Declarations<Department> departments;
    private final Declarations<Map<String, String>> areaGroups;
    private final Declarations<Unit> units;
    private final Map<Department, Map<String, Unit>> unitsByArea = new HashMap<>();
    private final Set<Department> departmentsWithUnits = new HashSet<>();

    UnitSections(YamlMapping root, Problems problems) {
        this.problems = problems;
        this.departments = new Declarations<>("department", problems);
        this.areaGroups = new Declarations<>("group of areas", problems);
        this.units = new Declarations<>("unit", problems);
        root.list("departments").forEach(this::readDepartment);
        root.optional("areas").ifPresent(this::readAreaGroups);
        root.list("units").forEach(this::readUnit);
    }

    private void readDepartment(Node node) {
        YamlMapping.of(node, "a department", CODE_AND_NAME, problems).ifPresent(department -> {
            // One whose name is wrong is declared all the same: what refers to it is right.
            String name = department.text("name").orElse("");
            department.code("code").ifPresent(code -> departments.add(code, new Department(code, name), node));
        });
    }

    private void readAreaGroups(Node node) {
        YamlMapping.ofAnyKeys(node, "\"areas\"", problems).ifPresent(groups -> groups.values()
                .forEach((group, list) -> areaGroups.add(group, readAreas(group, list), list)));
    }

    /** The names of the areas of one group by their codes. */
    private Map<String, String> readAreas(String group, Node list) {
        Declarations<String> names = new Declarations<>("area", problems);
        for (Node node : YamlMapping.list(list, "group of areas " + Problems.quoted(group), problems)) {
            YamlMapping.of(node, "an area", CODE_AND_NAME, problems).ifPresent(area -> {
                String name = area.text("name").orElse("");
                area.gridCode("code").ifPresent(code -> names.add(code, name, node));
            });
        }
        return names.values();
    }

    private void readUnit(Node node) {
        YamlMapping.of(node, "a unit", UNIT_KEYS, problems).ifPresent(unit -> {
            Optional<Department> department = unit.required("department").flatMap(this::department);
            department.ifPresent(departmentsWithUnits::add);
            Optional<String> name = unit.text("name");
            if (unit.has("area") == unit.has("forEachOf")) {
                problems.add(
                        node,
                        "a unit has either \"area\", for one unit, or \"forEachOf\", for one unit in each area of a group");
            } else if (unit.has("area")) {
                Optional<String> code = unit.code("code");
                Optional<String> area = unit.gridCode("area");
                if (code.isPresent() && name.isPresent() && department.isPresent() && area.isPresent()) {
                    add(new Unit(code.get(), name.get(), department.get(), area.get()), node);
                }
            } else {
                readUnitForEachArea(unit, name, department);
            }
        });
    }

    private void readUnitForEachArea(YamlMapping unit, Optional<String> name, Optional<Department> department) {
        Optional<String> code = unit.required("code").flatMap(this::codeWithPlaceholder);
        Optional<Map<String, String>> areas = unit.required("forEachOf")
                .flatMap(node ->
                        YamlMapping.text(node, "\"forEachOf\"", problems).flatMap(group -> areaGroup(group, node)));
        if (code.isEmpty() || name.isEmpty() || department.isEmpty() || areas.isEmpty()) {
            return;
        }
        for (Map.Entry<String, String> area : areas.get().entrySet()) {
            boolean added = add(
                    new Unit(
                            code.get().replace(AREA_PLACEHOLDER, area.getKey()),
                            name.get()
                                    .replace(AREA_PLACEHOLDER, area.getKey())
                                    .replace(AREA_NAME_PLACEHOLDER, area.getValue()),
                            department.get(),
                            area.getKey()),
                    unit.node());
            if (!added) {
                return;
            }
        }
    }

    private Optional<String> codeWithPlaceholder(Node node) {
        Optional<String> code = YamlMapping.text(node, "\"code\"", problems);
        if (code.isEmpty()) {
            return code;
        }
        if (!code.get().contains(AREA_PLACEHOLDER)) {
            problems.add(
                    node,
                    Problems.quoted(code.get()) + " would be the code of every unit of the group; put "
                            + AREA_PLACEHOLDER + " into it");
            return Optional.empty();
        }
        return YamlMapping.isCode(code.get().replace(AREA_PLACEHOLDER, "0"), "\"code\"", node, problems)
                ? code
                : Optional.empty();
    }

    private Optional<Map<String, String>> areaGroup(String group, Node node) {
        if (areaGroups.values().isEmpty()) {
            problems.add(node, "no group of areas is declared; list them under \"areas\"");
            return Optional.empty();
        }
        return areaGroups.find(group, node);
    }

    /** Returns false, with the problem reported, if the unit cannot be there. */
    private boolean add(Unit unit, Node node) {
        if (units.values().size() == UNITS_MAX) {
            problems.add(node, "these would be more than " + UNITS_MAX + " units; give a unit a wider area");
            return false;
        }
        if (!units.add(unit.code(), unit, node)) {
            return false;
        }
        Unit other = unitsByArea
                .computeIfAbsent(unit.department(), department -> new HashMap<>())
                .putIfAbsent(unit.area(), unit);
        if (other != null) {
            problems.add(
                    node,
                    "department " + unit.department().code() + " already has the unit " + other.code() + " for area "
                            + unit.area() + " at line " + units.line(other.code()) + "; keep one");
        }
        return other == null;
    }

    /** The department that a node names; empty, with the problem reported, if it names none. */
    Optional<Department> department(Node node) {
        return YamlMapping.text(node, "a department's code", problems).flatMap(code -> departments.find(code, node));
    }

    /** The unit of this code; empty, with the problem reported, if there is none. */
    Optional<Unit> unit(String code, Node node) {
        return units.find(code, node);
    }

    /** Whether the file lists units of the department, be they right or wrong. */
    boolean hasUnits(Department department) {
        return departmentsWithUnits.contains(department);
    }

    Declarations<Department> departments() {
        return departments;
    }

    Map<String, Unit> units() {
        return units.values();
    }

    Map<Department, Map<String, Unit>> unitsByArea() {
        return unitsByArea;
    }
}
