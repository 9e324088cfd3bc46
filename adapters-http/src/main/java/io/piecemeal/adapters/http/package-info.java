/**
 * The HTTP API: controllers that turn requests into calls of the ports in, and their answers and
 * refusals into responses. Nothing here decides about files.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.http;
