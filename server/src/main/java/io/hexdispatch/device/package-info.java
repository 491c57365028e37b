/** Sensors and cameras with a known place, and their alarms. */
package io.hexdispatch.device;
