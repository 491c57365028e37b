package io.hexdispatch.geodata.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextEncodingTest {
    private static final Charset GBK = Charset.forName("GBK");

    @TempDir
    private Path folder;

    @Test
    void tellsGbkFromUtf8ByTheTextsWhereNothingIsStated() throws Exception {
        for (Charset charset : List.of(GBK, StandardCharsets.UTF_8)) {
            ReadGrids read = ReadGrids.of(
                    TestShapefile.twoSquares(charset).withLanguageByte(0x57).write(folder, "t" + charset.name()));
            assertThat(read.names()).containsExactly("新郑市观音寺镇".substring(0, charset == GBK ? 7 : 6), "龙湖镇");
            assertThat(read.layer().encoding().orElseThrow().value()).isEqualTo(charset.name());
            assertThat(read.layer().encoding().orElseThrow().reason()).contains("all 2 texts beyond ASCII");
            assertThat(read.reading().findings()).isEmpty();
        }
    }

    @Test
    void takesWordsThatAreWellFormedInBothForGbk() throws Exception {
        // The bytes of these two characters in GBK are two letters of two bytes each in UTF-8.
        ReadGrids read = ReadGrids.of(new TestShapefile(GBK, "code", "name")
                .row(List.of("c-1", "联通"), TestShapefile.clockwiseSquare(113, 34, 1))
                .write(folder, "both"));
        assertThat(read.names()).containsExactly("联通");
    }

    @Test
    void takesLatinLettersWithAccentsForNeither() throws Exception {
        Charset latin = StandardCharsets.ISO_8859_1;
        ReadGrids read = ReadGrids.of(new TestShapefile(latin, "code", "name")
                .row(List.of("c-1", "Ñandú Çelik"), TestShapefile.clockwiseSquare(113, 34, 1))
                .row(List.of("c-2", "Müller Straße"), TestShapefile.clockwiseSquare(114, 34, 1))
                .write(folder, "latin"));
        assertThat(read.names()).containsExactly("Ñandú Çelik", "Müller Straße");
        assertThat(read.reading().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.ENCODING);
            assertThat(finding.message()).contains("is not certain");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8,UTF-8",
        "65001,UTF-8",
        "GBK,GBK",
        "936,GBK",
        "ANSI 936,GBK",
        "cp936,GBK",
        "GB18030,GB18030",
        "Big5,Big5"
    })
    void believesTheCpg(String cpg, String charset) throws Exception {
        ReadGrids read = ReadGrids.of(TestShapefile.twoSquares(Charset.forName(charset))
                .withCpg(cpg + "\r\n")
                .write(folder, "cpg"));
        assertThat(read.grids().get(1).name())
                .contains(new String("龙湖镇".getBytes(Charset.forName(charset)), Charset.forName(charset)));
        assertThat(read.layer().encoding().orElseThrow())
                .isEqualTo(new Choice(charset, "the .cpg says \"" + cpg + "\""));
    }

    @Test
    void believesTheLanguageByteWhereThereIsNoCpgThatIsKnown() throws Exception {
        ReadGrids read = ReadGrids.of(TestShapefile.twoSquares(GBK)
                .withLanguageByte(0x4D)
                .withCpg("klingon")
                .write(folder, "language"));
        assertThat(read.names()).containsExactly("新郑市观音寺镇", "龙湖镇");
        assertThat(read.layer().encoding().orElseThrow())
                .isEqualTo(new Choice("GBK", "the language byte of the .dbf is 0x4d"));
        assertThat(read.messages())
                .containsExactly("the .cpg says \"klingon\", which is no encoding that is known; it is ignored");
    }

    @Test
    void believesTheCallerMost() throws Exception {
        ReadGrids read = ReadGrids.of(
                TestShapefile.twoSquares(GBK).withCpg("UTF-8").write(folder, "named"),
                ReadOptions.DEFAULTS.withEncoding(GBK));
        assertThat(read.names()).containsExactly("新郑市观音寺镇", "龙湖镇");
    }

    @Test
    void tellsOfTextsThatAreNotInTheEncodingThatIsStated() throws Exception {
        ReadGrids read =
                ReadGrids.of(TestShapefile.twoSquares(GBK).withCpg("UTF-8").write(folder, "lies"));
        assertThat(read.reading().findings()).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.ENCODING);
            assertThat(finding.message()).contains("has bytes that are nothing in UTF-8 (the .cpg says \"UTF-8\")");
            assertThat(finding.offset()).isPresent();
        });
        assertThat(read.reading().findings()).extracting(ReadFinding::row).containsExactly(1L, 2L);
    }

    @Test
    void recognisesFieldNamesThatWereCutInTheMiddleOfACharacter() throws Exception {
        ReadGrids read = ReadGrids.of(new TestShapefile(StandardCharsets.UTF_8, "网格编码", "网格名称", "上级网格编码")
                .row(List.of("c-1", "观音寺镇", "p-1"), TestShapefile.clockwiseSquare(113, 34, 1))
                .write(folder, "cut"));
        assertThat(read.layer().fields()).containsExactly("网格编", "网格名", "上级网");
        assertThat(read.layer().mapping())
                .isEqualTo(Map.of(GridField.CODE, "网格编", GridField.NAME, "网格名", GridField.PARENT, "上级网"));
        assertThat(read.codes()).containsExactly("c-1");
        ReadGrids named = ReadGrids.of(
                folder.resolve("cut.shp"), ReadOptions.DEFAULTS.withFields(Map.of(GridField.CENTRE, "上级网格编码")));
        assertThat(named.grids().get(0).centre()).contains("p-1");
    }
}
