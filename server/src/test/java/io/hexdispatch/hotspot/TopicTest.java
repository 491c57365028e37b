package io.hexdispatch.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.order.IllegalTransitionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TopicTest {
    private static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");
    private static final Actor CENTRE = new Actor(Role.CENTRE, "410105");
    private static final long CELL = HexCells.cellAt(113.65, 34.76, 8);
    private static final Topic.Entry MAKING = new Topic.Entry(
            MADE, CENTRE, "make", Optional.empty(), TopicStatus.PROPOSED, Optional.empty(), Optional.empty());

    private static Topic proposed() {
        return new Topic(
                7,
                new Topic.Made(
                        "积水",
                        Topic.Origin.HAND,
                        new CategoryKey(CategoryKind.EVENT, "90006"),
                        TopicArea.ofCells(List.of(CELL)),
                        MADE.minus(Duration.ofDays(30)),
                        new GridCode("410105"),
                        GridLevel.COUNTY,
                        List.of(new GridCode("410105"), new GridCode("410100")),
                        CENTRE,
                        MADE),
                TopicStatus.PROPOSED,
                Optional.empty(),
                Optional.empty());
    }

    @Property
    void whateverIsTriedATopicFollowsItsTable(@ForAll List<TopicAction> actions) {
        Topic topic = proposed();
        Topic.Entry last = MAKING;
        Instant now = MADE;
        for (TopicAction action : actions) {
            // Also a clock that was put back.
            now = now.plusSeconds(actions.size() % 2 == 0 ? 60 : -60);
            Optional<String> note = Optional.of("at " + now);
            try {
                Topic.Change change = topic.act(CENTRE, now, last, action, Optional.empty(), note);
                assertThat(action.isLegalFrom(topic.status())).isTrue();
                assertThat(change.after().status()).isEqualTo(action.target().orElse(topic.status()));
                Topic.Entry entry = change.entry().orElseThrow();
                assertThat(entry.at()).isAfterOrEqualTo(last.at());
                Topic.Change again =
                        change.after().act(CENTRE, now.plusSeconds(1), entry, action, Optional.empty(), note);
                assertThat(again.entry()).as("the same again").isEmpty();
                assertThat(again.after()).isEqualTo(change.after());
                topic = change.after();
                last = entry;
            } catch (IllegalTransitionException illegal) {
                assertThat(action.isLegalFrom(topic.status())).isFalse();
                assertThat(illegal.present()).isEqualTo(topic.status().name());
                assertThat(illegal.possible()).isEqualTo(TopicAction.legalFrom(topic.status()));
            }
            assertThat(topic.isOpen())
                    .isEqualTo(topic.status() == TopicStatus.PROPOSED || topic.status() == TopicStatus.ACCEPTED);
            assertThat(topic.acceptedAt().isPresent())
                    .isEqualTo(topic.status() == TopicStatus.ACCEPTED || topic.status() == TopicStatus.CLOSED);
        }
    }

    @Test
    void anotherWhoWantsTheSameIsToldTheState() throws IllegalTransitionException {
        Topic.Change accepted =
                proposed().act(CENTRE, MADE, MAKING, TopicAction.ACCEPT, Optional.empty(), Optional.empty());
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> accepted.after()
                        .act(
                                new Actor(Role.ADMIN, "wang"),
                                MADE,
                                accepted.entry().orElseThrow(),
                                TopicAction.ACCEPT,
                                Optional.empty(),
                                Optional.empty()))
                .withMessageContaining("topic 7 is ACCEPTED");
    }

    @Test
    void anAreaIsCellsOrACircle() {
        LonLat place = new LonLat(113.65, 34.76);
        assertThat(TopicArea.ofCells(List.of(CELL, CELL)).cells()).containsExactly(CELL);
        assertThat(TopicArea.ofCircle(place, 50).ranges()).isNotEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new TopicArea(List.of(), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicArea(List.of(CELL), Optional.of(new TopicArea.Circle(place, 50))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicArea.ofCells(List.of(CELL, HexCells.parent(CELL, 7))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicArea.ofCells(List.of(HexCells.cellAt(113.65, 34.76, 11))));
        assertThatIllegalArgumentException().isThrownBy(() -> TopicArea.ofCircle(place, 0));
    }

    @Test
    void whatTheMeasuresBroughtIsComparedWithWhatWasUsual() {
        Instant accepted = MADE.plus(Duration.ofDays(5));
        Topic topic = new Topic(7, proposed().made(), TopicStatus.ACCEPTED, Optional.of(accepted), Optional.empty());
        Instant now = accepted.plus(Duration.ofDays(28));
        List<Optional<Effect.Span>> spans = Effect.spans(topic, Instant.EPOCH, now);
        assertThat(spans.get(3)).isEmpty();
        List<Optional<Effect.Span>> counted = List.of(
                spans.get(0).map(span -> new Effect.Span(span.from(), span.to(), 16)),
                spans.get(1).map(span -> new Effect.Span(span.from(), span.to(), 35)),
                spans.get(2).map(span -> new Effect.Span(span.from(), span.to(), 4)),
                Optional.empty());
        Effect effect = Effect.of(counted);
        assertThat(effect.before().orElseThrow().perWeek()).isCloseTo(7, within(1e-9));
        assertThat(effect.againstUsual().orElseThrow().ratio().orElseThrow()).isCloseTo(0.5, within(1e-9));
        assertThat(effect.againstUsual().orElseThrow().pValue()).isGreaterThan(0.05);
        assertThat(effect.againstBefore().orElseThrow().pValue()).isLessThan(0.001);
    }

    @Test
    void ofATopicOfWhichNothingIsKnownBeforeNothingIsCompared() {
        Instant begins = proposed().made().begins();
        List<Optional<Effect.Span>> spans = Effect.spans(proposed(), begins, begins);
        assertThat(spans).allSatisfy(span -> assertThat(span).isEmpty());
        assertThat(Effect.of(spans).againstUsual()).isEmpty();
    }

    @Test
    void cellsThatTouchAreOneProblem() {
        long far = HexCells.cellAt(113.75, 34.76, 8);
        long neighbour = HexCells.disk(CELL, 1).stream()
                .filter(cell -> cell != CELL)
                .findFirst()
                .orElseThrow();
        assertThat(CellClusters.of(List.of(CELL, far, neighbour)))
                .containsExactly(List.of(CELL, neighbour), List.of(far));
    }
}
