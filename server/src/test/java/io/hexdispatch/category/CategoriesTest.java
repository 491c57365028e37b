package io.hexdispatch.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CategoriesTest {
    private final Categories categories = Categories.bundled();

    @Test
    void bundlesTheCategoriesOfTheStandardAndTheLocalOnes() {
        assertThat(categories.all()).hasSize(423);
        assertThat(categories.all())
                .filteredOn(category -> !category.local() && category.kind() == CategoryKind.COMPONENT)
                .hasSize(153);
        assertThat(categories.all())
                .filteredOn(category -> !category.local() && category.kind() == CategoryKind.EVENT)
                .hasSize(250);
        assertThat(categories.all()).filteredOn(Category::local).hasSize(20);
    }

    @Test
    void tellsTheEventAndTheComponentOfOneCodeApart() {
        Category event = categories.find(CategoryKind.EVENT, "02014").orElseThrow();
        Category component = categories.find(CategoryKind.COMPONENT, "02014").orElseThrow();

        assertThat(event.name()).isEqualTo("交通信号灯异常");
        assertThat(event.majorClass()).isEqualTo("交通设施类");
        assertThat(event.majorClassCode()).isEqualTo("02");
        assertThat(component.name()).isEqualTo("交通信号灯");
        assertThat(component.majorClass()).isEqualTo("交通设施");
        assertThat(event.key()).isNotEqualTo(component.key());
    }

    @Test
    void findsEveryCategoryByItsKey() {
        assertThat(categories.all()).allSatisfy(category -> assertThat(categories.find(category.key()))
                .containsSame(category));
    }

    @Test
    void findsNothingForACodeThatIsNotThere() {
        assertThat(categories.find(CategoryKind.EVENT, "01016")).isEmpty();
        assertThat(categories.find(CategoryKind.COMPONENT, "90001")).isEmpty();
        assertThat(categories.find(CategoryKind.EVENT, "")).isEmpty();
    }

    @Test
    void keepsLocalCodesOutOfTheClassesOfTheStandard() {
        assertThat(categories.all()).allSatisfy(category -> assertThat(category.local())
                .isEqualTo(Integer.parseInt(category.majorClassCode()) >= 90));
    }

    @Test
    void holdsTheLocalCategoriesThatTheStandardLacks() {
        assertThat(name("90009")).isEqualTo("水箱破裂");
        assertThat(name("91001")).isEqualTo("供热不热");
        assertThat(name("92001")).isEqualTo("烟雾报警");
        assertThat(name("92002")).isEqualTo("燃气泄漏报警");
        assertThat(name("92003")).isEqualTo("水位超限报警");
        assertThat(name("93001")).isEqualTo("矛盾纠纷");
        assertThat(name("93002")).isEqualTo("劳资纠纷");
    }

    private String name(String eventCode) {
        return categories.find(CategoryKind.EVENT, eventCode).orElseThrow().name();
    }

    @Test
    void findsTheEmergenciesOfTheFormerStandard() {
        List<String> names = List.of("路面塌陷", "自来水管破裂", "燃气管道破裂", "下水道堵塞或破损", "热力管道破裂", "道路积水", "道路积雪结冰", "架空线缆损坏");
        for (int minor = 1; minor <= names.size(); minor++) {
            assertThat(categories.findByFormerCode("040" + minor))
                    .map(Category::name)
                    .contains(names.get(minor - 1));
        }
        assertThat(categories.findByFormerCode("0409")).isEmpty();
        // The five-digit code is another event, a protected old tree: the two code forms must not be mixed up.
        assertThat(categories.findByFormerCode("04001")).isEmpty();
    }

    @Test
    void cannotBeChangedThroughItsView() {
        assertThat(categories.all()).isUnmodifiable();
    }

    @Test
    void refusesTwoCategoriesOfOneKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Categories.of(List.of(event("01001", "0101"), event("01001", "0102"))))
                .withMessage("category 事项 01001 is there twice");
    }

    @Test
    void refusesTwoCategoriesOfOneFormerCode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Categories.of(List.of(event("01001", "0101"), event("01002", "0101"))))
                .withMessage("former code 0101 stands for both 事项 01001 and 事项 01002");
    }

    private static Category event(String code, String formerCode) {
        return new Category(CategoryKind.EVENT, code, "name", "class", false, Optional.of(formerCode));
    }

    @Test
    void agreesWithTheListThatItWasGatheredFrom() throws IOException {
        Path list = Path.of(System.getProperty("hexdispatch.data", ""), "gbt47678-5-codes.tsv");
        assumeTrue(Files.exists(list), "no list of codes at " + list);
        Set<String> expected = new HashSet<>();
        for (String line : Files.readAllLines(list)) {
            String[] columns = line.split("\t");
            expected.add(columns[0] + " " + columns[2] + " " + columns[3] + " " + columns[1]);
        }
        expected.remove("kind code name class");

        assertThat(categories.all().stream()
                        .filter(category -> !category.local())
                        .map(category -> category.key() + " " + category.name() + " " + category.majorClassCode() + " "
                                + category.majorClass()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }
}
