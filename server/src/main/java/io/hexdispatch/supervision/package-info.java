/** Irregularities (监督问题) that the discipline inspection commission is told of, and what becomes of each. */
package io.hexdispatch.supervision;
