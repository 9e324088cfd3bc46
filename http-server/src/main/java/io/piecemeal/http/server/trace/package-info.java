/** What ties a request, its answer and its log lines together. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.trace;
