@NullMarked
package io.piecemeal.mcp.stdio;

import org.jspecify.annotations.NullMarked;
