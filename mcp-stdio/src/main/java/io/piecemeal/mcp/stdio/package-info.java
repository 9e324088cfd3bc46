/**
 * The Model Context Protocol on standard input and output, passed on to a service by HTTP. It is a
 * client of the service, and sees none of its classes.
 */
@NullMarked
package io.piecemeal.mcp.stdio;

import org.jspecify.annotations.NullMarked;
