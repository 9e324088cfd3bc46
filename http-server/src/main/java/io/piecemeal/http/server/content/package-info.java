/** Downloads: ranges, conditional requests and harmless headers (RFC 9110, RFC 6266). */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.content;
