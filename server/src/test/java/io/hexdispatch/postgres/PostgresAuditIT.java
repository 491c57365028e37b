package io.hexdispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.audit.AuditEntry;
import io.hexdispatch.audit.AuditOutcome;
import io.hexdispatch.audit.AuditRecord;
import io.hexdispatch.audit.ChainCheck.Break;
import io.hexdispatch.audit.RefusalAllowance;
import io.hexdispatch.audit.Sha256;
import io.hexdispatch.audit.Trimming;
import io.hexdispatch.flow.Audit;
import io.hexdispatch.flow.Workers;
import io.hexdispatch.postgres.AuditVerification.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to the audit or to the history behind the server's back shows, and where. */
class PostgresAuditIT {
    private static final Actor WANG = new Actor(Role.ADMIN, "wang");
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private static Path folder;

    private static EmbeddedDatabase database;
    private static Vertx vertx;
    private static Pool pool;
    private static HistorySealer sealer;
    private static Verdict migrated;
    private Connection owner;
    private PostgresAudit audit;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.start(folder);
        DatabaseAddress address = database.address();
        Flyway.configure()
                .dataSource(address.jdbcUrl(), address.user(), address.password())
                .locations("classpath:db/migration")
                .target("17")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO audit (at, actor_role, actor, action, subject, detail) SELECT"
                    + " now() + n * interval '1 microsecond', 'UNIT', '水务', 'close', 'event ' || n, 'no'"
                    + " FROM generate_series(1, 50) n");
            statement.execute("SET session_replication_role = replica");
            line(statement, 1, 1, "from before the chain");
        }
        Schema.migrate(address);
        migrated = verify();
        vertx = Vertx.vertx();
        pool = PgBuilder.pool().connectingTo(address.options()).using(vertx).build();
        sealer = new HistorySealer(address, workers(), CLOCK);
        await(sealer::load);
    }

    private static Workers workers() {
        return new Workers() {
            @Override
            public <T> Future<T> run(Callable<T> work) {
                return vertx.executeBlocking(work, true);
            }
        };
    }

    @AfterAll
    static void stop() throws Exception {
        sealer.close();
        await(vertx::close);
        database.close();
    }

    /** The owner of the tables, whom no trigger stops. */
    @BeforeEach
    void connect() throws Exception {
        owner = DriverManager.getConnection(database.address().jdbcUrl(), "postgres", "");
        owner.createStatement().execute("SET session_replication_role = replica");
        audit = new PostgresAudit(pool, CLOCK);
    }

    @AfterEach
    void everythingIsRightAgain() throws Exception {
        owner.close();
        assertThat(verify().broken()).isEmpty();
    }

    private static <T> T await(Supplier<Future<T>> work) throws Exception {
        return Future.<T>future(done -> vertx.runOnContext(turn -> work.get().onComplete(done)))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static Verdict verify() throws SQLException {
        return verify(Optional.empty(), Optional.empty());
    }

    private static Verdict verify(Optional<Long> from, Optional<Trimming> known) throws SQLException {
        try (AuditVerification verification = new AuditVerification(database.address())) {
            return verification.verify(from, known);
        }
    }

    private static Break broken() throws SQLException {
        return verify().broken().orElseThrow();
    }

    private long note(String subject) throws Exception {
        return await(() -> audit.note(
                AuditRecord.of(CLOCK.instant(), WANG, "activate", subject, AuditOutcome.DONE, "status 200")));
    }

    private void sql(String statement) throws SQLException {
        owner.createStatement().execute(statement);
    }

    private static void line(Statement statement, long event, int seq, String reason) throws SQLException {
        statement.execute("INSERT INTO event_history (event_id, seq, at, actor_role, actor, action, to_status, reason)"
                + " VALUES (" + event + ", " + seq + ", now(), 'CENTRE', '410100', 'verify', 'VERIFIED', '" + reason
                + "')");
    }

    @Test
    void whatWasRefusedBeforeThereWasAChainIsItsBeginning() throws Exception {
        assertThat(migrated.broken()).isEmpty();
        assertThat(migrated.first()).isEqualTo(1);
        assertThat(migrated.last()).isEqualTo(50);
    }

    @Test
    void twoServersThatWriteAtOnceWriteOneChain() throws Exception {
        PostgresAudit other = new PostgresAudit(pool, CLOCK);
        long before = note("before");
        await(() -> {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                AuditRecord entry =
                        AuditRecord.of(CLOCK.instant(), WANG, "activate", "map " + i, AuditOutcome.DONE, "");
                all.add((i % 2 == 0 ? audit : other).note(entry));
            }
            return Future.all(all);
        });
        assertThat(verify().last()).isGreaterThanOrEqualTo(before + 500);
    }

    @Test
    void whatWasWrittenIsReadInPages() throws Exception {
        Actor zhao = new Actor(Role.GIS, "zhao");
        for (int i = 0; i < 3; i++) {
            AuditRecord entry = AuditRecord.of(CLOCK.instant(), zhao, "load", "map " + i, AuditOutcome.ASKED, "");
            await(() -> audit.note(entry));
        }
        Audit.Query first = new Audit.Query(Optional.empty(), Optional.empty(), Optional.of("zhao"), 2);
        List<AuditEntry> page = await(() -> audit.list(first));
        assertThat(page).extracting(entry -> entry.record().subject()).containsExactly("map 2", "map 1");
        Audit.Query second =
                new Audit.Query(Optional.of(page.get(1).id()), Optional.of(AuditOutcome.ASKED), Optional.of("zhao"), 2);
        assertThat(await(() -> audit.list(second)))
                .extracting(entry -> entry.record().subject())
                .containsExactly("map 0");
    }

    @Test
    void anEntryThatWasChangedIsNamed() throws Exception {
        long id = note("map 815");
        note("another");
        sql("UPDATE audit_entry SET actor = 'li' WHERE id = " + id);
        assertThat(broken()).satisfies(broken -> {
            assertThat(broken.entry()).isEqualTo(id);
            assertThat(broken.detail()).contains("li").contains("map 815");
        });
        assertThat(verify(Optional.of(id + 1), Optional.empty()).broken()).isEmpty();
        sql("UPDATE audit_entry SET actor = 'wang' WHERE id = " + id);
    }

    @Test
    void aTextThatWasMadeLongerThanAnyIsWrittenShows() throws Exception {
        long id = note("x".repeat(1_000));
        sql("UPDATE audit_entry SET subject = subject || 'y' WHERE id = " + id);
        assertThat(broken().entry()).isEqualTo(id);
        sql("UPDATE audit_entry SET subject = left(subject, 500) WHERE id = " + id);
    }

    @Test
    void anEntryThatWasTakenOutIsNamed() throws Exception {
        long id = note("taken");
        note("another");
        sql("CREATE TABLE taken AS SELECT * FROM audit_entry WHERE id = " + id);
        sql("DELETE FROM audit_entry WHERE id = " + id);
        assertThat(broken().entry()).isEqualTo(id);
        sql("INSERT INTO audit_entry SELECT * FROM taken");
        sql("DROP TABLE taken");
    }

    @Test
    void theLastEntriesAreMissed() throws Exception {
        long id = note("the last");
        sql("CREATE TABLE taken AS SELECT * FROM audit_entry WHERE id = " + id);
        sql("DELETE FROM audit_entry WHERE id = " + id);
        assertThat(broken()).satisfies(broken -> {
            assertThat(broken.entry()).isEqualTo(id);
            assertThat(broken.detail()).contains("missing");
        });
        sql("INSERT INTO audit_entry SELECT * FROM taken");
        sql("DROP TABLE taken");
    }

    @Test
    void aChainThatWasWrittenAnewShowsToWhomNotedItsEnd() throws Exception {
        long id = note("noted");
        Verdict noted = verify();
        Trimming known = new Trimming(noted.last(), noted.hash());
        assertThat(noted.last()).isGreaterThanOrEqualTo(id);
        assertThat(verify(Optional.empty(), Optional.of(known)).broken()).isEmpty();
        assertThat(verify(Optional.empty(), Optional.of(new Trimming(known.last(), Sha256.NONE)))
                        .broken())
                .hasValueSatisfying(broken -> assertThat(broken.detail()).contains("anew"));
    }

    @Test
    void theTablesRefuseWhoeverForgetsHimself() throws Exception {
        note("kept");
        sealHistory(7_000, "kept");
        sql("SET session_replication_role = DEFAULT");
        for (String statement : List.of(
                "UPDATE audit_entry SET detail = ''",
                "DELETE FROM audit_entry",
                "TRUNCATE audit_entry",
                "DELETE FROM audit_seal",
                "UPDATE event_history SET reason = ''",
                "DELETE FROM event_history",
                "TRUNCATE event_history")) {
            assertThatExceptionOfType(SQLException.class)
                    .as(statement)
                    .isThrownBy(() -> sql(statement))
                    .withMessageContaining("appended to and never changed");
        }
    }

    private void sealHistory(long event, String reason) throws Exception {
        try (Statement statement = owner.createStatement()) {
            for (int seq = 1; seq <= 5; seq++) {
                line(statement, event, seq, reason + " " + seq);
            }
        }
        await(sealer::seal);
    }

    @Test
    void aLineOfHistoryThatWasChangedIsNamed() throws Exception {
        sealHistory(8_000, "as it was");
        assertThat(verify().lines()).isGreaterThanOrEqualTo(5);
        sql("UPDATE event_history SET reason = 'as I like it' WHERE event_id = 8000 AND seq = 3");
        assertThat(broken().detail()).contains("line 3 of the event with serial number 8000");
        sql("UPDATE event_history SET reason = 'as it was 3' WHERE event_id = 8000 AND seq = 3");
    }

    @Test
    void aLineOfHistoryThatWasTakenOutOrPutInIsMissed() throws Exception {
        sealHistory(8_100, "there");
        sql("CREATE TABLE taken AS SELECT * FROM event_history WHERE event_id = 8100 AND seq = 5");
        sql("DELETE FROM event_history WHERE event_id = 8100 AND seq = 5");
        assertThat(broken().detail()).contains("4 are there");
        sql("INSERT INTO event_history SELECT * FROM taken");
        sql("INSERT INTO event_history SELECT event_id, 6, at, actor_role, actor, ordinal, action, from_status,"
                + " to_status, reason, particulars, written FROM taken");
        assertThat(broken().detail()).contains("line 6 of the event with serial number 8100");
        sql("DELETE FROM event_history WHERE event_id = 8100 AND seq = 6");
        sql("DROP TABLE taken");
    }

    @Test
    void aLineFromBeforeTheChainIsSealedToo() throws Exception {
        await(sealer::seal);
        sql("UPDATE event_history SET reason = 'changed' WHERE event_id = 1");
        assertThat(broken().detail()).contains("serial number 1");
        sql("UPDATE event_history SET reason = 'from before the chain' WHERE event_id = 1");
    }

    /** A slow transaction gets its number first and commits last, when later ones are sealed already. */
    @Test
    void aTransactionThatCommitsLateIsSealedAfterAll() throws Exception {
        try (Connection slow = DriverManager.getConnection(database.address().jdbcUrl(), "postgres", "")) {
            slow.setAutoCommit(false);
            try (Statement statement = slow.createStatement()) {
                statement.execute("SET LOCAL session_replication_role = replica");
                line(statement, 8_200, 1, "late");
            }
            sealHistory(8_300, "early");
            assertThat(await(sealer::seal)).isFalse();
            slow.commit();
        }
        assertThat(await(sealer::seal)).isTrue();
        sql("UPDATE event_history SET reason = 'changed' WHERE event_id = 8200");
        assertThat(broken().detail()).contains("serial number 8200");
        sql("UPDATE event_history SET reason = 'late' WHERE event_id = 8200");
        assertThat(await(sealer::seal)).isFalse();
    }

    @Test
    void twoServersThatSealAtOnceSealOnce() throws Exception {
        HistorySealer other = new HistorySealer(
                database.address(),
                new Workers() {
                    @Override
                    public <T> Future<T> run(Callable<T> work) {
                        return vertx.executeBlocking(work, false);
                    }
                },
                CLOCK);
        for (int round = 0; round < 10; round++) {
            try (Statement statement = owner.createStatement()) {
                line(statement, 8_400, round + 1, "once");
            }
            await(() -> Future.all(sealer.seal(), other.seal()));
        }
        other.close();
        assertThat(await(sealer::seal)).isFalse();
    }

    /** In a database that was restored from a dump, transactions have lower numbers than the ones that are sealed. */
    @Test
    void historyOfARestoredDatabaseIsSealedFromThereOn() throws Exception {
        await(sealer::seal);
        try (Statement statement = owner.createStatement()) {
            statement.execute("INSERT INTO event_history (event_id, seq, at, actor_role, actor, action, to_status,"
                    + " written) VALUES (8500, 1, now(), 'CENTRE', '410100', 'verify', 'VERIFIED', 5000000000)");
        }
        await(sealer::load);
        sealHistory(8_600, "after the restore");
        sql("UPDATE event_history SET reason = 'changed' WHERE event_id = 8600 AND seq = 1");
        assertThat(broken().detail()).contains("serial number 8600");
        sql("UPDATE event_history SET reason = 'after the restore 1' WHERE event_id = 8600 AND seq = 1");
        sql("UPDATE event_history SET reason = 'changed' WHERE event_id = 8500");
        assertThat(broken().detail()).contains("serial number 8500");
        sql("UPDATE event_history SET reason = null WHERE event_id = 8500");
    }

    @Test
    void whatRemainsAfterATrimmingIsStillAChain() throws Exception {
        note("old");
        Instant now = Instant.now().plus(Duration.ofSeconds(1));
        Optional<Trimming> trimmed;
        try (AuditVerification verification = new AuditVerification(database.address())) {
            trimmed = verification.trim(now, WANG, now);
            assertThat(verification.trim(Instant.EPOCH, WANG, now)).isEmpty();
        }
        note("new");
        Verdict verdict = verify();
        assertThat(verdict.broken()).isEmpty();
        assertThat(verdict.first()).isEqualTo(trimmed.orElseThrow().last() + 1);
        sql("CREATE TABLE taken AS SELECT * FROM audit_entry WHERE id = " + verdict.first());
        sql("DELETE FROM audit_entry WHERE id = " + verdict.first());
        assertThat(broken().entry()).isEqualTo(1);
        sql("INSERT INTO audit_entry SELECT * FROM taken");
        sql("DROP TABLE taken");
        sealHistory(8_700, "after the trimming");
    }

    @Test
    void ofTooManyRefusalsOnlyTheNumberIsWritten() throws Exception {
        AuditRecord refusal =
                AuditRecord.refused(CLOCK.instant(), new Actor(Role.UNIT, "hostile"), "close", "event", "no");
        await(() -> {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 2 * RefusalAllowance.IN_FULL_MAX; i++) {
                all.add(audit.note(refusal));
            }
            return Future.all(all);
        });
        try (ResultSet row =
                owner.createStatement().executeQuery("SELECT count(*) FROM audit_entry WHERE actor = 'hostile'")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(RefusalAllowance.IN_FULL_MAX);
        }
    }
}
