/** The adapter that takes messages to webhooks over HTTP, signed. */
package io.hexdispatch.webhook;
