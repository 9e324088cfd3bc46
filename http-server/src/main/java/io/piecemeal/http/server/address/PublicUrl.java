package io.piecemeal.http.server.address;

import java.net.URI;

/**
 * Where the service is reached by those who are to use a ticket. Never taken from a request, unless
 * a trusted proxy vouches for it: its sender would decide where another caller's bytes go.
 */
@FunctionalInterface
public interface PublicUrl {

  /** An absolute URL, to which a path that begins with a slash can be added. */
  URI base();
}
