/**
 * The whole service as its callers see it: on a real PostgreSQL, with real files, over real
 * sockets.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.e2e;
