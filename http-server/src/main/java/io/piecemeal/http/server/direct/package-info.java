/**
 * The direct way of a request: past the framework's router, filters and reactive body, from the
 * connection to a thread of its own and back. A {@link io.piecemeal.http.server.direct.DirectRoute}
 * says which requests take it.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.direct;
