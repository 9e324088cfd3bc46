package io.piecemeal.adapters.persistence.postgres;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code api_key}; Micronaut makes the bean. Lists everywhere: what {@code RETURNING}
 * gives is not always mapped to an {@code Optional} as it should be.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ApiKeyRows extends GenericRepository<ApiKeyRow, String> {

  @Query(
      """
      INSERT INTO api_key (key_id, owner, label, scopes, token_hash, created_at, expires_at)
      VALUES (:keyId, :owner, :label, :scopes, :tokenHash, :createdAt, :expiresAt)
      RETURNING *
      """)
  List<ApiKeyRow> insert(
      String keyId,
      String owner,
      String label,
      String scopes,
      String tokenHash,
      Instant createdAt,
      @Nullable Instant expiresAt);

  @Query("SELECT * FROM api_key WHERE key_id = :keyId")
  List<ApiKeyRow> find(String keyId);

  @Query("SELECT * FROM api_key ORDER BY created_at, key_id")
  List<ApiKeyRow> list();

  @Query(
      """
      UPDATE api_key SET revoked_at = coalesce(revoked_at, :at) WHERE key_id = :keyId
      RETURNING *
      """)
  List<ApiKeyRow> revoke(String keyId, Instant at);

  @Query(
      """
      UPDATE api_key
      SET expires_at = greatest(created_at, least(expires_at, CAST(:at AS timestamptz)))
      WHERE key_id = :keyId
      RETURNING *
      """)
  List<ApiKeyRow> expire(String keyId, Instant at);

  @Query(
      """
      UPDATE api_key SET last_used_at = greatest(last_used_at, CAST(:at AS timestamptz))
      WHERE key_id = :keyId
      RETURNING *
      """)
  List<ApiKeyRow> used(String keyId, Instant at);
}
