package io.hexdispatch.ogcapi.feature;

import java.util.List;
import java.util.Optional;

/**
 * Some of the features that a query matches.
 *
 * @param next where the next page begins; empty on the last one
 * @param matched how many match on all pages together; empty where counting them would cost too much
 */
public record FeaturePage(List<Feature> features, Optional<String> next, Optional<Long> matched) {}
