package io.hexdispatch.geodata.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldMappingTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "code,name,level,parent,centre",
        "CODE,NAME,LEVEL,PARENT,CENTER",
        "XZQDM,XZQMC,层级,上级编码,运行中心",
        "gbcode,网格名,级别,parent_id,指挥中心",
        "Grid_Code,Grid-Name,grid_level,PCODE,center"
    })
    void recognisesCommonNames(String code, String name, String level, String parent, String centre) throws Exception {
        ReadGrids read = ReadGrids.of(layer(code, name, level, parent, centre));
        DrawnGrid grid = read.grids().get(0);
        assertThat(grid.code()).contains("1");
        assertThat(grid.name()).contains("2");
        assertThat(grid.level()).contains("3");
        assertThat(grid.parent()).contains("4");
        assertThat(grid.centre()).contains("5");
        assertThat(read.reading().findings()).isEmpty();
    }

    @Test
    void takesTheFieldThatIsNamedAndNoneTwice() throws Exception {
        ReadGrids read = ReadGrids.of(
                layer("code", "oid", "b", "c", "d"),
                ReadOptions.DEFAULTS.withFields(Map.of(GridField.CODE, "OID", GridField.NAME, "code")));
        assertThat(read.codes()).containsExactly("2");
        assertThat(read.names()).containsExactly("1");
    }

    @Test
    void listsTheFieldsWhereNoneIsRecognisedAsTheCode() throws Exception {
        ReadGrids read = ReadGrids.of(layer("a", "b", "c", "d", "e"));
        assertThat(read.messages())
                .containsExactly(
                        "no field is recognised as the code of a grid; the fields are a, b, c, d, e; say which one it"
                                + " is, as in code=FIELD");
        assertThat(read.reading().findings().get(0).kind()).isEqualTo(Kind.FIELD);
        assertThat(read.reading().hasErrors()).isTrue();
    }

    @Test
    void listsTheFieldsWhereTheNamedOneIsNotThere() throws Exception {
        ReadGrids read = ReadGrids.of(
                layer("code", "name", "c", "d", "e"),
                ReadOptions.DEFAULTS.withFields(Map.of(GridField.LEVEL, "stage")));
        assertThat(read.messages())
                .containsExactly(
                        "the field \"stage\", which is to hold the level, is not there; the fields are code, name, c,"
                                + " d, e");
    }

    @Test
    void givesALayerWithoutALevelTheOneThatIsNamed() throws Exception {
        Path file = layer("code", "name", "c", "d", "e");
        assertThat(ReadGrids.of(file, ReadOptions.DEFAULTS.withLevel("county"))
                        .grids()
                        .get(0)
                        .level())
                .contains("county");
        assertThat(ReadGrids.of(file, ReadOptions.DEFAULTS.withLevel("county").withLevels(Map.of("layer", "township")))
                        .grids()
                        .get(0)
                        .level())
                .contains("township");
    }

    private Path layer(String... fields) throws Exception {
        return new TestShapefile(StandardCharsets.UTF_8, fields)
                .row(List.of("1", "2", "3", "4", "5"), TestShapefile.clockwiseSquare(113, 34, 1))
                .write(folder, "layer");
    }

    @Test
    void writesNumbersAsTheCodesThatTheyStandFor() {
        assertThat(NumberText.plain("410184104")).isEqualTo("410184104");
        assertThat(NumberText.plain("410184104.000")).isEqualTo("410184104");
        assertThat(NumberText.plain("4.10184104E8")).isEqualTo("410184104");
        assertThat(NumberText.plain("0.0")).isEqualTo("0");
        assertThat(NumberText.plain("1e999999999")).isEqualTo("1e999999999");
        assertThat(NumberText.plain("012")).isEqualTo("012");
    }
}
