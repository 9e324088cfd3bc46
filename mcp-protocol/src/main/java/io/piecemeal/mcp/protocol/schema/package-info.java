/** What tools say of their answers before they are called. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.mcp.protocol.schema;
