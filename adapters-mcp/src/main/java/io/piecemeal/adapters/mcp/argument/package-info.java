/** What a tool is called with: declared once, as the schema that agents see and as its check. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.mcp.argument;
