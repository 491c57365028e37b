package io.hexdispatch.server;

import io.hexdispatch.access.Actor;
import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.InvalidRulesException;
import io.hexdispatch.assignment.RulesVersion;
import io.hexdispatch.category.Categories;
import io.hexdispatch.flow.ChangeRules;
import io.hexdispatch.flow.RulesVersions;
import io.hexdispatch.flow.RulesVersions.Activation;
import io.hexdispatch.flow.RulesVersions.Text;
import io.hexdispatch.flow.Workers;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * The rules that a server begins with: the version that is live in its database, and in a new database those that it was started with,
 * which become the first version.
 */
final class FirstRules {
    private final Text given;
    private final boolean isFromFile;
    private final RulesVersions versions;
    private final Categories categories;
    private final Workers workers;
    private final Clock clock;

    /** @param given what {@link #read} gave, and {@code isFromFile} whether from a file that somebody named */
    FirstRules(
            Text given,
            boolean isFromFile,
            RulesVersions versions,
            Categories categories,
            Workers workers,
            Clock clock) {
        this.given = given;
        this.isFromFile = isFromFile;
        this.versions = versions;
        this.categories = categories;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Reads and checks a rules file, before a database is made for it.
     *
     * @param file empty for the sample rules of the program
     */
    static Text read(Optional<Path> file, Categories categories) throws StartException {
        try {
            String yaml = file.isPresent()
                    ? Files.readString(file.get(), StandardCharsets.UTF_8)
                    : AssignmentRules.bundledText();
            String name = file.map(path -> path.getFileName().toString()).orElse(AssignmentRules.BUNDLED);
            return new Text(
                    AssignmentRules.parse(yaml, name, categories).title(), name, ChangeRules.sha256(yaml), yaml);
        } catch (InvalidRulesException e) {
            throw new StartException("the assignment rules cannot be used:\n" + e.getMessage(), e);
        } catch (IOException e) {
            throw new StartException("the assignment rules " + file.orElseThrow() + " cannot be read: " + e, e);
        }
    }

    /** Gives the rules to begin with; fails with {@link StartException} where they cannot be used. */
    Future<AssignmentRules> load() {
        return versions.activations()
                .compose(activations -> activations.isEmpty()
                        ? keep()
                        : refuseOtherFile(activations.get(0).version())
                                .compose(
                                        same -> versions.find(activations.get(0).version()))
                                .map(Optional::orElseThrow))
                .compose(this::parse);
    }

    private Future<RulesVersion> keep() {
        return versions.keep(given, Actor.SYSTEM, clock.instant()).compose(version -> versions.activate(new Activation(
                        version.number(),
                        Actor.SYSTEM,
                        clock.instant(),
                        Optional.of("what the server was first started with")))
                .map(version));
    }

    /** Whoever names a file must not believe that it is live when another version is and the file was never kept. */
    private Future<Void> refuseOtherFile(int live) {
        if (!isFromFile) {
            return Future.succeededFuture();
        }
        return versions.list()
                .compose(all -> all.stream()
                                .anyMatch(version -> version.sha256().equals(given.sha256()))
                        ? Future.succeededFuture()
                        : Future.failedFuture(new StartException("the database holds rules already, of which version "
                                + live + " is live, and the rules file " + given.fileName()
                                + " is none of them. Leave it out and bring it in with POST /api/v1/rules")));
    }

    private Future<AssignmentRules> parse(RulesVersion version) {
        return versions.yaml(version.number())
                .compose(yaml -> workers.run(() -> {
                    try {
                        return AssignmentRules.parse(yaml.orElseThrow(), version.label(), categories);
                    } catch (InvalidRulesException e) {
                        throw new StartException(
                                "version " + version.number()
                                        + " of the rules is live and cannot be used by this program any more:\n"
                                        + e.getMessage(),
                                e);
                    }
                }));
    }
}
