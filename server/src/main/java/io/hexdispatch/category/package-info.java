/** What an event is about: the categories of GB/T 47678.5-2026 after our reading of it, and local extension codes. */
package io.hexdispatch.category;
