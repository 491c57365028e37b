package io.hexdispatch.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryTableTest {
    @Test
    void readsACategoryUnderItsMajorClass() {
        String table = "# a comment\n\nclass\t90\t突发事件类\nevent\t90001\t路面塌陷\tlocal\t0401\n"
                + "class\t01\t市政公用设施\ncomponent\t01001\t供水井盖\tgb\t-\n";

        assertThat(CategoryTable.read(table))
                .containsExactly(
                        new Category(CategoryKind.EVENT, "90001", "路面塌陷", "突发事件类", true, Optional.of("0401")),
                        new Category(CategoryKind.COMPONENT, "01001", "供水井盖", "市政公用设施", false, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event,01001,name,gb          | 4 columns where there should be 5",
                "event,02001,name,gb,-        | 02001 stands under no line of its major class",
                "event,01001,name,iso,-       | origin \"iso\" is neither gb nor local",
                "event,0100,name,gb,-         | category code \"0100\" is not five digits",
                "event,01001, ,gb,-           | category 01001 has a blank name or major class",
                "event,01001,name,gb,04001    | former code \"04001\" of 01001 is not four digits",
                "thing,01001,name,gb,-        | No enum constant io.hexdispatch.category.CategoryKind.THING",
            })
    void namesTheLineThatBreaksTheForm(String line, String problem) {
        String table = "# a comment\nclass\t01\tclass name\n" + line.replace(',', '\t') + "\n";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CategoryTable.read(table))
                .withMessage("category table, line 3: " + problem);
    }

    @Test
    void refusesACategoryBeforeAnyMajorClass() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CategoryTable.read("event\t01001\tname\tgb\t-\n"))
                .withMessage("category table, line 1: 01001 stands under no line of its major class");
    }
}
