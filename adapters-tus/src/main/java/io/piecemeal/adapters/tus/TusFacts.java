package io.piecemeal.adapters.tus;

import io.piecemeal.http.server.adapter.AdapterFacts;
import io.piecemeal.http.server.adapter.Dialect;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What the server has to know of the two protocols. */
@Singleton
public final class TusFacts implements AdapterFacts {

  /** Where uploads of the IETF's draft are. */
  public static final String IETF_PATH = "/rufh";

  /** As much of a file as one request of tus brings. */
  public static final Dialect TUS = new Dialect("tus");

  /** As much of a file as one request of the IETF's draft brings. */
  public static final Dialect IETF = new Dialect("ietf");

  @Override
  public List<Dialect> dialects() {
    return List.of(TUS, IETF);
  }

  @Override
  public List<String> streams() {
    return List.of(Tus.PATH, IETF_PATH);
  }

  @Override
  public Optional<String> resumable() {
    return Optional.of(IETF_PATH);
  }
}
