/** The tools, each a class; what they have in common lies in the packages beside this one. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.mcp.tool;
