package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Assigner;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.flow.JointHandlings.Found;
import io.hexdispatch.flow.JointHandlings.Outcome;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.jointhandling.JointAction;
import io.hexdispatch.jointhandling.JointDecision;
import io.hexdispatch.jointhandling.JointHandling;
import io.hexdispatch.jointhandling.JointStatus;
import io.hexdispatch.jointhandling.OpenWish;
import io.hexdispatch.jointhandling.Verdict;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.CaseFile.NewOrder;
import io.hexdispatch.order.IllegalTransitionException;
import io.hexdispatch.order.Order;
import io.hexdispatch.order.Redirection;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Those whom an event concerns agree on who handles it: open, invite, give an opinion, decide, withdraw. */
public final class DeliberateJointly {
    private final JointParties parties;
    private final LiveRules rules;
    private final Assigner assigner;
    private final Roster roster;
    private final JointHandlings handlings;
    private final Announcements announcements;
    private final Audit audit;
    private final Clock clock;

    public DeliberateJointly(
            JointParties parties,
            LiveRules rules,
            Assigner assigner,
            Roster roster,
            JointHandlings handlings,
            Announcements announcements,
            Audit audit,
            Clock clock) {
        this.parties = parties;
        this.rules = rules;
        this.assigner = assigner;
        this.roster = roster;
        this.handlings = handlings;
        this.announcements = announcements;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param coHandling the codes of the units that help, without the lead */
    public record DecisionWish(String lead, List<String> coHandling, String text) {}

    /** Opens it anew, or what a rule proposed. The units that have an order of the event take part in any case. */
    public Future<Found> open(Actor actor, EventNumber number, OpenWish wish) {
        return carryOut(actor, number, JointAction.OPEN_IT, (caseFile, before, decision) -> {
            require(parties.direct(caseFile, actor), actor, JointAction.OPEN_IT, number);
            if (wish.grounds().isEmpty() && before.isEmpty()) {
                throw new RefusedException(
                        Kind.INVALID, "/grounds: no rule saw grounds for event " + number + "; name them");
            }
            parties.check(wish.parties());
            List<Actor> all = new ArrayList<>(List.of(new Actor(Role.CENTRE, parties.home(caseFile))));
            caseFile.orders().stream()
                    .filter(DeliberateJointly::hasPart)
                    .forEach(order -> all.add(new Actor(Role.UNIT, order.unit())));
            all.addAll(wish.parties());
            OpenWish whole = new OpenWish(wish.grounds(), all, wish.text());
            boolean isPresent = before.filter(is -> is.beside(caseFile.event().status()) == JointStatus.OPEN)
                    .isPresent();
            JointDecision.Change change = decision.open(
                    isPresent ? wish : whole,
                    decider(caseFile),
                    rules.current().jointHandling().decideBy(decision.now()));
            return new Outcome(change, noted(caseFile, change, "joint-open", wish.text(), actor));
        });
    }

    private static boolean hasPart(Order order) {
        return order.status().isOpen() || order.status() == io.hexdispatch.order.OrderStatus.DONE;
    }

    public Future<Found> invite(Actor actor, EventNumber number, List<Actor> invited) {
        return carryOut(actor, number, JointAction.INVITE, (caseFile, before, decision) -> {
            require(parties.direct(caseFile, actor) || decides(before, actor), actor, JointAction.INVITE, number);
            parties.check(invited);
            JointDecision.Change change = decision.invite(invited, decider(caseFile));
            return new Outcome(change, nothing(caseFile));
        });
    }

    /** Each party may change its opinion until the decision. */
    public Future<Found> opinion(Actor actor, EventNumber number, String text) {
        return carryOut(actor, number, JointAction.OPINION, (caseFile, before, decision) -> {
            require(before.filter(is -> is.isParty(actor)).isPresent(), actor, JointAction.OPINION, number);
            return new Outcome(decision.opinion(text), nothing(caseFile));
        });
    }

    /** Decides, and in the same transaction makes, keeps and cancels orders so that they are as decided. */
    public Future<Found> decide(Actor actor, EventNumber number, DecisionWish wish) {
        Reservation reservation = new Reservation(roster);
        return carryOut(actor, number, JointAction.DECIDE, reservation, (caseFile, before, decision) -> {
            require(decides(before, actor), actor, JointAction.DECIDE, number);
            JointHandling is = before.orElseThrow();
            JointDecision.Change change =
                    decision.decide(new Verdict(wish.lead(), wish.coHandling(), wish.text(), actor, decision.now()));
            if (change.isNothing()) {
                return new Outcome(change, nothing(caseFile));
            }
            checkUnit(is, wish.lead(), "/lead");
            for (int i = 0; i < wish.coHandling().size(); i++) {
                checkUnit(is, wish.coHandling().get(i), "/coHandling/" + i);
            }
            Redirection redirection = Redirection.of(caseFile, wish.lead(), wish.coHandling());
            List<NewOrder> orders = redirection.missing().stream()
                    .map(part -> assigner.order(
                            assigner.unit(part.unit()).orElseThrow(),
                            part.role(),
                            Optional.empty(),
                            caseFile.event(),
                            Set.of(),
                            "by joint decision"))
                    .toList();
            reservation.made(orders);
            return new Outcome(
                    change,
                    caseFile.redirect(
                            redirection,
                            "joint-decide",
                            "joint decision: "
                                    + change.after().verdict().orElseThrow().summary(),
                            orders,
                            actor,
                            decision.now()));
        });
    }

    private void checkUnit(JointHandling is, String unit, String field) {
        if (!is.isParty(new Actor(Role.UNIT, unit))) {
            throw new RefusedException(Kind.INVALID, field + ": unit \"" + unit + "\" takes no part; invite it first");
        }
        if (assigner.unit(unit).isEmpty()) {
            throw new RefusedException(
                    Kind.INVALID, field + ": unit \"" + unit + "\" is in the rules no more; name another");
        }
    }

    /** What is proposed can be withdrawn by the event's own centres; what is open by who opened it, or who decides. */
    public Future<Found> withdraw(Actor actor, EventNumber number, String reason) {
        return carryOut(actor, number, JointAction.WITHDRAW, (caseFile, before, decision) -> {
            boolean isOwn = before.filter(is -> is.status() == JointStatus.PROPOSED
                            ? parties.direct(caseFile, actor)
                            : is.openedBy().equals(Optional.of(actor))
                                    || is.record()
                                                    .get(is.record().size() - 1)
                                                    .by()
                                                    .equals(actor)
                                            && parties.direct(caseFile, actor))
                    .isPresent();
            require(isOwn || decides(before, actor), actor, JointAction.WITHDRAW, number);
            JointDecision.Change change = decision.withdraw(reason);
            return new Outcome(change, noted(caseFile, change, "joint-withdraw", Optional.of(reason), actor));
        });
    }

    private boolean decides(Optional<JointHandling> before, Actor actor) {
        return before.filter(is -> parties.decide(is, actor)).isPresent();
    }

    private java.util.function.Function<Collection<Actor>, String> decider(CaseFile caseFile) {
        return who -> parties.decider(caseFile, who);
    }

    /** One step of one actor. */
    @FunctionalInterface
    private interface Step {
        Outcome take(CaseFile caseFile, Optional<JointHandling> before, JointDecision decision)
                throws IllegalTransitionException;
    }

    private Future<Found> carryOut(Actor actor, EventNumber number, JointAction action, Step step) {
        return carryOut(actor, number, action, new Reservation(roster), step);
    }

    private Future<Found> carryOut(
            Actor actor, EventNumber number, JointAction action, Reservation reservation, Step step) {
        Instant now = clock.instant();
        Future<Outcome> outcome = handlings
                .change(number, (caseFile, before) -> {
                    if (before.isEmpty() && action != JointAction.OPEN_IT) {
                        throw new RefusedException(Kind.NOT_FOUND, "event " + number + " has no joint handling");
                    }
                    return step.take(
                            caseFile,
                            before,
                            new JointDecision(number, before, caseFile.event().status(), actor, now));
                })
                .onSuccess(done -> {
                    reservation.settle(done.caseFile());
                    if (!done.caseFile().after().equals(done.caseFile().before())) {
                        announcements.changed(done.caseFile());
                    }
                    if (!done.joint().isNothing()) {
                        announcements.jointHandling(
                                done.joint().after(), done.caseFile().after());
                    }
                })
                .onFailure(failure -> reservation.cancel());
        return audit.noting(actor, "joint-handling " + action.text(), number.toString(), now, outcome)
                .map(done -> new Found(done.joint().after(), done.caseFile().after()));
    }

    private static void require(boolean may, Actor actor, JointAction action, EventNumber number) {
        if (!may) {
            String who =
                    switch (action) {
                        case OPEN_IT -> "the county's and the city's centre of the event";
                        case INVITE -> "the county's and the city's centre of the event, and the centre that decides";
                        case OPINION -> "its parties";
                        case DECIDE -> "the centre of the grid that holds all parties, and those above it";
                        case WITHDRAW ->
                            "who opened it and the centre that decides, or while it is proposed the event's own";
                    };
            throw new RefusedException(
                    Kind.FORBIDDEN,
                    actor + " may not " + action.text() + " joint handling " + number + "; it is for " + who);
        }
    }

    private static CaseFile.Change nothing(CaseFile caseFile) {
        return new CaseFile.Change(caseFile, caseFile, List.of());
    }

    /** A line in the event's history, which stays in its state. */
    private static CaseFile.Change noted(
            CaseFile caseFile, JointDecision.Change change, String action, Optional<String> text, Actor actor) {
        if (change.isNothing()) {
            return nothing(caseFile);
        }
        String status = caseFile.event().status().name();
        return new CaseFile.Change(
                caseFile,
                caseFile,
                List.of(new HistoryEntry(
                        change.added().get(0).at(),
                        actor,
                        Optional.empty(),
                        action,
                        Optional.of(status),
                        status,
                        text)));
    }
}
