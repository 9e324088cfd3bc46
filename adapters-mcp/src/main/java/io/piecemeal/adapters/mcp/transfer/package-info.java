/** Files by their own addresses, and bytes past the messages, as SEP-2631 proposes it. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.mcp.transfer;
