package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import java.util.Optional;

/** Finds out who a caller is. */
public interface Authenticate {

  /**
   * @param token what the caller presents as its API key, of any form
   * @return whom it belongs to; empty if it is not a valid key, without a hint why
   */
  Optional<Owner> authenticate(String token);
}
