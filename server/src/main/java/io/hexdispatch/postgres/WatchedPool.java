package io.hexdispatch.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collector;

/**
 * The pool of connections as all see it who keep something: it stays the same while the connections behind it come and go, and fails at
 * once while there are none.
 */
final class WatchedPool implements Pool {
    private final DatabaseGate gate;
    private final Duration patience;

    /** @param patience how long a statement or transaction may take, the wait for a connection included */
    WatchedPool(DatabaseGate gate, Duration patience) {
        this.gate = gate;
        this.patience = patience;
    }

    private <T> Future<T> pass(Function<Pool, Future<T>> work) {
        return gate.pass(patience, work);
    }

    @Override
    public <T> Future<T> withTransaction(Function<SqlConnection, Future<T>> work) {
        return pass(pool -> pool.withTransaction(work));
    }

    @Override
    public <T> Future<T> withConnection(Function<SqlConnection, Future<T>> work) {
        return pass(pool -> pool.withConnection(work));
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return new Plain<>(pool -> pool.query(sql));
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return new Prepared<>(pool -> pool.preparedQuery(sql));
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return new Prepared<>(pool -> pool.preparedQuery(sql, options));
    }

    /** Nobody would see when it is given back, so nobody gets one for himself. */
    @Override
    public Future<SqlConnection> getConnection() {
        throw new UnsupportedOperationException("withConnection gives one and takes it back");
    }

    @Override
    public int size() {
        return gate.underWay();
    }

    /** Whoever uses it does not close what others use. */
    @Override
    public Future<Void> close() {
        throw new UnsupportedOperationException("the connections are closed with the database");
    }

    private final class Plain<T> implements Query<T> {
        private final Function<Pool, Query<T>> query;

        private Plain(Function<Pool, Query<T>> query) {
            this.query = query;
        }

        @Override
        public Future<T> execute() {
            return pass(pool -> query.apply(pool).execute());
        }

        @Override
        public <R> Query<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
            return new Plain<>(pool -> query.apply(pool).collecting(collector));
        }

        @Override
        public <U> Query<RowSet<U>> mapping(Function<Row, U> mapper) {
            return new Plain<>(pool -> query.apply(pool).mapping(mapper));
        }
    }

    private final class Prepared<T> implements PreparedQuery<T> {
        private final Function<Pool, PreparedQuery<T>> query;

        private Prepared(Function<Pool, PreparedQuery<T>> query) {
            this.query = query;
        }

        @Override
        public Future<T> execute() {
            return pass(pool -> query.apply(pool).execute());
        }

        @Override
        public Future<T> execute(Tuple tuple) {
            return pass(pool -> query.apply(pool).execute(tuple));
        }

        @Override
        public Future<T> executeBatch(List<Tuple> batch) {
            return pass(pool -> query.apply(pool).executeBatch(batch));
        }

        @Override
        public <R> PreparedQuery<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
            return new Prepared<>(pool -> query.apply(pool).collecting(collector));
        }

        @Override
        public <U> PreparedQuery<RowSet<U>> mapping(Function<Row, U> mapper) {
            return new Prepared<>(pool -> query.apply(pool).mapping(mapper));
        }
    }
}
