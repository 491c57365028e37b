package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Which field of a layer holds what: as whoever brings the file says, and else by common names. */
final class FieldMapping {
    private final List<TableField> fields;
    private final Map<GridField, Integer> places = new EnumMap<>(GridField.class);

    private FieldMapping(List<TableField> fields) {
        this.fields = fields;
    }

    static FieldMapping of(List<TableField> fields, ReadOptions options, LayerFindings findings) {
        FieldMapping mapping = new FieldMapping(fields);
        for (GridField wanted : GridField.values()) {
            String named = options.fields().get(wanted);
            if (named != null) {
                int place = mapping.find(GridField.plain(named));
                if (place < 0) {
                    findings.layerError(
                            Kind.FIELD,
                            "the field \"" + named + "\", which is to hold the " + lower(wanted) + ", is not there; "
                                    + mapping.thoseThere());
                } else {
                    mapping.places.put(wanted, place);
                }
            }
        }
        for (GridField wanted : GridField.values()) {
            if (!options.fields().containsKey(wanted)) {
                mapping.recognise(wanted);
            }
        }
        if (!mapping.places.containsKey(GridField.CODE) && !options.fields().containsKey(GridField.CODE)) {
            findings.layerError(
                    Kind.FIELD,
                    "no field is recognised as the code of a grid; " + mapping.thoseThere()
                            + "; say which one it is, as in code=FIELD");
        }
        return mapping;
    }

    private void recognise(GridField wanted) {
        for (String name : wanted.commonNames()) {
            int place = find(name);
            if (place >= 0 && !places.containsValue(place)) {
                places.put(wanted, place);
                return;
            }
        }
    }

    /** The place of the field of this plain name, or of one of which the name was cut; -1 if there is none. */
    private int find(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (GridField.plain(fields.get(i).name()).equals(name)) {
                return i;
            }
        }
        for (int i = 0; i < fields.size(); i++) {
            String there = GridField.plain(fields.get(i).name());
            if (fields.get(i).cut() && !there.isEmpty() && name.startsWith(there)) {
                return i;
            }
        }
        return -1;
    }

    /** The place of a field in the layer's list of fields; -1 if the layer has none. */
    int place(GridField field) {
        return places.getOrDefault(field, -1);
    }

    Map<GridField, String> names() {
        Map<GridField, String> names = new EnumMap<>(GridField.class);
        places.forEach((field, place) -> names.put(field, fields.get(place).name()));
        return names;
    }

    private String thoseThere() {
        return fields.isEmpty()
                ? "the layer has no fields"
                : "the fields are "
                        + fields.stream().limit(100).map(TableField::name).collect(Collectors.joining(", "));
    }

    private static String lower(GridField field) {
        return field.name().toLowerCase(Locale.ROOT);
    }
}
