/** How the city does: what was reported, closed, closed on time and how it was found, by area, unit, post, source, category, period. */
package io.hexdispatch.figures;
