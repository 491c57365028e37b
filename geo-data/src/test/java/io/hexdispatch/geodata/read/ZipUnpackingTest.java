package io.hexdispatch.geodata.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipUnpackingTest {
    private static final Charset GBK = Charset.forName("GBK");

    @TempDir
    private Path folder;

    private Path temporary;
    private BoundaryReader reader;

    @BeforeEach
    void unpackSomewhere() throws Exception {
        temporary = Files.createDirectory(folder.resolve("temporary"));
        reader = new BoundaryReader(ReadLimits.DEFAULTS, temporary);
    }

    @AfterEach
    void leavesNothingBehind() throws Exception {
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void readsLayersInSubFoldersWithChineseNamesInEitherEncoding() throws Exception {
        for (Charset names : new Charset[] {StandardCharsets.UTF_8, GBK}) {
            Map<String, byte[]> files = new LinkedHashMap<>();
            files.putAll(TestShapefile.twoSquares(GBK).named("数据/区县界线"));
            files.putAll(TestShapefile.twoSquares(StandardCharsets.UTF_8).named("数据/2026/乡镇界线"));
            files.put("数据/说明.docx", new byte[10]);
            ReadGrids read = read(TestShapefile.zip(folder.resolve(names + ".zip"), names, files));
            assertThat(read.reading().layers())
                    .extracting(LayerReading::layer)
                    .containsExactlyInAnyOrder("乡镇界线", "区县界线");
            assertThat(read.names()).contains("新郑市观音寺镇", "龙湖镇");
            assertThat(read.reading().findings()).isEmpty();
        }
    }

    @Test
    void findsFilesWhateverTheCaseOfTheirNames() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        TestShapefile.twoSquares(GBK)
                .files()
                .forEach((ending, bytes) -> files.put(
                        ending.equals("shp") ? "Grids.SHP" : "GRIDS." + ending.toUpperCase(Locale.ROOT), bytes));
        files.put("__MACOSX/._Grids.SHP", new byte[3]);
        ReadGrids read = read(zip(files));
        assertThat(read.codes()).containsExactly("c-1", "c-2");
        assertThat(read.layer().layer()).isEqualTo("Grids");
    }

    @Test
    void tellsLayersOfOneNameApartByTheirFolders() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.putAll(TestShapefile.twoSquares(GBK).named("old/grids"));
        files.putAll(TestShapefile.twoSquares(GBK).named("new/Grids"));
        assertThat(read(zip(files)).reading().layers())
                .extracting(LayerReading::layer)
                .containsExactly("new/Grids", "old/grids");
    }

    @Test
    void refusesTwoFilesOfOneName() throws Exception {
        Map<String, byte[]> files = TestShapefile.twoSquares(GBK).named("grids");
        files.put("GRIDS.shp", files.get("grids.shp"));
        assertRefused(zip(files), "\"grids.shp\" and \"GRIDS.shp\" have one name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../grids.shp",
                "a/../../grids.shp",
                "/etc/grids.shp",
                "..\\grids.shp",
                "C:\\grids.shp",
                "../x.txt"
            })
    void refusesNamesThatLeadOut(String name) throws Exception {
        Map<String, byte[]> files = TestShapefile.twoSquares(GBK).named("grids");
        files.put(name, new byte[1]);
        assertRefused(zip(files), "bad.zip, entry \"" + name + "\": the name leads out of the zip");
        assertThat(folder.resolve("grids.shp")).doesNotExist();
    }

    @Test
    void refusesAZipInAZip() throws Exception {
        Map<String, byte[]> files = TestShapefile.twoSquares(GBK).named("grids");
        files.put("inner/More.ZIP", new byte[1]);
        assertRefused(zip(files), "entry \"inner/More.ZIP\": an archive within the zip is not unpacked");
    }

    @Test
    void refusesAZipWithTooManyEntriesOrBytes() throws Exception {
        Path zip = zip(TestShapefile.twoSquares(GBK).named("grids"));
        reader = new BoundaryReader(new ReadLimits(1_000_000, 3, 200, 100, 100, 100, 10), temporary);
        assertRefused(zip, "the zip has 4 entries; at most 3 are read");
        reader = new BoundaryReader(new ReadLimits(500, 10, 200, 100, 100, 100, 10), temporary);
        assertRefused(zip, "unpacked, the zip has more than 500 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "1000, it becomes larger than the 1000 bytes that the zip says",
        "3999999999, the zip becomes more than 200 times as large",
        "4100000000, 'unpacked, the zip has more than 4000000000 bytes'"
    })
    void refusesTenGigabytesOfZerosWhateverTheyClaimToBe(long statedBytes, String message) throws Exception {
        Path bomb = folder.resolve("bomb.zip");
        writeBomb(bomb, 1_000, 10_000_000, statedBytes);
        assertThat(Files.size(bomb)).isLessThan(20_000_000);
        long start = System.nanoTime();
        assertRefused(bomb, "bomb.zip, entry \"grids.shp\": " + message);
        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
    }

    @Test
    void refusesAListOfEntriesThatWouldFillTheMemory() throws Exception {
        byte[] zip = Files.readAllBytes(zip(TestShapefile.twoSquares(GBK).named("grids")));
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(zip.length - 10, 2_000_000_000);
        assertRefused(
                Files.write(folder.resolve("list.zip"), zip),
                "list.zip: the zip's list of entries has 2000000000 bytes; at most 10000000 are read");
    }

    @Test
    void refusesAZipThatIsCutOffAnywhereOrDamaged() throws Exception {
        byte[] whole = Files.readAllBytes(zip(TestShapefile.twoSquares(GBK).named("grids")));
        for (int length = 4; length < whole.length; length += 7) {
            Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, length));
            assertRefused(cut, "cut.zip: the zip cannot be opened");
        }
        for (int i = 40; i < 100; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x55;
            Path file = Files.write(folder.resolve("damaged.zip"), damaged);
            try {
                read(file);
            } catch (InvalidBoundaryFileException e) {
                assertThat(e).hasMessageMatching("(?s)(damaged.zip|grids)\\b.*");
            }
        }
    }

    @Test
    void refusesAZipWithNothingInIt() throws Exception {
        assertRefused(zip(Map.of("readme.txt", new byte[1])), "there is nothing in it that can be read");
        assertRefused(zip(Map.of("grids.dbf", new byte[1])), "there is no .shp, only grids.dbf");
    }

    /** A zip of one entry of {@code pieces} times {@code pieceBytes} zeros. */
    private static void writeBomb(Path file, int pieces, int pieceBytes, long statedBytes) throws Exception {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(new byte[pieceBytes]);
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        int count;
        // A full flush ends the piece on a byte and forgets what was before, so that it can be repeated.
        while ((count = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH)) > 0) {
            piece.write(buffer, 0, count);
        }
        deflater.end();
        byte[] name = "grids.shp".getBytes(StandardCharsets.US_ASCII);
        int packed = pieces * piece.size() + 2;
        ByteBuffer header = ByteBuffer.allocate(30 + name.length).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0x04034B50)
                .putShort((short) 20)
                .putShort((short) 0)
                .putShort((short) 8)
                .putInt(0)
                .putInt(0);
        header.putInt(packed)
                .putInt(1000)
                .putShort((short) name.length)
                .putShort((short) 0)
                .put(name);
        ByteBuffer directory = ByteBuffer.allocate(46 + name.length + 22).order(ByteOrder.LITTLE_ENDIAN);
        directory
                .putInt(0x02014B50)
                .putShort((short) 20)
                .putShort((short) 20)
                .putShort((short) 0)
                .putShort((short) 8);
        directory.putInt(0).putInt(0).putInt(packed).putInt((int) statedBytes).putShort((short) name.length);
        directory.put(new byte[16]).put(name);
        directory.putInt(0x06054B50).putInt(0).putShort((short) 1).putShort((short) 1);
        directory.putInt(46 + name.length).putInt(header.capacity() + packed).putShort((short) 0);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(header.array());
            for (int i = 0; i < pieces; i++) {
                piece.writeTo(out);
            }
            out.write(new byte[] {3, 0});
            out.write(directory.array());
        }
    }

    private Path zip(Map<String, byte[]> files) throws Exception {
        return TestShapefile.zip(folder.resolve("bad.zip"), StandardCharsets.UTF_8, files);
    }

    private ReadGrids read(Path zip) throws Exception {
        return ReadGrids.of(reader, zip, ReadOptions.DEFAULTS);
    }

    private void assertRefused(Path zip, String message) {
        assertThatThrownBy(() -> read(zip))
                .isInstanceOf(InvalidBoundaryFileException.class)
                .hasMessageContaining(message);
    }
}
