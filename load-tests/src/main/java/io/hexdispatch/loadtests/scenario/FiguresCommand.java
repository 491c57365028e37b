package io.hexdispatch.loadtests.scenario;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how long figures of many events take, while late changes come in. */
@Command(
        name = "figures",
        description = {
            "Fills the database of a server with the events of a year, and asks it over HTTP for every kind of figures.",
            "Checks the counts against the tables. Starts a server of its own, on loopback with a fresh database."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured, and every count was right, however long it took",
            "1:a count was wrong, or a request failed; or it could not be measured",
            "2:the command line is wrong"
        })
public final class FiguresCommand implements Callable<Integer> {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Duration PREPARED_MAX = Duration.ofMinutes(60);
    private static final Duration CALL_MAX = Duration.ofMinutes(2);
    private static final List<String> TABLES =
            List.of("event", "dispatch_order", "event_history", "deadline", "figure_day");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "4400000",
            description = "How many events. Default: ${DEFAULT-VALUE}")
    private long events;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "365",
            description = "On how many days they were filed, the last of which is today. Default: ${DEFAULT-VALUE}")
    private int days;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "9",
            description = "How often each question is asked. Default: ${DEFAULT-VALUE}")
    private int repeat;

    @Option(
            names = "--late-changes",
            paramLabel = "N",
            defaultValue = "800",
            description =
                    "How many closed events of all the year are rated over HTTP before half of the questions, and not"
                            + " counted beforehand. Default: ${DEFAULT-VALUE}")
    private int lateChanges;

    @Option(
            names = "--server-jar",
            paramLabel = "FILE",
            defaultValue = "server/target/hexdispatch.jar",
            description = "The server to start. Default: ${DEFAULT-VALUE}")
    private Path serverJar;

    @Option(
            names = "--server-java",
            paramLabel = "DIR",
            description = "The home of the Java that runs it. Default: the one that runs this")
    private Path serverJava;

    @Option(
            names = "--server-java-option",
            paramLabel = "OPTION",
            defaultValue = "-Xmx1g",
            description = "An option for the Java that runs it; as often as needed. Default: ${DEFAULT-VALUE}")
    private List<String> serverJavaOptions = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes all figures to a file")
    private Path json;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> faults = new ArrayList<>();
    private final JsonObject report = new JsonObject();
    private URI server;
    private BearerTokens tokens;

    @Override
    public Integer call() throws Exception {
        if (events < 1 || events > 100_000_000 || days < 1 || days > 366 || repeat < 1 || lateChanges < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--events is 1 to 100000000, --days 1 to 366, --repeat 1 or more, --late-changes 0 or more");
        }
        Path home = serverJava == null ? Path.of(System.getProperty("java.home")) : serverJava;
        Path java = home.resolve("bin").resolve("java");
        Machine machine = Machine.here(Optional.of(java), serverJar);
        report.put("machine", machine.toString());
        tell(machine.toString());
        try (ServerProcess process = ServerProcess.start(java, serverJavaOptions, serverJar)) {
            process.awaitReady();
            server = process.address();
            tokens = BearerTokens.of(process.dataFolder());
            measure(process);
        }
        faults.forEach(fault -> tell("WRONG: " + fault));
        if (json != null) {
            Files.writeString(json, report.put("faults", new JsonArray(faults)).encodePrettily());
        }
        return faults.isEmpty() ? 0 : 1;
    }

    private void measure(ServerProcess process) throws Exception {
        try (Connection connection = DriverManager.getConnection(process.databaseUrl(), "postgres", "")) {
            FilledYear year = new FilledYear(connection, events, days);
            fill(year);
            Map<String, String> questions = questions();
            awaitPrepared(questions.get("whole year"));
            check(year, questions.get("whole year"));
            tell("");
            tell("all counted beforehand:");
            ask(questions, "prepared");
            if (lateChanges > 0) {
                changeLate(year, questions.get("whole year"));
                tell(String.format(Locale.ROOT, "%d late changes, not counted beforehand:", lateChanges));
                ask(questions, "late");
                check(year, questions.get("whole year"));
            }
            tell("");
            year.bytes(TABLES).forEach((table, bytes) -> {
                report.put("bytes " + table, bytes);
                tell(String.format(Locale.ROOT, "%-16s %,10.1f MB", table, bytes / 1e6));
            });
            process.memoryBytesMax()
                    .ifPresent(
                            bytes -> tell(String.format(Locale.ROOT, "the server took %.0f MB at most", bytes / 1e6)));
        }
    }

    private void fill(FilledYear year) throws Exception {
        List<String> categories = list("/api/v1/categories", "categories").stream()
                .filter(category -> "event".equals(category.getString("kind")))
                .map(category -> category.getString("code"))
                .toList();
        List<String> units = list("/api/v1/units", "units").stream()
                .map(unit -> unit.getString("code"))
                .toList();
        long start = System.nanoTime();
        year.write(
                categories,
                units,
                written -> tell(String.format(
                        Locale.ROOT, "%,d events written after %.0f s", written, (System.nanoTime() - start) / 1e9)));
    }

    private List<JsonObject> list(String path, String name) throws IOException, InterruptedException {
        return new JsonObject(get(path, 200).body())
                .getJsonArray(name).stream().map(JsonObject.class::cast).toList();
    }

    /** Every kind of groups over the whole year, and filters of each kind, alone and together. */
    private Map<String, String> questions() throws Exception {
        LocalDate today = LocalDate.now(ZONE);
        String all = "/api/v1/figures?from=" + today.minusDays(days) + "&to=" + today;
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put("whole year", all);
        for (String group : List.of(
                "county",
                "township",
                "dedicated",
                "centre",
                "unit",
                "post",
                "source",
                "category",
                "class",
                "day",
                "week",
                "month",
                "year")) {
            questions.put("by " + group, all + "&groupBy=" + group);
        }
        questions.put("by unit and month", all + "&groupBy=unit,month");
        questions.put("by township and day", all + "&groupBy=township,day");
        questions.put("by post and month", all + "&groupBy=post,month&limit=2000");
        questions.put("by category of a county", all + "&groupBy=category&county=410105");
        questions.put("by day of a source", all + "&groupBy=day&source=source-0");
        questions.put(
                "by post of a unit",
                all + "&groupBy=post&unit="
                        + list("/api/v1/units", "units").get(7).getString("code"));
        questions.put("by unit of a source in a county", all + "&groupBy=unit&source=source-1&county=410105");
        questions.put(
                "by month of a class, source and county",
                all + "&groupBy=month&class=01&source=source-0&county=410102");
        questions.put("today", "/api/v1/figures?from=" + today + "&to=" + today);
        questions.put(
                "a month by centre",
                "/api/v1/figures?from=" + today.minusDays(29) + "&to=" + today + "&groupBy=centre");
        questions.put("by township, as CSV", all + "&groupBy=township&format=csv");
        return questions;
    }

    /** The server counts beforehand all the while. */
    private void awaitPrepared(String question) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            long asked = System.nanoTime();
            HttpResponse<String> answer = send(request(question).GET().build());
            if (answer.statusCode() == 200) {
                tell(String.format(
                        Locale.ROOT,
                        "figures can be asked for %.0f s after the last event was written; the first answer took %.0f ms",
                        (asked - start) / 1e9,
                        (System.nanoTime() - asked) / 1e6));
                return;
            }
            if (answer.statusCode() != 503 || System.nanoTime() - start > PREPARED_MAX.toNanos()) {
                throw new IOException(question + " is answered with " + answer.body());
            }
            Thread.sleep(1_000);
        }
    }

    private void check(FilledYear year, String question) throws Exception {
        JsonObject total = new JsonObject(get(question, 200).body()).getJsonObject("total");
        check(total, "reported", year.number("SELECT count(*) FROM event"));
        check(total, "voided", year.number("SELECT count(*) FROM event WHERE status = 'VOIDED'"));
        check(total, "closed", year.number("SELECT count(*) FROM event WHERE status = 'CLOSED'"));
        check(
                total,
                "rated",
                year.number("SELECT count(*) FROM event WHERE course ->> 'rating' IS NOT NULL AND status <> 'VOIDED'"));
        check(
                total,
                "closedOnTime",
                year.number(
                        "SELECT count(*) FROM event e JOIN deadline d ON d.event_id = e.id AND d.ordinal = 0 AND d.kind = 'DISPOSAL'"
                                + " WHERE e.status = 'CLOSED' AND d.ended_at <= d.due_at"));
    }

    private void check(JsonObject total, String figure, long right) {
        if (total.getLong(figure) != right) {
            faults.add(figure + " is " + total.getLong(figure) + ", and by the tables " + right);
        }
    }

    private void changeLate(FilledYear year, String question) throws Exception {
        long step = Math.max(1, events / (lateChanges + 1));
        int changed = 0;
        for (long i = 1; i <= lateChanges; i++) {
            long id = year.number("SELECT coalesce(min(id), 0) FROM (SELECT id FROM event WHERE id >= " + i * step
                    + " AND status = 'CLOSED' AND course IS NULL ORDER BY id LIMIT 1) e");
            long day = year.number(
                    "SELECT to_char(filed_at AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD')::bigint FROM event WHERE id = "
                            + Math.max(1, id));
            HttpResponse<String> answer =
                    send(request(String.format(Locale.ROOT, "/api/v1/events/%d-%07d/call-back", day, id))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"rating\":1}"))
                            .build());
            if (answer.statusCode() != 200) {
                throw new IOException("a rating is answered with " + answer.body());
            }
            changed++;
        }
        tell("");
        check(year, question);
        report.put("lateChanges", changed);
    }

    private void ask(Map<String, String> questions, String when) throws IOException, InterruptedException {
        tell(String.format(Locale.ROOT, "%-42s %8s %8s %8s %8s", "milliseconds", "p50", "max", "groups", "kB"));
        for (Map.Entry<String, String> question : questions.entrySet()) {
            double[] millis = new double[repeat];
            String body = "";
            for (int i = 0; i < repeat; i++) {
                long start = System.nanoTime();
                body = get(question.getValue(), 200).body();
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(millis);
            int groups = body.startsWith("{") ? new JsonObject(body).getInteger("groupCount") : 0;
            report.put(
                    when + " " + question.getKey(),
                    new JsonArray(Arrays.stream(millis).boxed().toList()));
            tell(String.format(
                    Locale.ROOT,
                    "%-42s %8.0f %8.0f %8d %8d",
                    question.getKey(),
                    millis[repeat / 2],
                    millis[repeat - 1],
                    groups,
                    body.length() / 1_000));
        }
    }

    private HttpResponse<String> get(String path, int wanted) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(path).GET().build());
        if (answer.statusCode() != wanted) {
            throw new IOException(path + " is answered with " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(CALL_MAX)
                .header("Authorization", "Bearer " + tokens.token("admin", "load"));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    private void tell(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
