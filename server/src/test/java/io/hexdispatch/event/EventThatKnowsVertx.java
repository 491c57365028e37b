package io.hexdispatch.event;

import io.vertx.core.Vertx;

/** What the architecture test must find fault with. */
public record EventThatKnowsVertx(Vertx vertx) {}
