/** The bytes of a chunk in the text of an argument. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.mcp.chunk;
