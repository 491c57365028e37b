/** Which events are reports of the same thing by different sources, how sure that is, and what was decided about it. */
package io.hexdispatch.duplicate;
