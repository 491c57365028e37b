/** Roll calls (调度点名) and broadcasts: who is called, who answers, what is counted. */
package io.hexdispatch.rollcall;
