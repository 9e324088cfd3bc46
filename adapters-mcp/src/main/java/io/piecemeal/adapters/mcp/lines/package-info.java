/** Takes Base64 that a model types line by line, and asks again only for damaged lines. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.mcp.lines;
