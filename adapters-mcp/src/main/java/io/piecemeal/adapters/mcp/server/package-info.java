/** The methods of the protocol, put together from the SDK's and our own. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.mcp.server;
