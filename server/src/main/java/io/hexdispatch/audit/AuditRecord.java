package io.hexdispatch.audit;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.TokenText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who did what, as it is written down.
 *
 * @param at to the microsecond, as the database keeps it
 * @param action what was asked for
 * @param subject of what: the number of an event, the id of an order, or a path
 * @param detail what more there is to say; like the subject it may come from a request that holds a token, which is hidden
 */
public record AuditRecord(Instant at, Actor actor, String action, String subject, AuditOutcome outcome, String detail) {
    private static final int TEXT_LENGTH_MAX = 500;

    /** A record that the database can hold, so that what is read later has the hash of what was written; texts are cut. */
    public static AuditRecord of(
            Instant at, Actor actor, String action, String subject, AuditOutcome outcome, String detail) {
        return new AuditRecord(
                at.truncatedTo(ChronoUnit.MICROS),
                new Actor(actor.role(), plain(actor.id())),
                plain(action),
                plain(TokenText.hidden(subject)),
                outcome,
                plain(TokenText.hidden(detail)));
    }

    public static AuditRecord refused(Instant at, Actor actor, String action, String subject, String detail) {
        return of(at, actor, action, subject, AuditOutcome.REFUSED, detail);
    }

    private static String plain(String text) {
        String cut = text.length() > TEXT_LENGTH_MAX ? text.substring(0, TEXT_LENGTH_MAX) : text;
        StringBuilder plain = new StringBuilder(cut.length());
        cut.codePoints()
                .map(point -> point == 0 || point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                        ? '\uFFFD'
                        : point)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
