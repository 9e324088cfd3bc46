/** Asking a person by way of the client, in several rounds of one call. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.mcp.elicit;
