package io.hexdispatch.jointhandling;

import io.hexdispatch.access.Actor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody says who opens a joint handling.
 *
 * @param grounds none where those that a rule saw are right
 * @param parties to be invited beside those that a rule named
 */
public record OpenWish(Set<Grounds> grounds, List<Actor> parties, Optional<String> text) {
    public OpenWish {
        grounds = Set.copyOf(grounds);
        parties = List.copyOf(parties);
    }
}
