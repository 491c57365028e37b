/** How an order reaches those it is for: when it was sent to whom, how often, and when he said that he has it. */
package io.hexdispatch.delivery;
