package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.KeyLabel;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.Sha256;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code api_key}. Public only for the code that Micronaut generates. */
@MappedEntity("api_key")
public record ApiKeyRow(
    @Id String keyId,
    String owner,
    String label,
    String scopes,
    String tokenHash,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt) {

  ApiKey toKey() {
    return new ApiKey(
        new KeyId(keyId),
        new Owner(owner),
        new KeyLabel(label),
        Scope.read(scopes),
        Sha256.parse(tokenHash).orElseThrow(),
        createdAt,
        Optional.ofNullable(expiresAt),
        Optional.ofNullable(revokedAt),
        Optional.ofNullable(lastUsedAt));
  }
}
