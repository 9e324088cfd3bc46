/** What a request may have at most, before it is known what it is about. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.caps;
