/** Every error as application/problem+json (RFC 9457), the framework's own included. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.problem;
