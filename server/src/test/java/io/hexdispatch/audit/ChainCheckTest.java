package io.hexdispatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChainCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-25T01:02:03.456789Z");
    private static final Actor WANG = new Actor(Role.ADMIN, "王");

    private static List<AuditEntry> chain(int length) {
        List<AuditEntry> chain = new ArrayList<>();
        Sha256 hash = Sha256.NONE;
        for (int i = 0; i < length; i++) {
            AuditEntry entry = AuditEntry.after(i, hash, record("activate", "map " + i));
            chain.add(entry);
            hash = entry.hash();
        }
        return chain;
    }

    private static AuditRecord record(String action, String subject) {
        return AuditRecord.of(NOW, WANG, action, subject, AuditOutcome.DONE, "status 200");
    }

    private static Optional<Long> broken(List<AuditEntry> chain, AuditEntry head) {
        ChainCheck check = new ChainCheck(0, Sha256.NONE);
        for (AuditEntry entry : chain) {
            Optional<ChainCheck.Break> broken = check.follow(entry);
            if (broken.isPresent()) {
                return broken.map(ChainCheck.Break::entry);
            }
        }
        return check.end(head.id(), head.hash()).map(ChainCheck.Break::entry);
    }

    @Property(tries = 100)
    void aChainAsItWasWrittenIsRightAndEveryChangeShowsWhereItIs(
            @ForAll @IntRange(min = 1, max = 20) int length, @ForAll @IntRange(min = 0, max = 19) int any) {
        int place = any % length;
        List<AuditEntry> chain = chain(length);
        AuditEntry head = chain.get(length - 1);
        assertThat(broken(chain, head)).isEmpty();

        List<AuditEntry> changed = new ArrayList<>(chain);
        changed.set(
                place,
                new AuditEntry(
                        place + 1,
                        record("activate", "another map"),
                        chain.get(place).hash()));
        assertThat(broken(changed, head)).contains(place + 1L);

        List<AuditEntry> taken = new ArrayList<>(chain);
        taken.remove(place);
        assertThat(broken(taken, head)).contains(place + 1L);
    }

    @Test
    void anEntryThatWasWrittenAnewWithItsHashShowsAtTheNext() {
        List<AuditEntry> chain = chain(3);
        chain.set(0, AuditEntry.after(0, Sha256.NONE, record("activate", "another map")));
        assertThat(broken(chain, chain.get(2))).contains(2L);
    }

    @Test
    void anEntryThatNoServerWroteShowsAtTheEnd() {
        List<AuditEntry> chain = chain(2);
        AuditEntry head = chain.get(1);
        chain.add(AuditEntry.after(2, head.hash(), record("activate", "mine")));
        assertThat(broken(chain, head)).contains(3L);
    }

    @Test
    void movingALetterFromOneTextToTheNextIsAChange() {
        AuditEntry written = AuditEntry.after(0, Sha256.NONE, record("close", "d 20260301-0000042"));
        assertThat(new AuditEntry(1, record("closed", " 20260301-0000042"), written.hash()).follows(Sha256.NONE))
                .isFalse();
    }

    @Test
    void aTextIsWrittenAsTheDatabaseCanHoldIt() {
        AuditRecord plain = record("a\0b\ud800c", "x".repeat(10_000));
        assertThat(plain.action()).isEqualTo("a\uFFFDb\uFFFDc");
        assertThat(plain.subject()).hasSize(500);
    }

    @Test
    void whatASealAndATrimmingSayIsReadAgain() {
        HistorySeal seal = new HistorySeal(-1, 815, 42, Sha256.of(new byte[] {1}));
        assertThat(HistorySeal.of(seal.record(NOW))).contains(seal);
        Trimming trimming = new Trimming(99, Sha256.of(new byte[] {2}));
        assertThat(Trimming.of(trimming.record(NOW, WANG, NOW))).contains(trimming);
    }

    @Test
    void sealsThatLeaveHistoryOutShow() {
        AuditEntry first = AuditEntry.after(0, Sha256.NONE, new HistorySeal(-1, 10, 0, Sha256.NONE).record(NOW));
        AuditEntry second = AuditEntry.after(1, first.hash(), new HistorySeal(11, 20, 0, Sha256.NONE).record(NOW));
        assertThat(broken(List.of(first, second), second)).contains(2L);
    }
}
