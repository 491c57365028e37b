package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.assignment.RulesVersion;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The durable memory of all assignment rules that were ever kept. A successful future means committed. */
public interface RulesVersions {
    /** Rules to be kept; they were checked. */
    record Text(String title, String fileName, String sha256, String yaml) {}

    /** That a version went live: which, by whom, when and why. */
    record Activation(int version, Actor by, Instant at, Optional<String> reason) {}

    /** Keeps rules, or finds the version with the same text. */
    Future<RulesVersion> keep(Text text, Actor by, Instant at);

    /** All versions, the latest first. */
    Future<List<RulesVersion>> list();

    Future<Optional<RulesVersion>> find(int version);

    /** The text of a version as it was written. */
    Future<Optional<String>> yaml(int version);

    /** Notes that a version goes live, which is then what the next start begins with. */
    Future<Void> activate(Activation activation);

    /** Every activation, the latest first; the first is the live version. */
    Future<List<Activation>> activations();
}
