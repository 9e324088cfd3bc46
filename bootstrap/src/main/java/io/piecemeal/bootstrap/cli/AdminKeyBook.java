package io.piecemeal.bootstrap.cli;

import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Scope;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The keys of a service that runs. */
record AdminKeyBook(AdminApi api) implements KeyBook {

  private static final String KEYS = "/keys";

  @Override
  public Map<String, Object> create(KeyTerms terms) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("owner", terms.owner().value());
    body.put("label", terms.label().value());
    body.put("scope", Scope.write(terms.scopes()));
    terms.lifetime().ifPresent(time -> body.put("expires_in", Math.max(1, time.toSeconds())));
    return api.call("POST", KEYS, Optional.of(body)).orElseThrow(api::absent);
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Map<String, Object>> list() {
    Map<String, Object> answer = api.call("GET", KEYS, Optional.empty()).orElseThrow(api::absent);
    return (List<Map<String, Object>>) Objects.requireNonNull(answer.get("data"));
  }

  @Override
  public Optional<Map<String, Object>> rotate(KeyId id, Duration overlap) {
    return api.call(
        "POST", KEYS + "/" + id + "/rotate", Optional.of(Map.of("overlap", overlap.toSeconds())));
  }

  @Override
  public Optional<KeyId> revoke(KeyId id) {
    return api.call("DELETE", KEYS + "/" + id, Optional.empty()).map(_ -> id);
  }
}
