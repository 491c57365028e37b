/** Where reports come from: what each source sends, how often it may, and how its fields become ours. */
package io.hexdispatch.source;
