package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.LayerFiles.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one delivery, sorted by what they are.
 *
 * @param shapefiles each with the files that belong to it
 */
record BoundaryFiles(List<LayerFiles> shapefiles, List<SourceFile> geoPackages, List<SourceFile> geoJsons) {
    private static final Set<String> SHAPEFILE_ENDINGS = Set.of("shp", "shx", "dbf", "prj", "cpg");
    private static final Set<String> GEO_JSON_ENDINGS =
            Set.of("geojson", "json", "geojsonl", "geojsons", "geojsonseq", "ndjson", "jsonl");
    private static final int FOLDER_DEPTH_MAX = 8;

    /** Whether a file with this name, in a zip or folder, is one that can be read. */
    static boolean isWanted(String name) {
        String file = name.substring(1 + Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')));
        // Macs put a second file with this prefix beside each one, which has nothing that is meant here.
        if (file.startsWith("._")) {
            return false;
        }
        String ending = ending(name);
        return SHAPEFILE_ENDINGS.contains(ending) || ending.equals("gpkg") || GEO_JSON_ENDINGS.contains(ending);
    }

    static boolean isPartOfShapefile(String name) {
        return SHAPEFILE_ENDINGS.contains(ending(name));
    }

    /** What follows the last dot of a name, in lower case; empty if there is none. */
    static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 || name.indexOf('/', dot) >= 0
                ? ""
                : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** The files in a folder and its sub-folders. */
    static BoundaryFiles ofFolder(String called, Path folder, ReadLimits limits)
            throws IOException, InvalidBoundaryFileException {
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder, FOLDER_DEPTH_MAX)) {
            for (Path path : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                if (isWanted(name)) {
                    files.add(new SourceFile(name, path));
                }
                if (files.size() > limits.zipEntriesMax()) {
                    throw new InvalidBoundaryFileException(
                            called + ": the folder has more than " + limits.zipEntriesMax() + " files");
                }
            }
        }
        return of(called, files);
    }

    /** The files that lie beside one of a shapefile and belong to it. */
    static BoundaryFiles besides(Path one) throws IOException, InvalidBoundaryFileException {
        String stem = stem(one.getFileName().toString());
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(one.toAbsolutePath().getParent())) {
            for (Path path : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
                String name = path.getFileName().toString();
                if (isPartOfShapefile(name) && stem(name).equals(stem)) {
                    files.add(new SourceFile(name, path));
                }
            }
        }
        return of(one.getFileName().toString(), files);
    }

    /**
     * @param container what the files are in, for an error
     * @throws InvalidBoundaryFileException if two files have one name, or none can be read
     */
    static BoundaryFiles of(String container, List<SourceFile> files) throws InvalidBoundaryFileException {
        Map<String, Map<String, SourceFile>> byStem = new TreeMap<>();
        for (SourceFile file : files) {
            SourceFile other = byStem.computeIfAbsent(stem(file.name()), stem -> new HashMap<>())
                    .put(ending(file.name()), file);
            if (other != null) {
                throw new InvalidBoundaryFileException(container + ": \"" + other.name() + "\" and \"" + file.name()
                        + "\" have one name; it is not known which one is meant");
            }
        }
        List<SourceFile> geoPackages = new ArrayList<>();
        List<SourceFile> geoJsons = new ArrayList<>();
        Map<String, Map<String, SourceFile>> shapefiles = new TreeMap<>();
        byStem.forEach((stem, endings) -> endings.forEach((ending, file) -> {
            if (ending.equals("gpkg")) {
                geoPackages.add(file);
            } else if (GEO_JSON_ENDINGS.contains(ending)) {
                geoJsons.add(file);
            } else {
                shapefiles.computeIfAbsent(stem, any -> new TreeMap<>()).put(ending, file);
            }
        }));
        List<LayerFiles> layers = layers(shapefiles);
        if (layers.isEmpty() && geoPackages.isEmpty() && geoJsons.isEmpty()) {
            throw new InvalidBoundaryFileException(container + ": "
                    + (shapefiles.isEmpty()
                            ? "there is nothing in it that can be read"
                            : "there is no .shp, only "
                                    + files.stream().map(SourceFile::name).collect(Collectors.joining(", ")))
                    + "; a shapefile (.shp with .dbf, .shx, .prj), GeoPackage or GeoJSON is wanted");
        }
        return new BoundaryFiles(layers, geoPackages, geoJsons);
    }

    private static List<LayerFiles> layers(Map<String, Map<String, SourceFile>> shapefiles) {
        Map<String, Long> stemsOfAName = shapefiles.entrySet().stream()
                .filter(layer -> layer.getValue().containsKey("shp"))
                .collect(Collectors.groupingBy(layer -> withoutFolder(layer.getKey()), Collectors.counting()));
        List<LayerFiles> layers = new ArrayList<>();
        shapefiles.forEach((stem, files) -> {
            if (files.containsKey("shp")) {
                String name = files.get("shp").name();
                String named = name.substring(0, name.length() - ".shp".length());
                layers.add(new LayerFiles(
                        stemsOfAName.get(withoutFolder(stem)) == 1 ? withoutFolder(named) : named, files));
            }
        });
        return layers;
    }

    /** A layer's name for a file: the file's name without folder and ending. */
    static String layerName(SourceFile file) {
        String name = withoutFolder(file.name());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    private static String withoutFolder(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static String stem(String name) {
        String plain = name.replace('\\', '/').toLowerCase(Locale.ROOT);
        int dot = plain.lastIndexOf('.');
        return dot < 0 ? plain : plain.substring(0, dot);
    }
}
