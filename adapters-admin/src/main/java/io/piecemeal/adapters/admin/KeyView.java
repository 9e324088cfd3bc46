package io.piecemeal.adapters.admin;

import io.piecemeal.application.port.in.ManageKeys.IssuedKey;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.http.server.text.Times;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys as the members of JSON. */
public final class KeyView {

  private KeyView() {}

  /** What may be shown of a key; times that are not set are left out. */
  public static Map<String, Object> of(ApiKey key) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", key.id().value());
    members.put("owner", key.owner().value());
    members.put("label", key.label().value());
    members.put("scope", Scope.write(key.scopes()));
    members.put("created_at", Times.rfc3339(key.createdAt()));
    key.expiresAt().ifPresent(time -> members.put("expires_at", Times.rfc3339(time)));
    key.revokedAt().ifPresent(time -> members.put("revoked_at", Times.rfc3339(time)));
    key.lastUsedAt().ifPresent(time -> members.put("last_used_at", Times.rfc3339(time)));
    return members;
  }

  /** A new key with its token, which is a secret. */
  public static Map<String, Object> of(IssuedKey issued) {
    Map<String, Object> members = of(issued.key());
    members.put("key", issued.token().reveal());
    return members;
  }
}
