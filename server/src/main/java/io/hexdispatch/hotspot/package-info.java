/** Problems that come again and again: by place, category and time, and what is done against them for good. */
package io.hexdispatch.hotspot;
