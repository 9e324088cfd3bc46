/** Which revision of the protocol a message follows, and what that asks of it and of its answer. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.mcp.protocol.revision;
