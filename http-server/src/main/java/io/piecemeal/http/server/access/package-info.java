/** A line in the log for each request. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.access;
