package io.hexdispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.flow.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final int GROUP_MAX = 4;
    private static final int UNDER_WAY_MAX = 2;
    private static final int WAITING_MAX = 10;
    private static final PgException REFUSED = new PgException("check constraint violated", "ERROR", "23514", null);

    /** The groups in the order in which the database got them, and what it has not answered yet. */
    private final List<List<Integer>> groups = new ArrayList<>();

    private final ArrayDeque<Promise<List<String>>> unanswered = new ArrayDeque<>();
    private final GroupCommit<Integer, String> groupCommit =
            new GroupCommit<>(GROUP_MAX, UNDER_WAY_MAX, WAITING_MAX, this::commit);

    @Test
    void commitsOneAtOnceAndAloneWhileNothingIsUnderWay() {
        Future<String> result = groupCommit.submit(1);

        assertThat(groups).containsExactly(List.of(1));
        assertThat(result.isComplete()).isFalse();
        succeed();
        assertThat(result.result()).isEqualTo("result 1");
    }

    @Test
    void groupsWhatComesInWhileCommitsAreUnderWay() {
        List<Future<String>> results = submit(1, 5);
        assertThat(groups).containsExactly(List.of(1), List.of(2));
        assertThat(groupCommit.waiting()).isEqualTo(3);

        succeed();

        assertThat(groups).containsExactly(List.of(1), List.of(2), List.of(3, 4, 5));
        assertThat(groupCommit.waiting()).isZero();
        succeed();
        succeed();
        assertThat(results)
                .extracting(Future::result)
                .containsExactly("result 1", "result 2", "result 3", "result 4", "result 5");
    }

    @Test
    void makesNoGroupLargerThanTheLimit() {
        submit(1, 8);

        succeed();
        succeed();

        assertThat(groups).containsExactly(List.of(1), List.of(2), List.of(3, 4, 5, 6), List.of(7, 8));
    }

    @Test
    void commitsARefusedGroupOneByOneSoThatTheCulpritAloneFails() {
        List<Future<String>> results = submit(1, 5);
        succeed();
        succeed();

        fail(REFUSED);
        assertThat(groups.get(3)).containsExactly(3);
        succeed();
        assertThat(groups.get(4)).containsExactly(4);
        fail(REFUSED);
        assertThat(groups.get(5)).containsExactly(5);
        succeed();

        assertThat(groups).hasSize(6);
        assertThat(results.get(2).result()).isEqualTo("result 3");
        assertThat(results.get(3).cause()).isSameAs(REFUSED);
        assertThat(results.get(4).result()).isEqualTo("result 5");
    }

    @Test
    void keepsItsPlaceWhileARefusedGroupIsCommittedOneByOne() {
        submit(1, 4);
        succeed();
        fail(REFUSED);
        fail(REFUSED);

        submit(5, 6);

        // One place is taken by the refused group, so of the new ones only the first goes at once.
        assertThat(groups).containsExactly(List.of(1), List.of(2), List.of(3, 4), List.of(3), List.of(5));
        assertThat(groupCommit.waiting()).isEqualTo(1);
    }

    @Test
    void failsAllOfAGroupWhenTheConnectionFails() {
        List<Future<String>> results = submit(1, 4);
        succeed();
        succeed();
        Exception gone = new java.io.IOException("connection reset");

        fail(gone);

        assertThat(groups).hasSize(3);
        assertThat(results.subList(2, 4)).extracting(Future::cause).containsOnly(gone);
    }

    @Test
    void triesNobodyAloneWhereTheDatabaseHasNoRoomForAnybody() {
        List<Future<String>> results = submit(1, 4);
        succeed();
        succeed();
        PgException full = new PgException("could not extend file: No space left on device", "ERROR", "53100", null);

        fail(full);

        assertThat(groups).hasSize(3);
        assertThat(results.subList(2, 4)).extracting(Future::cause).containsOnly(full);
    }

    @Test
    void goesOnAfterFailures() {
        submit(1, 2);
        fail(new java.io.IOException("connection reset"));
        fail(REFUSED);

        Future<String> result = groupCommit.submit(3);
        succeed();

        assertThat(result.result()).isEqualTo("result 3");
    }

    @Test
    void refusesMoreThanMayWaitAndTakesThemAgainLater() {
        submit(1, UNDER_WAY_MAX + WAITING_MAX);
        assertThat(groupCommit.waiting()).isEqualTo(WAITING_MAX);

        assertThat(groupCommit.submit(99).cause())
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.kind())
                        .isEqualTo(RefusedException.Kind.BUSY))
                .hasMessage("10 requests wait for the database already; send it again in a second");

        succeed();
        assertThat(groupCommit.submit(100).isComplete()).isFalse();
        while (!unanswered.isEmpty()) {
            succeed();
        }
        assertThat(groups).doesNotContain(List.of(99)).anyMatch(group -> group.contains(100));
    }

    @Test
    void answersInTheOrderOfSubmissionWithinAGroup() {
        List<String> answered = new ArrayList<>();
        submit(1, 6).forEach(result -> result.onSuccess(answered::add));

        while (!unanswered.isEmpty()) {
            succeed();
        }

        assertThat(answered).containsExactly("result 1", "result 2", "result 3", "result 4", "result 5", "result 6");
    }

    private Future<List<String>> commit(List<Integer> group) {
        groups.add(group);
        Promise<List<String>> promise = Promise.promise();
        unanswered.add(promise);
        return promise.future();
    }

    /** The oldest group that waits for an answer is committed. */
    private void succeed() {
        List<Integer> group = groups.get(groups.size() - unanswered.size());
        unanswered
                .remove()
                .complete(group.stream().map(item -> "result " + item).toList());
    }

    private void fail(Exception failure) {
        unanswered.remove().fail(failure);
    }

    private List<Future<String>> submit(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(groupCommit::submit).toList();
    }
}
