/** How often somebody may come, and how many of his may be there at once. */
package io.hexdispatch.limit;
