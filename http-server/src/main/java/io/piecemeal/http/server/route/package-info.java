/** What requests are called where no text of a caller's may stand. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.route;
