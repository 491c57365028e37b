package io.hexdispatch.server;

import io.hexdispatch.audit.Sha256;
import io.hexdispatch.audit.Trimming;
import io.hexdispatch.postgres.AuditVerification;
import io.hexdispatch.postgres.AuditVerification.Verdict;
import io.hexdispatch.postgres.DatabaseAddress;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Follows the chain of the audit and says where it is first broken. */
@Command(
        name = "verify",
        description = {
            "Reads the audit from the database and says whether it is what was written, and the history of the",
            "events that it seals. Changes nothing; a server may run meanwhile."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing was tampered with",
            "1:it could not be read; the message says why",
            "2:the command line is wrong",
            "4:something was tampered with; the output says what"
        })
final class AuditVerifyCommand implements Callable<Integer> {
    static final int BROKEN = 4;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseOptions database;

    @Option(
            names = "--from",
            paramLabel = "ENTRY",
            description = "Begin with this entry and trust the one before. Default: the first that is there")
    private Long from;

    @Option(
            names = "--expect",
            paramLabel = "ENTRY:HASH",
            description = "What an earlier run printed as the last entry, which must still be there:"
                    + " only so it shows that somebody wrote the whole chain anew")
    private String expected;

    @Override
    public Integer call() throws Exception {
        if (from != null && from < 1) {
            throw wrong("--from: " + from + " is not the number of an entry, which is 1 or more");
        }
        Optional<Trimming> known = Optional.ofNullable(expected).map(this::link);
        return database.with(address -> verify(address, known));
    }

    private int verify(DatabaseAddress address, Optional<Trimming> known) throws Exception {
        Verdict verdict;
        try (AuditVerification verification = new AuditVerification(address)) {
            verdict = verification.verify(Optional.ofNullable(from), known);
        } catch (SQLException e) {
            throw new StartException("the audit in " + address + " cannot be read: " + e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        long good = verdict.last() - verdict.first() + 1;
        out.println(good + " entries are as they were written"
                + (good == 0 ? "" : ", " + verdict.first() + " to " + verdict.last()) + "; " + verdict.seals()
                + " of them seal " + verdict.lines() + " lines of history");
        if (verdict.broken().isPresent()) {
            out.println("BROKEN at entry " + verdict.broken().get().entry() + ": "
                    + verdict.broken().get().detail());
        } else {
            out.println("last entry " + verdict.last() + ":" + verdict.hash());
        }
        out.flush();
        return verdict.broken().isPresent() ? BROKEN : 0;
    }

    private Trimming link(String text) {
        try {
            int colon = text.indexOf(':');
            return new Trimming(
                    Long.parseLong(text.substring(0, Math.max(colon, 0))), Sha256.ofHex(text.substring(colon + 1)));
        } catch (IllegalArgumentException notALink) {
            throw wrong("--expect: \"" + text + "\" is not ENTRY:HASH, such as an earlier run prints it");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
