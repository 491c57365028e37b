/** How long something may take, by which calendar, and who is told when it takes longer. No I/O; time is passed in. */
package io.hexdispatch.deadline;
