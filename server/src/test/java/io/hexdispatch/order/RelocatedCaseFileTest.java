package io.hexdispatch.order;

import static io.hexdispatch.event.TestReports.GONGYI;
import static io.hexdispatch.event.TestReports.NOW;
import static io.hexdispatch.order.TestCaseFiles.inState;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.grid.GridCode;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An event whose grids another map changes. */
class RelocatedCaseFileTest {
    private static final Actor WANG = new Actor(Role.GIS, "wang");
    private static final Jurisdiction ELSEWHERE = Jurisdiction.ofCity("v2", new GridCode("410100"));

    @ParameterizedTest
    @EnumSource(EventStatus.class)
    void anOpenEventGetsItsNewGridsAndKeepsItsOrdersAndItsState(EventStatus status) {
        CaseFile before = inState(status, OrderStatus.ACCEPTED);
        CaseFile.Change change = before.relocate(ELSEWHERE, WANG, Optional.of("council"), NOW);
        if (status == EventStatus.CLOSED || status == EventStatus.VOIDED) {
            assertThat(change.isNothing()).isTrue();
            assertThat(change.after()).isEqualTo(before);
            return;
        }
        assertThat(change.after().event().jurisdiction()).isEqualTo(ELSEWHERE);
        assertThat(change.after().event().status()).isEqualTo(status);
        assertThat(change.after().orders()).isEqualTo(before.orders());
        assertThat(change.history())
                .singleElement()
                .matches(line -> line.actor().equals(WANG)
                        && line.action().equals("relocate")
                        && line.to().equals(status.name()));
        assertThat(change.history().get(0).reason().orElseThrow())
                .contains(GONGYI.narrowestFirst().get(0).value(), GONGYI.mapVersion(), "to 410100 of map v2: council");
        assertThat(change.after()
                        .relocate(ELSEWHERE, WANG, Optional.empty(), NOW)
                        .isNothing())
                .as("a second time")
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(EventStatus.class)
    void anEventThatStaysInItsGridsKeepsTheMapThatLocatedIt(EventStatus status) {
        CaseFile before = inState(status, OrderStatus.ACCEPTED);
        CaseFile.Change change = before.relocate(new Jurisdiction("v2", GONGYI.grids()), WANG, Optional.empty(), NOW);
        assertThat(change.isNothing()).isTrue();
        assertThat(change.after()).isEqualTo(before);
    }
}
