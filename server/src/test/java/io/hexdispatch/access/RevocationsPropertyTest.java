package io.hexdispatch.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Revocation.AllOf;
import io.hexdispatch.access.Revocation.OneToken;
import io.hexdispatch.access.Revocation.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RevocationsPropertyTest {
    private static final Actor GAS = new Actor(Role.UNIT, "gas");

    @Provide
    Arbitrary<Actor> actors() {
        return Combinators.combine(Arbitraries.of(Role.UNIT, Role.ADMIN), Arbitraries.of("gas", "water"))
                .as(Actor::new);
    }

    @Provide
    Arbitrary<Instant> moments() {
        return Arbitraries.longs().between(0, 10).map(Instant::ofEpochMilli);
    }

    @Provide
    Arbitrary<Grant> grants() {
        return Combinators.combine(Arbitraries.of("a", "b", "c").optional(), actors(), moments())
                .as((id, actor, issuedAt) -> new Grant(id, actor, issuedAt, Instant.MAX));
    }

    @Provide
    Arbitrary<Subject> subjects() {
        return Arbitraries.oneOf(
                Arbitraries.of("a", "b", "c").map(OneToken::new),
                Combinators.combine(actors(), moments()).as(AllOf::new));
    }

    /** In whatever order they came, and however often: the later moment of an actor counts. */
    @Property
    void coversWhatAnyOfThemCovers(
            @ForAll @Size(max = 8) List<@From("subjects") Subject> subjects, @ForAll @From("grants") Grant grant) {
        Revocations revocations = new Revocations();
        subjects.forEach(revocations::add);
        subjects.forEach(revocations::add);

        assertThat(revocations.covers(grant)).isEqualTo(subjects.stream().anyMatch(subject -> subject.covers(grant)));
    }

    @Test
    void aTokenThatIsIssuedAfterwardsIsGood() {
        Instant moment = Instant.parse("2026-03-01T00:00:00.500Z");
        Revocations revocations = new Revocations();
        revocations.add(new AllOf(GAS, moment));

        assertThat(revocations.covers(grant(moment.minusMillis(1)))).isTrue();
        assertThat(revocations.covers(grant(moment))).isFalse();
    }

    private static Grant grant(Instant issuedAt) {
        return new Grant(Optional.empty(), GAS, issuedAt, issuedAt.plusSeconds(60));
    }
}
