/** What a request has to pass before it is read, and what keeps one caller from taking it all. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.mcp.guard;
