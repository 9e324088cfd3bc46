/** The bytes of files in answers: as text where they are text, else in Base64. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.mcp.content;
