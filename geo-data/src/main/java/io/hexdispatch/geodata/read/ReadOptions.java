package io.hexdispatch.geodata.read;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What whoever brings a boundary file knows about it that the file does not say, or says wrongly.
 *
 * @param encoding the encoding of a shapefile's attributes
 * @param coordinateSystem the system of the coordinates: {@code EPSG:4547}, {@code wgs84}, {@code cgcs2000}, {@code gcj02},
 *     {@code bd09}, or a WKT text
 * @param fields the field that holds the code, the name and so on; what is not named is recognised by common names
 * @param layers the layers to be read; empty for all that have polygons
 * @param level the level of the grids of a layer that has no field for it
 * @param levels the same for one layer each, by the layer's name
 */
public record ReadOptions(
        Optional<Charset> encoding,
        Optional<String> coordinateSystem,
        Map<GridField, String> fields,
        Set<String> layers,
        Optional<String> level,
        Map<String, String> levels) {
    /** All is taken as the file says it. */
    public static final ReadOptions DEFAULTS =
            new ReadOptions(Optional.empty(), Optional.empty(), Map.of(), Set.of(), Optional.empty(), Map.of());

    public ReadOptions {
        fields = Map.copyOf(fields);
        layers = Set.copyOf(layers);
        levels = Map.copyOf(levels);
    }

    public ReadOptions withEncoding(Charset value) {
        return new ReadOptions(Optional.of(value), coordinateSystem, fields, layers, level, levels);
    }

    public ReadOptions withCoordinateSystem(String value) {
        return new ReadOptions(encoding, Optional.of(value), fields, layers, level, levels);
    }

    public ReadOptions withFields(Map<GridField, String> value) {
        return new ReadOptions(encoding, coordinateSystem, value, layers, level, levels);
    }

    public ReadOptions withLayers(Set<String> value) {
        return new ReadOptions(encoding, coordinateSystem, fields, value, level, levels);
    }

    public ReadOptions withLevel(String value) {
        return new ReadOptions(encoding, coordinateSystem, fields, layers, Optional.of(value), levels);
    }

    public ReadOptions withLevels(Map<String, String> value) {
        return new ReadOptions(encoding, coordinateSystem, fields, layers, level, value);
    }

    /** The level of the grids of a layer that has no field for it. */
    Optional<String> levelOf(String layer) {
        return Optional.ofNullable(levels.get(layer)).or(() -> level);
    }
}
