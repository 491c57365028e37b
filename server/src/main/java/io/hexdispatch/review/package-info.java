/** Which events are looked at once more: a random sample, drawn so that anybody can draw it again, and what was found. */
package io.hexdispatch.review;
