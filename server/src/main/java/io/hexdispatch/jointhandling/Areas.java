package io.hexdispatch.jointhandling;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which grids lie in which, as the live map has it. */
@FunctionalInterface
public interface Areas {
    /** The code of a grid and those of all that it lies in, the narrowest first; empty where there is no such grid. */
    List<String> upwards(String code);

    /** The narrowest grid in which all of these lie; empty where one of them is on no map, or nothing holds them all. */
    default Optional<String> containing(Collection<String> codes) {
        List<String> common = null;
        for (String code : codes) {
            List<String> upwards = upwards(code);
            common = common == null
                    ? upwards
                    : common.stream().filter(upwards::contains).toList();
        }
        return common == null ? Optional.empty() : common.stream().findFirst();
    }
}
