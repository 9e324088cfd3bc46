/** Files that go past the messages, by a proposal that is not in the protocol yet. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.mcp.protocol.files;
