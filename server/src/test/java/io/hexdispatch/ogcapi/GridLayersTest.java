package io.hexdispatch.ogcapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.FeatureQuery;
import io.hexdispatch.ogcapi.feature.Layer;
import io.hexdispatch.ogcapi.feature.MapThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GridLayersTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void hasALayerForEachLevelOfTheLiveMapAndOneOfAllGrids() throws Exception {
        LiveMap live = new LiveMap(city("410100", GridLevel.COUNTY));
        GridLayers layers = new GridLayers(live, new MapThreads(vertx.createSharedWorkerExecutor("test", 1)));
        List<Layer> before = wait(layers.layers(Actor.SYSTEM));
        assertThat(ids(before)).containsExactly("grids-city", "grids-county", "grids");
        assertThat(wait(layers.layers(Actor.SYSTEM))).isSameAs(before);
        Feature county = wait(before.get(1).feature("410100-1")).orElseThrow();
        assertThat(county.properties())
                .containsEntry("code", "410100-1")
                .containsEntry("level", "county")
                .containsEntry("parent", "410100")
                .containsEntry("parentName", "网格 410100")
                .containsEntry("mapVersion", "map-1");
        assertThat(wait(before.get(2).page(FeatureQuery.all(10))).matched()).contains(2L);

        live.activate(city("420100", GridLevel.MICRO_CELL));
        List<Layer> after = wait(layers.layers(Actor.SYSTEM));
        assertThat(ids(after)).containsExactly("grids-city", "grids-micro-cell", "grids");
        assertThat(wait(after.get(2).feature("410100"))).isEmpty();
        // Whoever holds a layer of the map before reads that map to its end.
        assertThat(wait(before.get(2).feature("410100"))).isPresent();
    }

    private static CityMap city(String code, GridLevel part) {
        return TestGrids.map(
                TestGrids.grid(code, GridLevel.CITY, null, TestGrids.box(113, 34, 114, 35)),
                TestGrids.grid(code + "-1", part, code, TestGrids.box(113, 34, 114, 35)));
    }

    private static List<String> ids(List<Layer> layers) {
        return layers.stream().map(layer -> layer.description().id()).toList();
    }

    private static <T> T wait(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
