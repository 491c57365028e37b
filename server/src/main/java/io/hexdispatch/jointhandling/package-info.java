/** Events that concern several regions, levels or departments (三跨), and how those agree on who handles them. */
package io.hexdispatch.jointhandling;
