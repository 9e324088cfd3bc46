/** The service as a server of the Model Context Protocol: a driving adapter. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.mcp;
