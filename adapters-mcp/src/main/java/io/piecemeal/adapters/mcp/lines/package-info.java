/** Base64 that a model types line by line, of which only damaged lines are typed again. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.mcp.lines;
