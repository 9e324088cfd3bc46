/** A way around the model for the bytes of a file. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.mcp.ticket;
