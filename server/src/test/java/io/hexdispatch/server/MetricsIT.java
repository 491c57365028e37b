package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is seen from outside, and that what the documents for operators ask for is there. */
@ExtendWith(RunningServer.Shared.class)
class MetricsIT {
    private static final Path DOCUMENTS = Path.of("../docs/operations");
    private static final Pattern NAME = Pattern.compile("\\b(?:hexdispatch|jvm|process|system)_[a-z_]+\\b");
    private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+)(\\{[^}]*})? (\\S+)$", Pattern.MULTILINE);
    private static final Pattern CONVENTION = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    @Test
    void eachStepOfAnEventsWayIsCountedOnce(RunningServer city) {
        Map<String, Double> before = samples(city);
        String source = RunningServer.unique("metrics");
        city.post(
                "/api/v1/events",
                city.token(Role.SOURCE, source),
                RunningServer.report(source, "once", "90009", 113.02, 34.75));
        Map<String, Double> after = samples(city);
        for (String step : Set.of("intake", "locate", "assign", "commit", "deliver")) {
            String name = "hexdispatch_step_seconds_count{step=\"" + step + "\"}";
            assertThat(after.get(name) - before.getOrDefault(name, 0.0))
                    .as(name)
                    .isEqualTo(1);
        }
        String groups = "hexdispatch_commit_group_size_count{of=\"reports\"}";
        assertThat(after.get(groups)).isGreaterThan(before.getOrDefault(groups, 0.0));
        String answers = "hexdispatch_http_answers_total{method=\"POST\",route=\"/api/v1/events\",status=\"201\"}";
        assertThat(after).containsKey(answers);
        assertThat(after.get(answers)).isGreaterThan(before.getOrDefault(answers, 0.0));
    }

    @Test
    void connectionsAreCountedByRole(RunningServer city) {
        String name = "hexdispatch_connections{role=\"gis\"}";
        assertThat(samples(city)).containsEntry(name, 0.0);
        try (Terminal first = city.terminal(Role.GIS, "gis");
                Terminal second = city.terminal(Role.GIS, "gis")) {
            assertThat(samples(city)).containsEntry(name, 2.0);
            assertThat(first.drain()).isEmpty();
            assertThat(second.drain()).isEmpty();
        }
    }

    @Test
    void addressesOfStrangersMakeNoSeriesOfTheirOwn(RunningServer city) {
        city.get("/api/v1/nothing/" + RunningServer.unique("here"), "");
        city.get("/" + RunningServer.unique("nothing"), "");
        assertThat(samples(city).keySet()).noneMatch(name -> name.contains("here-") || name.contains("nothing-"));
    }

    @Test
    void namesFollowTheConventionsOfPrometheus(RunningServer city) {
        assertThat(samples(city).keySet())
                .filteredOn(name -> name.startsWith("hexdispatch"))
                .isNotEmpty()
                .allMatch(
                        name -> CONVENTION.matcher(name.replaceAll("\\{.*", "")).matches())
                .noneMatch(name -> name.contains("milli"));
    }

    @Test
    void whatTheDashboardAndTheAlertsAskForIsThere(RunningServer city) throws IOException {
        Set<String> there = new TreeSet<>();
        samples(city).keySet().forEach(name -> there.add(name.replaceAll("\\{.*", "")));
        Set<String> asked = new TreeSet<>();
        String dashboard = Files.readString(DOCUMENTS.resolve("grafana-dashboard.json"));
        JsonArray panels = new JsonObject(dashboard).getJsonArray("panels");
        assertThat(panels).isNotEmpty();
        for (Object panel : panels) {
            for (Object target : ((JsonObject) panel).getJsonArray("targets", new JsonArray())) {
                asked.addAll(names(((JsonObject) target).getString("expr")));
            }
        }
        for (Map<String, Object> rule : alerts()) {
            assertThat(rule.get("alert")).isInstanceOf(String.class);
            assertThat(String.valueOf(rule.get("annotations"))).contains("summary=");
            Set<String> names = names((String) rule.get("expr"));
            assertThat(names).as(rule.toString()).isNotEmpty();
            asked.addAll(names);
        }
        assertThat(there).containsAll(asked);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> alerts() throws IOException {
        Map<String, Object> document =
                (Map<String, Object>) new Load(LoadSettings.builder().build())
                        .loadFromString(Files.readString(DOCUMENTS.resolve("alerts.yml")));
        List<Map<String, Object>> groups = (List<Map<String, Object>>) document.get("groups");
        return (List<Map<String, Object>>) groups.get(0).get("rules");
    }

    private static Set<String> names(String expression) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(expression);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    /** What is served, by name and labels. */
    private static Map<String, Double> samples(RunningServer city) {
        Map<String, Double> samples = new TreeMap<>();
        Matcher matcher = SAMPLE.matcher(city.get("/metrics", "").response().body());
        while (matcher.find()) {
            samples.put(
                    matcher.group(1) + (matcher.group(2) == null ? "" : matcher.group(2)),
                    matcher.group(3).equals("NaN") ? Double.NaN : Double.parseDouble(matcher.group(3)));
        }
        return samples;
    }
}
