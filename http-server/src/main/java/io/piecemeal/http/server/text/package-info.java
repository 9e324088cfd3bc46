/** How the same things are written by every driving adapter. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.text;
