/** What comes in on the police line 110 and is no matter for the police. */
package io.hexdispatch.diversion;
