package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.LayerFiles.SourceFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unpacks from a zip the files that belong to boundaries, and refuses one that does not behave.
 *
 * <p>Files are written under numbers, never under the names in the zip, so that no name can lead out of the folder. How large
 * they are to become is added up from what the zip says before any is unpacked; one that becomes larger than that is given up.
 */
final class ZipUnpacking {
    private static final Charset GBK = Charset.forName("GBK");
    private static final int BUFFER_BYTES = 1 << 16;
    /** More than the name and the dates of an entry need. */
    private static final int ENTRY_BYTES_MAX = 1_000;

    private final Path zip;
    private final String name;
    private final ReadLimits limits;

    ZipUnpacking(Path zip, ReadLimits limits) {
        this.zip = zip;
        this.name = zip.getFileName().toString();
        this.limits = limits;
    }

    /** Unpacks into an empty folder what can be read; the rest stays in the zip. */
    List<SourceFile> into(Path folder) throws IOException, InvalidBoundaryFileException {
        try (ZipFile file = open()) {
            List<ZipEntry> wanted = wanted(file);
            List<SourceFile> unpacked = new ArrayList<>();
            for (ZipEntry entry : wanted) {
                Path target = folder.resolve(unpacked.size() + "." + BoundaryFiles.ending(entry.getName()));
                unpack(file, entry, target);
                unpacked.add(new SourceFile(entry.getName(), target));
            }
            return unpacked;
        }
    }

    /** Opens the zip with its names in UTF-8, or in GBK as older Chinese programs write them. */
    private ZipFile open() throws IOException, InvalidBoundaryFileException {
        long directoryBytes = ZipDirectory.bytes(zip);
        long directoryBytesMax = (long) limits.zipEntriesMax() * ENTRY_BYTES_MAX;
        if (directoryBytes > directoryBytesMax) {
            throw new InvalidBoundaryFileException(name + ": the zip's list of entries has " + directoryBytes
                    + " bytes; at most " + directoryBytesMax + " are read");
        }
        try {
            return new ZipFile(zip.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException | IllegalArgumentException notUtf8) {
            try {
                return new ZipFile(zip.toFile(), GBK);
            } catch (ZipException | IllegalArgumentException e) {
                throw new InvalidBoundaryFileException(
                        name + ": the zip cannot be opened, it is damaged or cut off: " + notUtf8.getMessage(),
                        notUtf8);
            }
        }
    }

    private List<ZipEntry> wanted(ZipFile file) throws IOException, InvalidBoundaryFileException {
        if (file.size() > limits.zipEntriesMax()) {
            throw new InvalidBoundaryFileException(name + ": the zip has " + file.size() + " entries; at most "
                    + limits.zipEntriesMax() + " are read");
        }
        List<ZipEntry> wanted = new ArrayList<>();
        long ratioLimit = Math.max(ReadLimits.PACKING_RATIO_FREE_BYTES, limits.packingRatioMax() * Files.size(zip));
        long bytes = 0;
        Enumeration<? extends ZipEntry> entries = file.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            checkName(entry.getName());
            if (entry.isDirectory() || !BoundaryFiles.isWanted(entry.getName())) {
                continue;
            }
            wanted.add(entry);
            bytes += entry.getSize();
            if (bytes > limits.unpackedBytesMax() || bytes < 0 || entry.getSize() < 0) {
                throw refused(
                        entry,
                        "unpacked, the zip has more than " + limits.unpackedBytesMax()
                                + " bytes, which is the most that is read");
            }
            if (bytes > ratioLimit) {
                throw refused(
                        entry,
                        "the zip becomes more than " + limits.packingRatioMax()
                                + " times as large when it is unpacked, as no boundary file does");
            }
        }
        return wanted;
    }

    private void checkName(String entry) throws InvalidBoundaryFileException {
        String slashed = entry.replace('\\', '/');
        boolean leadsOut = slashed.startsWith("/")
                || slashed.matches("[A-Za-z]:.*")
                || List.of(slashed.split("/")).contains("..")
                || slashed.indexOf(0) >= 0;
        if (leadsOut) {
            throw new InvalidBoundaryFileException(name + ", entry \"" + shown(entry)
                    + "\": the name leads out of the zip; a plain path within it is wanted");
        }
        String lower = slashed.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".zip") || lower.endsWith(".7z") || lower.endsWith(".rar")) {
            throw new InvalidBoundaryFileException(name + ", entry \"" + shown(entry)
                    + "\": an archive within the zip is not unpacked; bring its files in one zip");
        }
    }

    private void unpack(ZipFile file, ZipEntry entry, Path target) throws IOException, InvalidBoundaryFileException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        try (InputStream in = file.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target)) {
            int count;
            while ((count = in.read(buffer)) >= 0) {
                bytes += count;
                if (bytes > entry.getSize()) {
                    throw refused(entry, "it becomes larger than the " + entry.getSize() + " bytes that the zip says");
                }
                out.write(buffer, 0, count);
            }
        } catch (ZipException | EOFException e) {
            throw new InvalidBoundaryFileException(
                    name + ", entry \"" + shown(entry.getName()) + "\": it is damaged or cut off: " + e.getMessage(),
                    e);
        }
        if (bytes < entry.getSize()) {
            throw refused(entry, "it ends after " + bytes + " of the " + entry.getSize() + " bytes that the zip says");
        }
    }

    private InvalidBoundaryFileException refused(ZipEntry entry, String what) {
        return new InvalidBoundaryFileException(name + ", entry \"" + shown(entry.getName()) + "\": " + what);
    }

    private static String shown(String entry) {
        String plain = entry.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 200 ? plain : plain.substring(0, 200) + "...";
    }
}
