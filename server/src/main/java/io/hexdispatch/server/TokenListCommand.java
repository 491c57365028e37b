package io.hexdispatch.server;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What was issued over HTTP, a line each. */
@Command(
        name = "list",
        description = "Lists the tokens that were issued over HTTP, the latest first, and which of them are revoked."
                + " Those that this command line made are in no list.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TokenListCommand implements Callable<Integer> {
    private static final String LINE = "%-36s  %-10s %-24s %-24s %s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private KeyOption key;

    @Override
    public Integer call() throws Exception {
        key.signFor(server);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(LINE, "id", "role", "for", "until", "");
        JsonObject page = server.get(ServerOptions.path("tokens", Map.of("limit", "200")));
        print(page.getJsonArray("tokens"), out);
        while (ServerOptions.next(page).isPresent()) {
            page = server.get(ServerOptions.next(page).get());
            print(page.getJsonArray("tokens"), out);
        }
        out.flush();
        return 0;
    }

    private static void print(JsonArray tokens, PrintWriter out) {
        for (Object element : tokens) {
            JsonObject token = (JsonObject) element;
            JsonObject holder = token.getJsonObject("holder");
            JsonObject revoked = token.getJsonObject("revoked");
            out.printf(
                    LINE,
                    token.getString("id"),
                    holder.getString("role"),
                    holder.getString("id"),
                    token.getString("expiresAt"),
                    revoked == null ? "" : "revoked " + revoked.getString("at") + ": " + revoked.getString("reason"));
        }
    }
}
