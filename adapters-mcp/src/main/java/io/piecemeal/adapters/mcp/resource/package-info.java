/** Files as resources of the protocol. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.mcp.resource;
