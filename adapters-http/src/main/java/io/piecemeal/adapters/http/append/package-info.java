/** Appending a chunk that came as JSON, whichever way the request took to get here. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.adapters.http.append;
