package io.piecemeal.http.server.netty;

import java.net.URI;
import java.util.Optional;

/**
 * The pages in browsers that may call.
 *
 * @param listed pages of others, which need the CORS protocol to read their answers
 * @param publicUrl where our own pages are, if a setting tells
 */
public record PageOrigins(AllowedOrigins listed, Optional<URI> publicUrl) {

  /** Those of others and our own. */
  AllowedOrigins served() {
    return publicUrl.map(listed::with).orElse(listed);
  }
}
