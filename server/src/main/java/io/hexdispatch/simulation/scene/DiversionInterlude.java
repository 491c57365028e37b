package io.hexdispatch.simulation.scene;

import io.hexdispatch.access.Actor;
import io.hexdispatch.simulation.books.Facts;
import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.play.Stage;
import io.hexdispatch.source.SourceKind;
import io.vertx.core.Future;
import java.util.List;

/** In the end the figures of the police line must be what was diverted and closed. */
public final class DiversionInterlude implements Interlude {
    private static final Thing FIGURES = Thing.of("figures of the 110 line equal the books 分流统计");

    @Override
    public List<Thing> shows() {
        return List.of(FIGURES);
    }

    @Override
    public Future<Void> after(Stage stage) {
        Actor line = stage.sources().actor(SourceKind.POLICE_110);
        List<Facts> ours = stage.books().facts().stream()
                .filter(facts -> facts.source().equals(line.id()))
                .toList();
        long closed = ours.stream()
                .filter(facts -> facts.counts().containsKey("closed"))
                .count();
        return stage.caller().read(line, "/api/v1/diversions/figures").compose(figures -> {
            if (figures.getLong("diverted") != ours.size() || figures.getLong("closed") != closed) {
                return Future.failedFuture(
                        "110 line: " + ours.size() + " diverted and " + closed + " closed in the books, "
                                + figures.getLong("diverted") + " and " + figures.getLong("closed") + " on the server");
            }
            stage.books().happened(FIGURES, ours.size() + " diverted, " + closed + " closed");
            return Future.succeededFuture();
        });
    }
}
