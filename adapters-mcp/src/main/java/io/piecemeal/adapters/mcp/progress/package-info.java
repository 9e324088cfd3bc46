/** How far a call is, for clients that want to know before it is done. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.mcp.progress;
