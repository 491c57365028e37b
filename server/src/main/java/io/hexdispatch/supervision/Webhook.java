package io.hexdispatch.supervision;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where findings are sent to over HTTP. Its secret stands elsewhere, so that nothing that shows a webhook can show it.
 *
 * @param name by which the administrator knows it
 * @param kinds which findings; all where it names none
 * @param isOn whether it is sent to now; while it is not, what it is owed is kept
 */
public record Webhook(String name, String url, Set<FindingKind> kinds, boolean isOn) {
    public Webhook {
        kinds = kinds.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }
}
