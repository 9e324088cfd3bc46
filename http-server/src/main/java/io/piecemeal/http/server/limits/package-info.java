/** How much callers may send. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.limits;
