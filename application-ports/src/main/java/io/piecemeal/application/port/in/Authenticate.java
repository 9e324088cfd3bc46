package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Caller;
import java.util.Optional;

/** Finds out who a caller is. */
public interface Authenticate {

  /**
   * @param token what the caller presents, of any form: an API key, or what an issuer signed
   * @return for whom it is and what it may do; empty if it is not valid, without a hint why
   */
  Optional<Caller> authenticate(String token);
}
