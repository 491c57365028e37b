package io.hexdispatch.flow;

import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.jointhandling.Areas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which grids lie in which on one map. */
record MapAreas(CityMap map) implements Areas {
    @Override
    public List<String> upwards(String code) {
        List<String> upwards = new ArrayList<>();
        Optional<Grid> step = GridCode.isValid(code) ? map.grid(new GridCode(code)) : Optional.empty();
        while (step.isPresent()) {
            upwards.add(step.get().code().value());
            step = step.get().parent().flatMap(map::grid);
        }
        return upwards;
    }
}
