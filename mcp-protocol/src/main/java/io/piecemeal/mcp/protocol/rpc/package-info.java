/** Messages of JSON-RPC 2.0: reading them, writing them, and saying what is wrong with one. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.mcp.protocol.rpc;
