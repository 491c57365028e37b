/** Which units handle an event: rules that operators edit, and the decision drawn from them. No I/O. */
package io.hexdispatch.assignment;
