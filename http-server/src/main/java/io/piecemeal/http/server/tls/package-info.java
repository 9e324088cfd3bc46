/** TLS: the certificate and key that the service shows, and how they are replaced. */
@org.jspecify.annotations.NullMarked
package io.piecemeal.http.server.tls;
