/**
 * Reads the form of a direct upload (RFC 7578) while it arrives: one part, whose bytes are handed
 * on as a stream that ends only where the whole form has turned out to be well formed.
 */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.form;
