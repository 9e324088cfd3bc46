/** What is below the router: connections, framing, and requests that never become one. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.netty;
