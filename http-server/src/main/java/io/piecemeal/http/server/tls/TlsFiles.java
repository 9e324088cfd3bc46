package io.piecemeal.http.server.tls;

import java.nio.file.Path;

/**
 * Where certificate and key are.
 *
 * @param certificate PEM: the service's own certificate, and behind it those that vouch for it
 * @param key PEM: the private key of the first certificate, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {}
