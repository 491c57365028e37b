/** Who may come in: roles, what a token says of its bearer, and which tokens are revoked. */
package io.hexdispatch.access;
