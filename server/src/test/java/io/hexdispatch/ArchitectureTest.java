package io.hexdispatch;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructorWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.hexdispatch.event.EventThatKnowsVertx;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The directions of the code: server, then adapters, then flow, then concepts, then the grids; never back. */
class ArchitectureTest {
    private static final String[] CONCEPTS = {
        "io.hexdispatch.access..",
        "io.hexdispatch.boundary..",
        "io.hexdispatch.category..",
        "io.hexdispatch.deadline..",
        "io.hexdispatch.delivery..",
        "io.hexdispatch.device..",
        "io.hexdispatch.diversion..",
        "io.hexdispatch.duplicate..",
        "io.hexdispatch.event..",
        "io.hexdispatch.jointhandling..",
        "io.hexdispatch.hotspot..",
        "io.hexdispatch.figures..",
        "io.hexdispatch.limit..",
        "io.hexdispatch.order..",
        "io.hexdispatch.rollcall..",
        "io.hexdispatch.review..",
        "io.hexdispatch.source..",
        "io.hexdispatch.supervision..",
        "io.hexdispatch.assignment..",
        "io.hexdispatch.audit.."
    };
    private static final String[] GRIDS = {"io.hexdispatch.grid..", "io.hexdispatch.responder.."};
    private static final String FLOW = "io.hexdispatch.flow..";
    private static final String WIRE = "io.hexdispatch.wire..";
    private static final String SERVER = "io.hexdispatch.server..";
    private static final String DEMO = "io.hexdispatch.demo..";
    private static final String SIMULATION = "io.hexdispatch.simulation..";
    private static final String CLIENT = "io.hexdispatch.client..";

    /** Each adapter, and the one other that it may use. */
    private static final Map<String, List<String>> ADAPTERS = Map.of(
            "io.hexdispatch.apidescription..", List.of(),
            "io.hexdispatch.boundaryfile..", List.of(),
            "io.hexdispatch.http..", List.of("io.hexdispatch.security..", "io.hexdispatch.apidescription.."),
            "io.hexdispatch.websocket..", List.of(),
            "io.hexdispatch.postgres..", List.of(),
            "io.hexdispatch.ogcapi..", List.of(),
            "io.hexdispatch.open311..", List.of(),
            "io.hexdispatch.webhook..", List.of(),
            "io.hexdispatch.security..", List.of());

    private static final ArchRule CONCEPTS_ARE_PLAIN = classes()
            .that()
            .resideInAnyPackage(CONCEPTS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    all(CONCEPTS, GRIDS, "java..", "org.snakeyaml.engine..", "org.apache.commons.statistics.."));

    private static JavaClasses production;

    @BeforeAll
    static void read() {
        production = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.hexdispatch");
    }

    @Test
    void everyPackageIsThereToBeChecked() {
        for (String room :
                all(CONCEPTS, GRIDS, FLOW, WIRE, SERVER, DEMO, SIMULATION, CLIENT, "io.hexdispatch.geodata..")) {
            assertThat(production.that(resideInAnyPackage(room))).as(room).isNotEmpty();
        }
        for (String adapter : ADAPTERS.keySet()) {
            assertThat(production.that(resideInAnyPackage(adapter))).as(adapter).isNotEmpty();
        }
    }

    @Test
    void everyPackageHasItsPlaceInTheseRules() {
        classes()
                .should()
                .resideInAnyPackage(all(
                        CONCEPTS,
                        GRIDS,
                        all(
                                ADAPTERS.keySet().toArray(String[]::new),
                                FLOW,
                                WIRE,
                                SERVER,
                                DEMO,
                                SIMULATION,
                                CLIENT,
                                "io.hexdispatch.geodata..")))
                .check(production);
    }

    @Test
    void aRuleFindsFault() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        CONCEPTS_ARE_PLAIN.check(new ClassFileImporter().importClasses(EventThatKnowsVertx.class)))
                .withMessageContaining("EventThatKnowsVertx");
    }

    @Test
    void conceptsArePlainJava() {
        CONCEPTS_ARE_PLAIN.check(production);
    }

    @Test
    void gridsArePlainJavaWithGeometry() {
        classes()
                .that()
                .resideInAnyPackage(GRIDS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(all(GRIDS, "java..", "org.locationtech.jts..", "org.agrona..", "com.uber.h3core.."))
                .andShould(notDependOn("java.sql.."))
                .check(production);
    }

    @Test
    void geoDataKnowsTheGridsAlone() {
        noClasses()
                .that()
                .resideInAPackage("io.hexdispatch.geodata..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.hexdispatch..")
                        .and(not(resideInAnyPackage(all(GRIDS, "io.hexdispatch.geodata..")))))
                .check(production);
    }

    @Test
    void hexagonsStayInsideTheIndex() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.hexdispatch.grid.index..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.uber.h3core..")
                .check(production);
    }

    @Test
    void flowKnowsConceptsAndFuturesAlone() {
        classes()
                .that()
                .resideInAPackage(FLOW)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(all(CONCEPTS, GRIDS, FLOW, "java.."))
                        .or(DescribedPredicate.describe("a future", type -> type.isEquivalentTo(Future.class))))
                .check(production);
    }

    @Test
    void wireKnowsFlowAndConceptsButNoAdapter() {
        noClasses()
                .that()
                .resideInAPackage(WIRE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(all(ADAPTERS.keySet().toArray(String[]::new), SERVER, DEMO, SIMULATION))
                .check(production);
    }

    @Test
    void wireIsForThoseWhoSpeakToOthers() {
        classes()
                .that()
                .resideInAPackage(WIRE)
                .should()
                .onlyBeAccessed()
                .byAnyPackage(all(ADAPTERS.keySet().toArray(String[]::new), WIRE, SERVER, DEMO, SIMULATION))
                .check(production);
    }

    @Test
    void adaptersDoNotCallEachOther() {
        ADAPTERS.forEach((adapter, mayUse) -> {
            List<String> others = new ArrayList<>(ADAPTERS.keySet());
            others.remove(adapter);
            others.removeAll(mayUse);
            noClasses()
                    .that()
                    .resideInAPackage(adapter)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(all(others.toArray(String[]::new), SERVER, DEMO, SIMULATION))
                    .check(production);
        });
    }

    @Test
    void theServerAloneBuildsAdapters() {
        DescribedPredicate<JavaClass> adapter =
                resideInAnyPackage(ADAPTERS.keySet().toArray(String[]::new));
        noClasses()
                .that()
                .resideOutsideOfPackage(SERVER)
                .should(callConstructorWhere(DescribedPredicate.<JavaConstructorCall>describe(
                        "an adapter is built from outside its package",
                        call -> adapter.test(call.getTargetOwner())
                                && !adapterOf(call.getTargetOwner()).equals(adapterOf(call.getOriginOwner())))))
                .check(production);
    }

    /** The package that a class of an adapter lies in or under. */
    private static String adapterOf(JavaClass type) {
        return ADAPTERS.keySet().stream()
                .filter(adapter -> resideInAnyPackage(adapter).test(type))
                .findFirst()
                .orElse("");
    }

    /** What a filter selects and how a tile is drawn can be tried without a server. */
    @Test
    void filtersReferenceSystemsAndTilesArePlainJavaWithGeometry() {
        classes()
                .that()
                .resideInAnyPackage(
                        "io.hexdispatch.ogcapi.cql..", "io.hexdispatch.ogcapi.crs..", "io.hexdispatch.ogcapi.tile..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(all(
                        GRIDS,
                        "java..",
                        "org.locationtech.jts..",
                        "io.hexdispatch.ogcapi.feature..",
                        "io.hexdispatch.ogcapi.cql..",
                        "io.hexdispatch.ogcapi.crs..",
                        "io.hexdispatch.ogcapi.tile.."))
                .check(production);
    }

    @Test
    void theDatabaseIsForPostgresAloneAndHttpForThoseWhoSpeakIt() {
        // A GeoPackage is an SQLite file: whoever reads one speaks SQL to the file.
        noClasses()
                .that()
                .resideOutsideOfPackages("io.hexdispatch.postgres..", "io.hexdispatch.geodata..", SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx.sqlclient..", "io.vertx.pgclient..", "org.flywaydb..", "io.zonky..", "java.sql..")
                .check(production);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.hexdispatch.http..", SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.ext.web..")
                .check(production);
    }

    /** A day is planned, and its books are kept, without a server. */
    @Test
    void thePlanAndTheBooksOfASimulationArePlainJavaWithGeometry() {
        classes()
                .that()
                .resideInAnyPackage("io.hexdispatch.simulation.day..", "io.hexdispatch.simulation.books..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(all(
                        CONCEPTS,
                        GRIDS,
                        "java..",
                        "org.locationtech.jts..",
                        "io.hexdispatch.simulation.day..",
                        "io.hexdispatch.simulation.books.."))
                .check(production);
    }

    /** What plays a day knows the server as any client does. */
    @Test
    void aSimulationUsesPublicInterfacesAlone() {
        noClasses()
                .that()
                .resideInAPackage(SIMULATION)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(all(ADAPTERS.keySet().toArray(String[]::new), FLOW, SERVER, DEMO))
                .check(production);
    }

    /** Whoever writes a client can take the package as it is. */
    @Test
    void theClientLibraryNeedsVertxAlone() {
        classes()
                .that()
                .resideInAPackage(CLIENT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(CLIENT, "java..", "io.vertx.core..")
                .check(production);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.hexdispatch.(**)").should().beFreeOfCycles().check(production);
    }

    @Test
    void theServerAlonePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SERVER)
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(production);
    }

    private static com.tngtech.archunit.lang.ArchCondition<JavaClass> notDependOn(String room) {
        return com.tngtech.archunit.lang.conditions.ArchConditions.not(
                com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat(resideInAnyPackage(room)));
    }

    private static String[] all(String[] first, String... more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String[] all(String[] first, String[] second, String... more) {
        return all(all(first, second), more);
    }
}
