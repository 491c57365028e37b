package io.hexdispatch.figures;

import io.hexdispatch.event.Particulars.Rating;
import java.util.Optional;

/** The counts of a group, and the shares that follow from them. docs/figures.md defines each. Grows while it is counted. */
public final class Tally {
    private long reported;
    private long voided;
    private long resolved;
    private long closed;
    private long closedOnTime;
    private long closedWithLimit;
    private long overdue;
    private long overdueNotClosed;
    private long overdueOpen;
    private long suspended;
    private long extended;
    private long reworked;
    private long reopened;
    private long returned;
    private long handedOn;
    private long rated;
    private long satisfied;
    private long stars;

    /** @param isPast whether it is due, where its clock runs */
    void add(int marks, boolean isPast) {
        reported++;
        if ((marks & Marks.VOIDED) != 0) {
            voided++;
            return;
        }
        boolean isClosed = (marks & Marks.CLOSED) != 0;
        boolean isResolved = (marks & Marks.RESOLVED) != 0;
        boolean isLate = (marks & Marks.LATE) != 0 || (marks & Marks.RUNNING) != 0 && isPast;
        boolean isInTime = (marks & Marks.IN_TIME) != 0;
        resolved += isResolved ? 1 : 0;
        closed += isClosed ? 1 : 0;
        closedOnTime += isClosed && isInTime ? 1 : 0;
        closedWithLimit += isClosed && (isInTime || isLate) ? 1 : 0;
        overdue += isLate ? 1 : 0;
        overdueNotClosed += isLate && !isClosed ? 1 : 0;
        overdueOpen += isLate && !isResolved ? 1 : 0;
        suspended += (marks & Marks.SUSPENDED) != 0 ? 1 : 0;
        extended += (marks & Marks.EXTENDED) != 0 ? 1 : 0;
        reworked += (marks & Marks.REWORKED) != 0 ? 1 : 0;
        reopened += (marks & Marks.REOPENED) != 0 ? 1 : 0;
        returned += (marks & Marks.RETURNED) != 0 ? 1 : 0;
        handedOn += (marks & Marks.HANDED_ON) != 0 ? 1 : 0;
        int rating = Marks.rating(marks);
        rated += rating > 0 ? 1 : 0;
        satisfied += rating > Rating.DISSATISFIED ? 1 : 0;
        stars += rating;
    }

    void add(Tally other) {
        reported += other.reported;
        voided += other.voided;
        resolved += other.resolved;
        closed += other.closed;
        closedOnTime += other.closedOnTime;
        closedWithLimit += other.closedWithLimit;
        overdue += other.overdue;
        overdueNotClosed += other.overdueNotClosed;
        overdueOpen += other.overdueOpen;
        suspended += other.suspended;
        extended += other.extended;
        reworked += other.reworked;
        reopened += other.reopened;
        returned += other.returned;
        handedOn += other.handedOn;
        rated += other.rated;
        satisfied += other.satisfied;
        stars += other.stars;
    }

    /** 上报: all that came in, what was voided later included. */
    public long reported() {
        return reported;
    }

    /** 作废. */
    public long voided() {
        return voided;
    }

    /** 立案: what stands as a case. */
    public long filed() {
        return reported - voided;
    }

    /** 已处置: all work is done at present, verified or closed or not. */
    public long resolved() {
        return resolved;
    }

    /** 结案: closed at present; what was opened again is not. */
    public long closed() {
        return closed;
    }

    /** 按期结案: closed at present, and resolved in time. */
    public long closedOnTime() {
        return closedOnTime;
    }

    /** 超期: resolved late, or not resolved and past its time. */
    public long overdue() {
        return overdue;
    }

    /** 超期未结: not resolved and past its time. */
    public long overdueOpen() {
        return overdueOpen;
    }

    /** 挂账: suspended at present. */
    public long suspended() {
        return suspended;
    }

    /** 延期: extended at least once; and so are the others. */
    public long extended() {
        return extended;
    }

    /** 返工. */
    public long reworked() {
        return reworked;
    }

    /** 重开. */
    public long reopened() {
        return reopened;
    }

    /** 回退: an order of it was given back. */
    public long returned() {
        return returned;
    }

    /** 改派: an order of it was handed on. */
    public long handedOn() {
        return handedOn;
    }

    /** 回访: its reporter said how satisfied he is. */
    public long rated() {
        return rated;
    }

    /** 满意: he gave more than {@value Rating#DISSATISFIED} of {@value Rating#MOST}. */
    public long satisfied() {
        return satisfied;
    }

    /** 结案率. From 0 to 1, and so are the others; empty where it is a share of nothing. */
    public Optional<Double> closingRate() {
        return share(closed, filed());
    }

    /** 按期结案率: of those with a limit that are closed, or should be because their time is up. */
    public Optional<Double> onTimeRate() {
        return share(closedOnTime, closedWithLimit + overdueNotClosed);
    }

    /** 返工率. */
    public Optional<Double> reworkRate() {
        return share(reworked, filed());
    }

    /** 延期率. */
    public Optional<Double> extensionRate() {
        return share(extended, filed());
    }

    /** 满意率: of those that were rated. */
    public Optional<Double> satisfactionRate() {
        return share(satisfied, rated);
    }

    /** The mean rating, {@value Rating#LEAST} to {@value Rating#MOST}. */
    public Optional<Double> satisfactionMean() {
        return share(stars, rated);
    }

    private static Optional<Double> share(long part, long whole) {
        return whole == 0 ? Optional.empty() : Optional.of((double) part / whole);
    }
}
